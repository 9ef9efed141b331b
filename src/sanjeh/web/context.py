"""What every page shows around its content."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the main navigation."""

    url: str
    title: str
    is_current: bool


NAVIGATION: tuple[tuple[str, str], ...] = (("public:about-probing", _("برای دارندگان وب‌گاه‌ها")),)


def every_page(request: HttpRequest) -> dict[str, object]:
    """Give the doors of the house and the state of the agreement."""
    return {"doors": [_door(name, title, request.path) for name, title in NAVIGATION]}


def _door(name: str, title: str, path: str) -> Door:
    url = reverse(name)
    return Door(url=url, title=gettext(title), is_current=path.startswith(url))
