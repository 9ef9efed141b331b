"""Inviting many from a spreadsheet: every line is checked and shown, and all are invited or nobody."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts import invitations
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.catalogue.workbooks import MOST_BYTES, tables_in
from sanjeh.apps.messages import inviting_actions as actions
from sanjeh.core.catalogue.tables import FileProblem, FileRefused, Line, Table
from sanjeh.core.text.search import searchable
from sanjeh.core.text.words import Wording
from sanjeh.core.workflow.moves import PeopleMove
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.locale.catalogues import said
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.people import Invitee, link_of, links_page
from sanjeh.web.office.people_form import InviteForm
from sanjeh.web.office.refusals import in_tongue, listed
from sanjeh.web.templatetags.persian import language

COLUMNS = ("name", "email", "role", "body", "until", "letter_number", "letter_day")
MOST = 300  # what is invited in one go can still be read before
SURE = "sure"


class LineForm(InviteForm):
    """One line of the table, held against a list of bodies that was read once for all lines."""

    def __init__(self, data: Mapping[str, str], bodies: Mapping[str, Wording]) -> None:
        super().__init__(data)
        self.bodies = bodies

    def knows(self, body: str) -> bool:
        return body in self.bodies


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page draws it: whom it invites to what, and what is wrong with which column."""

    number: int
    name: str
    role: Wording | None
    body: Wording | None
    problems: tuple[tuple[str, str, str], ...]


class InviteMany(OfficePage):
    reads = PeopleMove.INVITE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(PeopleMove.INVITE)

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, "")

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("text", "")
        try:
            text = text_of(request)
            forms = line_forms(text, in_office(request).staff.authority)
        except FileRefused as refused:
            return page(request, typed, told=said(refused.words, language()))
        if not forms:
            return page(request, typed, told=gettext("پرونده‌ای برگزینید یا سطرها را بنویسید."))
        is_wrong = any(form.errors for form in forms.values())
        if is_wrong or SURE not in request.POST:
            return page(request, text, shown_lines(forms), is_wrong=is_wrong)
        return invited(request, [form.invited() for form in forms.values()])


def page(
    request: HttpRequest, text: str, lines: Sequence[Shown] = (), told: str = "", *, is_wrong: bool = False
) -> HttpResponse:
    shown = {"text": text, "lines": lines, "told": told, "is_wrong": is_wrong, "most": MOST}
    shown["columns"] = [(LineForm.base_fields[name].label, helps(name)) for name in COLUMNS]
    return render(request, "office/people_many.html", shown)


def helps(column: str) -> str:
    """Return how a column is written, as beside the field of one: a role by any of its names."""
    if column == "role":
        return listed(in_tongue(words) for words in ROLE_WORDS.values())
    return str(LineForm.base_fields[column].help_text)


def invited(request: HttpRequest, people: Sequence[Invited]) -> HttpResponse:
    staff = in_office(request).staff
    asked = [replace(one, authority=staff.authority) for one in people]
    tokens = actions.invite_many(invited=asked, language=language(), by=staff.person, now=staff.at)
    links = (link_of(request, token) for token in tokens)
    return links_page(
        request, [Invitee(one.name, one.email, link) for one, link in zip(asked, links, strict=True)]
    )


def text_of(request: HttpRequest) -> str:
    """Return what was typed, or the table of a file as it would be typed; raise FileRefused."""
    file = request.FILES.get("file")
    if file is None:
        return request.POST.get("text", "")
    _kind, tables = tables_in(file.read(MOST_BYTES + 1))
    table = max(tables, key=lambda one: len(one.lines), default=Table("", ()))
    out = io.StringIO()
    rows = ([cell.text for cell in line.cells] for line in table.lines if not line.is_empty)
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def line_forms(text: str, authority: str) -> dict[int, LineForm]:
    """Return the form of every line by its number; raise FileRefused for no table, or too long a one."""
    if not text.strip():
        return {}
    lines = [line for line in tables_in(text.encode())[1][0].lines if not line.is_empty]
    lines = lines[1:] if is_head(lines[0]) else lines
    if len(lines) > MOST:
        raise FileRefused(FileProblem.TOO_MANY_LINES, most=MOST)
    bodies, roles = catalogue.titles(), named_roles()
    forms = {line.number: LineForm(written(line, roles), bodies) for line in lines}
    refuse_twice(forms, authority)
    return forms


def is_head(line: Line) -> bool:
    """Tell whether a line names the columns: its second cell is no address and its third no role."""
    cells = [cell.text.strip() for cell in line.cells]
    return len(cells) > 2 and "@" not in cells[1] and searchable(cells[2]) not in named_roles()


def named_roles() -> dict[str, str]:
    """Return the roles by all that they are called, in both languages."""
    names = {
        searchable(said(words, code)): role.value
        for role, words in ROLE_WORDS.items()
        for code in ("fa", "en")
    }
    return names | {searchable(role.value): role.value for role in ROLE_WORDS}


def written(line: Line, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a line by the parts of the form; a role by its name."""
    given = {name: cell.text.strip() for name, cell in zip(COLUMNS, line.cells, strict=False)}
    role = given.get("role", "")
    return given | {"role": roles.get(searchable(role), role)}


def refuse_twice(forms: Mapping[int, LineForm], authority: str) -> None:
    """Tell beside the name of a line that the same is invited above, or already."""
    now = timezone.now()
    known = {(row.email or row.name, row.role.value, row.body) for row in invitations.waiting(now, authority)}
    seen: dict[tuple[str, str, str], int] = {}
    for number, form in forms.items():
        if not form.is_valid():
            continue
        one = form.invited()
        key = (one.email.strip().lower() or one.name, one.role.value, one.body)
        if key in known:
            form.add_error("name", gettext("او را به همین دعوت کرده‌اید و دعوتش هنوز باز است."))
        elif key in seen:
            form.add_error("name", gettext("همین در سطر %(line)s هم هست.") % {"line": seen[key]})
        seen.setdefault(key, number)


def shown_lines(forms: Mapping[int, LineForm]) -> list[Shown]:
    return [
        Shown(
            number,
            form.data.get("name", ""),
            next((words for role, words in ROLE_WORDS.items() if role.value == form.data.get("role")), None),
            form.bodies.get(form.data.get("body", "")),
            tuple(problems_of(form)),
        )
        for number, form in forms.items()
    ]


def problems_of(form: LineForm) -> Iterator[tuple[str, str, str]]:
    """Yield the column, what stands in it, and what to do."""
    for name, errors in form.errors.items():
        yield str(form.fields[name].label), form.data.get(name, ""), str(errors[0])
