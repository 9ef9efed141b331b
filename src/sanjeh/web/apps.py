from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, by audience; holds no tables."""

    name = "sanjeh.web"
    label = "web"
