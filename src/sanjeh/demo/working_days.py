"""The working calendar of the demo: a decree after the fact, and a holiday that waits for a second person."""

from datetime import datetime, timedelta

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.calendars import actions, queries
from sanjeh.apps.calendars.entries import Change, DecreeEntry, HolidayEntry
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.actions import Announcement
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.calendar import Effect

DUST = Words("گردوغبار در پایتخت نمونه", "Dust over the sample capital")
FESTIVAL = Words("جشن کشور نمونه", "Festival of the sample country")
BODY = Words(
    "اداره‌های پایتخت آن روز بسته بود؛ ساعت‌های کاری آن در هیچ مهلتی شمرده نمی‌شود.",
    "Offices of the capital were closed on that day; its working hours count in no time limit.",
)
LATE = "دستور پس از آن روز رسید."


def keep_calendar(now: datetime) -> None:
    """Enter and confirm a decree of the day before yesterday, and propose a holiday; only once."""
    if queries.changes(Change.DECREE):
        return
    by, second = accounts.holders(Role.SECRETARIAT, now)[0], accounts.holders(Role.APPROVER, now)[0]
    today = queries.local_day(now)
    closed = today - timedelta(days=2)
    decree = DecreeEntry(
        closed, closed, Effect.CLOSES, DUST, "14/207", now - timedelta(days=1), place="capital"
    )
    number = actions.enter_change(entry=decree, by=by, now=now)
    notices.publish_notice(
        announcement=Announcement(Kind.CALENDAR, str(number), DUST, BODY, now, LATE),
        hours=queries.working_hours(now),
        by=by,
        now=now,
    )
    actions.confirm_change(number=number, by=second, now=now)
    actions.enter_change(entry=HolidayEntry(today + timedelta(days=40), FESTIVAL), by=by, now=now)
