from django.apps import AppConfig

from sanjeh.web.form_words import speak_our_words


class WebConfig(AppConfig):
    """Pages, by audience; holds no tables."""

    name = "sanjeh.web"
    label = "web"

    def ready(self) -> None:
        speak_our_words()
