"""An authority says who it is, and how codes are written; its mark is a picture and nothing else."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from sanjeh.apps.authorities import actions, queries
from sanjeh.apps.authorities.cards import AuthorityCard, CodeRule, Contact
from sanjeh.apps.authorities.marks import MOST_BYTES, MOST_PIXELS, PNG, SVG, MarkRefused, kind_of
from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices.models import Notice
from sanjeh.core.text.calendars import Calendar
from sanjeh.core.text.code_rule import RuleBroken
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps import trip

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="url(#a)"/></svg>'
)


def png(side: int) -> bytes:
    file = BytesIO()
    Image.new("1", (side, 1)).save(file, "PNG")
    return file.getvalue()


def svg(inside: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg"{attributes}>{inside}</svg>'.encode()


@pytest.mark.django_db
def test_there_is_one_by_default_as_iran_has_it_and_neutral_in_its_name() -> None:
    assert queries.current() == AuthorityCard(
        code="default",
        title=Words("سنجه", "Sanjeh"),
        mark_kind="",
        contact=Contact(),
        calendar=Calendar.PERSIAN,
        time_zone="Asia/Tehran",
        languages=(),
        code_rule=CodeRule("[0-9]{11}", "یازده رقم", "eleven digits"),
    )


@pytest.mark.django_db
def test_the_head_writes_what_it_says_of_itself_and_the_journal_which_fields() -> None:
    manager, card = people.manager(), queries.current()
    kenya = replace(
        card, title=Words("مرجع", "Authority"), calendar=Calendar.GREGORIAN, time_zone="Africa/Nairobi"
    )

    changed = actions.change_authority(card=kenya, by=manager, now=trip.NOW)
    again = actions.change_authority(card=kenya, by=manager, now=trip.NOW)

    assert (queries.current(), sorted(changed), again) == (
        kenya,
        ["calendar", "time_zone", "title_en", "title_fa"],
        (),
    )
    lines = journal.lines_about("authority:default")
    assert [line.entry.facts for line in lines if line.entry.what == "authority.changed"] == [
        {"fields": changed}
    ]


@pytest.mark.django_db
def test_nobody_but_the_head_changes_it() -> None:
    card = replace(queries.current(), title=Words("دیگر", "Other"))

    for name, (person, roles) in people.each().items():
        if Role.MANAGER in roles:
            continue
        with pytest.raises(NotPermitted):
            actions.change_authority(card=card, by=person, now=trip.NOW)
        with pytest.raises(NotPermitted):
            actions.set_mark(code="default", content=DRAWING, by=person, now=trip.NOW)
        assert queries.current().title == Words("سنجه", "Sanjeh"), name


@pytest.mark.django_db
def test_a_zone_or_a_rule_that_is_none_is_refused() -> None:
    manager, card = people.manager(), queries.current()

    with pytest.raises(actions.NoSuchTimeZone):
        actions.change_authority(card=replace(card, time_zone="Asia/Teheran"), by=manager, now=trip.NOW)
    broken = replace(card, code_rule=CodeRule("(a+)+"))
    with pytest.raises(RuleBroken):
        actions.change_authority(card=broken, by=manager, now=trip.NOW)
    assert queries.current() == card


@pytest.mark.django_db
def test_a_mark_is_kept_and_taken_away_again() -> None:
    manager = people.manager()
    actions.set_mark(code="default", content=DRAWING, by=manager, now=trip.NOW)
    kept = queries.mark()
    actions.set_mark(code="default", content=b"", by=manager, now=trip.NOW)

    assert (kept, queries.mark()) == (queries.Mark(SVG, DRAWING), None)


def test_pictures_that_only_show_something_are_marks() -> None:
    assert [kind_of(one) for one in (DRAWING, png(9), png(MOST_PIXELS))] == [SVG, PNG, PNG]
    assert kind_of(DRAWING + b" " * (MOST_BYTES - len(DRAWING))) == SVG


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (DRAWING + b" " * (MOST_BYTES - len(DRAWING) + 1), "too_large"),
        (png(MOST_PIXELS + 1), "too_many_pixels"),
        (b"\x89PNG\r\n\x1a\n<html>", "not_a_picture"),
        (b"GIF89a", "not_a_picture"),
        (b"<html><body>", "not_a_picture"),
        (b"<svg", "not_a_picture"),
        (b"<svg></svg>", "not_only_drawing"),
        (svg("<script>alert(1)</script>"), "not_only_drawing"),
        (svg("<style>@import 'x'</style>"), "not_only_drawing"),
        (svg("", ' onload="alert(1)"'), "not_only_drawing"),
        (svg("", ' OnLoad="alert(1)"'), "not_only_drawing"),
        (svg("<a href='https://x.example'><path/></a>"), "not_only_drawing"),
        (svg("<use href='https://x.example#a'/>"), "not_only_drawing"),
        (svg("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='data:,a'/>"), "not_only_drawing"),
        (svg("<image href='#a'/>"), "not_only_drawing"),
        (svg("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"), "not_only_drawing"),
        (svg("<path fill='url( https://x.example )'/>"), "not_only_drawing"),
        (svg("<set attributeName='href' to='x'/>"), "not_only_drawing"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING, "not_only_drawing"),
    ],
)
def test_whatever_else_is_no_mark(content: bytes, why: str) -> None:
    with pytest.raises(MarkRefused) as refused:
        kind_of(content)

    assert refused.value.why == why


def test_a_use_of_the_own_parts_draws() -> None:
    assert kind_of(svg("<defs><path id='a'/></defs><use href='#a'/>")) == SVG


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"calendar": "julian"}, "authority_counts_in_a_known_calendar"),
        ({"mark": b"x", "mark_kind": "text/html"}, "authority_mark_is_png_or_svg"),
        ({"mark": b"x", "mark_kind": ""}, "authority_mark_is_png_or_svg"),
    ],
)
def test_the_database_refuses_what_no_authority_says(fields: dict[str, object], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Authority.objects.update(**fields)


@pytest.mark.django_db
def test_there_is_never_a_second_by_default_and_none_goes_that_is_named() -> None:
    with pytest.raises(IntegrityError, match="one_authority_by_default"), transaction.atomic():
        Authority.objects.create(code="fars", title_fa="فارس", title_en="Fars", is_default=True)
    trip.probing_round(1)

    assert Notice.objects.exclude(authority__code="default").count() == 0
