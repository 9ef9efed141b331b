"""The menu of the office: the pages that its reader may see, and which of them is open."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.core.workflow.moves import Reading, key_of
from sanjeh.core.workflow.permissions import open_to
from sanjeh.web.navigation import NavigationEntry, NavigationGroup
from sanjeh.web.office.access import staff_at
from sanjeh.web.office.second_factor import is_lacking

# In the order of use: one's own work, a round and what it stands on, its promises, the house itself.
Section = tuple[Reading, str, str]
OWN: tuple[Section, ...] = (
    (Reading.HOME, "office:home", _("کارهای من")),
    (Reading.INBOX, "office:inbox", _("صندوق پیام")),
)
GROUPS: tuple[tuple[str, tuple[Section, ...]], ...] = (
    (
        _("ارزیابی"),
        (
            (Reading.ROUNDS, "office:rounds", _("دوره‌ها")),
            (Reading.CATALOGUE, "office:catalogue", _("دستگاه‌ها و خدمت‌ها")),
            (Reading.METHODS, "office:methods", _("روش‌های ارزیابی")),
            (Reading.PAUSES, "office:pauses", _("درنگ‌ها")),
        ),
    ),
    (
        _("تعهدها"),
        (
            (Reading.NOTICES, "office:notices", _("اطلاعیه‌ها")),
            (Reading.QUESTIONS, "office:questions", _("پرسش‌های دستگاه‌ها")),
            (Reading.COMPLAINTS, "office:complaints", _("شکایت‌ها")),
            (Reading.AGREEMENT, "office:agreement", _("توافق‌نامه‌ها")),
            (Reading.OFFER, "office:offer", _("توافق‌نامه‌ی پیشنهادی")),
            (Reading.BREACHES, "office:breaches", _("نقض تعهدها")),
            (Reading.INCIDENTS, "office:incidents", _("رویدادهای رفتار")),
            (Reading.RULES, "office:house-rules", _("آداب خانه")),
            (Reading.CHANNELS, "office:channels", _("کانال‌های ارتباط")),
            (Reading.CALENDAR, "office:calendar", _("تقویم کاری")),
        ),
    ),
    (
        _("مکاتبه"),
        (
            (Reading.MESSAGES, "office:messages", _("پیام‌ها")),
            (Reading.REDIRECTS, "office:redirects", _("آنچه از راه دیگر رسید")),
            (Reading.FEEDBACK, "office:feedback", _("گزارش‌های خوانندگان")),
        ),
    ),
    (
        _("اداره‌ی سامانه"),
        (
            (Reading.PEOPLE, "office:people", _("کسان و حکم‌ها")),
            (Reading.TIES, "office:ties", _("پیوندهای کسان")),
            (Reading.OUTSIDE, "office:outside", _("عضوهای بیرونی")),
            (Reading.AUTHORITY, "office:authority", _("مرجع ارزیابی")),
            (Reading.ARCHIVE, "office:archive", _("بایگانی")),
            (Reading.JOURNAL, "office:journal", _("دفتر رویداد")),
            (Reading.PERMISSIONS, "office:permissions", _("دسترسی‌ها")),
        ),
    ),
)


def sections(request: HttpRequest) -> list[NavigationGroup]:
    """Return the menu that this reader's roles allow; nothing before a demanded second factor was shown.

    What stands alone, one's own work or the only page of a group, is a group without a title.
    """
    may = may_of(request)
    own = [NavigationGroup("", (entry,)) for entry in entries(request, OWN, may)]
    found = ((title, entries(request, rows, may)) for title, rows in GROUPS)
    return own + [
        NavigationGroup(gettext(title) if len(rows) > 1 else "", rows) for title, rows in found if rows
    ]


def entries(
    request: HttpRequest, rows: Sequence[Section], may: frozenset[str]
) -> tuple[NavigationEntry, ...]:
    here, home = request.path, reverse("office:home")
    return tuple(
        NavigationEntry(url, gettext(title), here == url or (url != home and here.startswith(url)))
        for reading, name, title in rows
        if key_of(reading) in may
        for url in (reverse(name),)
    )


def may_of(request: HttpRequest) -> frozenset[str]:
    """Return what the reader may do; the library's own pages have not asked for it yet."""
    noted: frozenset[str] | None = getattr(request, "may", None)
    if noted is not None:
        return noted
    if not request.user.is_authenticated:
        return frozenset()
    roles = staff_at(request, signed_in(request.user), timezone.now()).roles
    return frozenset() if is_lacking(request, roles) else open_to(roles)
