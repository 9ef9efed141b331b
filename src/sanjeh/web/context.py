"""What every page shows around its content."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.agreements import queries as agreements


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the main navigation."""

    url: str
    title: str
    is_current: bool


NAVIGATION = (
    ("public:ranking", _("رتبه‌بندی")),
    ("public:bodies", _("دستگاه‌ها")),
    ("public:rounds", _("دوره‌ها")),
    ("public:method", _("روش ارزیابی")),
    ("public:notices", _("اطلاعیه‌ها")),
    ("public:complaint-lodge", _("شکایت")),
    ("public:open-data", _("داده‌ی باز")),
)


def every_page(request: HttpRequest) -> dict[str, object]:
    """Give the doors of the house and the state of the agreement."""
    return {
        "doors": [_door(name, title, request.path) for name, title in NAVIGATION],
        "agreement": agreements.state(timezone.now()),
    }


def _door(name: str, title: str, path: str) -> Door:
    url = reverse(name)
    return Door(url=url, title=gettext(title), is_current=path.startswith(url))
