"""The addresses of the house; each audience keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("sanjeh.web.public.urls", namespace="public")),
    path("office/", include("sanjeh.web.office.urls", namespace="office")),
    path("office/", include("sanjeh.web.office.sign_in_urls")),
    path("language/", include("django.conf.urls.i18n")),
]
