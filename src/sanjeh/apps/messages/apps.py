"""The label differs from the package: Django's own `messages` has that one."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "sanjeh.apps.messages"
    label = "sanjeh_messages"
