"""What a notice announces, beside what holds: words of a text, questions of a method, days off."""

from collections.abc import Callable

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries as channels
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices import provisions
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.notices.queries import NoticeRow
from sanjeh.core.comparison.changes import Label, changes
from sanjeh.report.comparison_words import LABEL_WORDS

Shown = dict[str, object]


def changes_of(row: NoticeRow) -> Shown:
    """Return what the page of a notice shows of the change itself; nothing where the version is not there."""
    show = SHOW.get(row.kind)
    return show(row) if show else {}


def of_agreement(row: NoticeRow) -> Shown:
    if not row.version.isdecimal():
        return {}
    try:
        version = agreements.agreed_version(int(row.version))
    except KeyError:
        return {}
    return {
        "changes": agreements.changes_since_last(version),
        "changed_version": version.row.number,
    }


def of_provision(row: NoticeRow) -> Shown:
    try:
        found = provisions.provision(row.kind, row.version)
    except provisions.NoSuchProvision:
        return {}
    return {"provision": found, "text_changes": provisions.changes_since_last(found)}


def of_method(row: NoticeRow) -> Shown:
    """Return what became of each question since the method that was in force when this was published."""
    try:
        announced = methodologies.version(row.version)
    except methodologies.NoSuchMethodology:
        return {}
    before = methodologies.in_force(row.published_at, row.authority)
    if before is None or before.code == announced.code:
        return {"method": announced}
    found = changes(before.parsed(), announced.parsed())
    lines = [(one.code, LABEL_WORDS[one.label]) for one in found if one.label is not Label.ANCHOR]
    return {"method": announced, "method_before": before, "method_changes": lines}


def of_calendar(row: NoticeRow) -> Shown:
    if not row.version.isdecimal():
        return {}
    try:
        return {"calendar_change": calendars.change(int(row.version))}
    except calendars.NoSuchChange:
        return {}


def of_channel(row: NoticeRow) -> Shown:
    number = row.version.partition("-")[0]
    try:
        return {"channel": channels.channel(int(number), row.published_at)} if number.isdecimal() else {}
    except channels.NoSuchChannel:
        return {}


SHOW: dict[Kind, Callable[[NoticeRow], Shown]] = {
    Kind.AGREEMENT: of_agreement,
    Kind.FORM: of_provision,
    Kind.DOCUMENT: of_provision,
    Kind.PROCESS: of_provision,
    Kind.METHODOLOGY: of_method,
    Kind.CALENDAR: of_calendar,
    Kind.CHANNEL: of_channel,
}
