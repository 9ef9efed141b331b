"""What every page shows around its content."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.publication import queries as publication
from sanjeh.web.navigation import NavigationEntry
from sanjeh.web.office.sections import sections
from sanjeh.web.public.contact import contact

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
    """Give the main navigation, the state of the agreement, and what stands at the end of every page."""
    return {
        "contact": contact(),
        "changed_at": publication.changed_at,  # asked where a page shows it
        "navigation": [_entry(name, title, request.path) for name, title in NAVIGATION],
        "agreement": agreements.state(timezone.now()),
        "is_demo": settings.DEMO,
        "office_sections": partial(sections, request),  # as above
    }


def _entry(name: str, title: str, path: str) -> NavigationEntry:
    url = reverse(name)
    return NavigationEntry(url=url, title=gettext(title), is_current=path.startswith(url))
