"""What a file would do to the list, and what no list may hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.catalogue.columns import Column
from sanjeh.core.catalogue.listed import bodies_table, services_table
from sanjeh.core.catalogue.plan import What, plan_of_states
from sanjeh.core.catalogue.remarks import HEALING_WORDS, PROBLEM_WORDS, Healing, Problem, words_of
from sanjeh.core.catalogue.standing import BodyState, ServiceState, Standing, breaches, ended
from sanjeh.core.catalogue.tables import Sheet
from tests.core.catalogue.lists import (
    ARCHIVE,
    BODY_HEAD,
    LENDING,
    LIBRARY,
    SERVICE_HEAD,
    STANDING,
    planned,
    table,
    told,
)


def whats(*files: str, ends_missing: bool = False) -> dict[str, What]:
    return {row.code: row.what for row in planned(*files, ends_missing=ends_missing).rows}


def test_lines_are_new_changed_the_same_or_missing() -> None:
    bodies = f"{BODY_HEAD}\nLIB,کتابخانه‌ی ملی,,https://lib.ir/\nARC,آرشیو ملی,LIB,\nMUS,موزه,LIB,mus.ir\n"
    services = f"{SERVICE_HEAD}\n10010102000,MUS,بلیت,https://mus.ir/ticket\n"

    assert whats(bodies, services) == {
        "LIB": What.SAME,
        "ARC": What.CHANGED,
        "MUS": What.NEW,
        "10010102000": What.NEW,
        "10010101000": What.MISSING,
    }


def test_what_a_file_does_not_name_ends_only_where_that_was_asked_for() -> None:
    services = f"{SERVICE_HEAD}\n10010102000,LIB,تازه,\n"

    left, ending = (planned(services, ends_missing=asked).rows[-1] for asked in (False, True))

    assert (left.what, left.after, left.changes) == (What.MISSING, None, False)
    assert (ending.what, ending.after, ending.changes) == (What.MISSING, ended(LENDING), True)


def test_only_the_sheets_of_a_file_are_held_against_the_list() -> None:
    assert whats(f"{SERVICE_HEAD}\n10010101000,LIB,امانت کتاب,https://lib.ir/lend\n") == {
        "10010101000": What.SAME
    }


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_cell_empties() -> None:
    without = planned("code,title\nLIB,کتابخانه‌ی ملی\nARC,آرشیو\n")
    emptied = planned("code,title,title_en,domain\nLIB,کتابخانه‌ی ملی,,\nARC,آرشیو,,\n")

    assert [row.what for row in without.rows] == [What.SAME, What.SAME]
    assert emptied.rows[0].after == replace(LIBRARY, title_en="", domain="")


def test_an_address_that_leaves_the_line_leaves_the_service() -> None:
    plan = planned(f"{SERVICE_HEAD}\n10010101000,LIB,امانت کتاب,https://lib.ir/new,https://lib.ir/also\n")

    assert plan.rows[0].after == replace(LENDING, addresses=("https://lib.ir/also", "https://lib.ir/new"))


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            f"{SERVICE_HEAD}\n10010102000,NOBODY,خدمت,\n",
            (2, Column.BODY, Problem.BODY_UNKNOWN, "NOBODY"),
        ),
        (f"{SERVICE_HEAD}\n10010102000,,خدمت,\n", (2, Column.BODY, Problem.BODY_EMPTY, "")),
        (
            f"{SERVICE_HEAD}\n10010102000,LIB,الف,\n10010102000,LIB,ب,\n",
            (3, Column.CODE, Problem.CODE_TWICE, "10010102000"),
        ),
        (f"{BODY_HEAD}\nNEW,تازه,GONE,\n", (2, Column.PARENT, Problem.PARENT_UNKNOWN, "GONE")),
        (f"{BODY_HEAD}\nNEW,تازه,NEW,\n", (2, Column.PARENT, Problem.PARENT_CYCLE, "NEW")),
        (f"{BODY_HEAD}\nLIB,کتابخانه‌ی ملی,ARC,\n", (2, Column.PARENT, Problem.PARENT_CYCLE, "ARC")),
        (f"{BODY_HEAD}\nNEW,,,\n", (2, Column.TITLE_FA, Problem.TITLE_EMPTY, "")),
        (f"{BODY_HEAD}\n,نام,,\n", (2, Column.CODE, Problem.CODE_EMPTY, "")),
        (
            f"{BODY_HEAD}\nNEW,تازه,,https://lib.ir/lend\n",
            (2, Column.ADDRESS, Problem.ADDRESS_OF_ANOTHER_BODY, "https://lib.ir/lend"),
        ),
        (
            "code,title,categories\nNEW,تازه,main; Big One\n",
            (2, Column.CATEGORIES, Problem.CATEGORY_LETTERS, "main; Big One"),
        ),
        ("code,title,domain\nNEW,تازه,https://a.ir\n", (2, Column.DOMAIN, Problem.DOMAIN_WRONG, "https://a.ir")),
    ],
)  # fmt: skip
def test_a_planted_fault_is_told_with_its_line_column_and_value(
    file: str, expected: tuple[int, str, Problem, str]
) -> None:
    plan = planned(file)

    assert expected in told(plan)
    assert not plan.is_sound


def test_a_body_whose_own_line_is_wrong_is_told_once_and_not_at_each_of_its_services() -> None:
    plan = planned(f"{BODY_HEAD}\nNEW,,,\n", f"{SERVICE_HEAD}\n10010102000,NEW,خدمت,\n")

    assert [one[2] for one in told(plan)] == [Problem.TITLE_EMPTY]


def test_a_ring_of_parents_is_named_whole_at_each_of_its_bodies() -> None:
    ring = planned(f"{BODY_HEAD}\nA,الف,C,\nB,ب,A,\nC,پ,B,\nD,ت,A,\n")

    found = {
        row.code: [dict(one.facts) for one in row.remarks] for row in ring.rows if row.what is What.WRONG
    }
    assert found == {code: [{"ring": "A ← C ← B"}] for code in "ABC"}


def test_a_body_that_ends_leaves_nobody_behind() -> None:
    ending = planned("code,title\nMUS,موزه\n", ends_missing=True)

    assert [
        (row.code, row.line, [one.told for one in row.remarks]) for row in ending.rows if row.remarks
    ] == [("10010101000", 0, [Problem.BODY_ENDED])]


def test_an_address_passes_to_another_body_together_with_its_service() -> None:
    moved = planned(f"{SERVICE_HEAD}\n10010101000,ARC,امانت کتاب,https://lib.ir/lend\n")

    assert (moved.is_sound, moved.rows[0].after) == (True, replace(LENDING, body="ARC"))


def test_one_address_may_serve_two_services_of_one_body_but_not_when_one_of_them_leaves() -> None:
    twin = ServiceState("10010103000", "LIB", "تمدید", "", LENDING.addresses)
    both = Standing(STANDING.bodies, {LENDING.code: LENDING, twin.code: twin})

    assert list(breaches(both)) == []
    plan = plan_of_states([replace(twin, body="ARC")], both)
    assert {(row.code, row.what) for row in plan.rows} == {
        (twin.code, What.WRONG),
        (LENDING.code, What.WRONG),
    }


def test_a_list_that_stands_has_no_breach_and_an_ended_parent_is_one() -> None:
    assert list(breaches(STANDING)) == []

    broken = STANDING.with_these({"LIB": ended(LIBRARY)}, {})
    assert [(one.code, one.problem) for one in breaches(broken)] == [
        ("ARC", Problem.PARENT_ENDED),
        ("10010101000", Problem.BODY_ENDED),
    ]


def test_what_was_ended_comes_back_when_a_file_names_it() -> None:
    gone = STANDING.with_these({}, {LENDING.code: ended(LENDING)})

    plan = planned(f"{SERVICE_HEAD}\n10010101000,LIB,امانت کتاب,https://lib.ir/lend\n", standing=gone)

    assert [(row.what, row.after) for row in plan.rows] == [(What.CHANGED, LENDING)]


def test_every_problem_and_healing_has_a_sentence_with_its_facts() -> None:
    assert (set(PROBLEM_WORDS), set(HEALING_WORDS)) == (set(Problem), set(Healing))
    said = words_of(Problem.CODE_LENGTH, {"count": 10, "wanted": 11})
    assert str(said) == "کد 10 رقم دارد و باید 11 رقم باشد. کد کامل را بنویسید."


LETTERS = st.text("abcXYZ کگچ‌یی۵5=+-@'\"،,;\t\n", min_size=1, max_size=12)
TITLES = LETTERS.map(str.strip).filter(lambda text: bool(text.strip("\u200c \t\n")))
CODES = st.from_regex(r"[0-9]{11}", fullmatch=True)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """Draw a list as any earlier hand may have left it: titles in every spelling, addresses of every kind."""
    codes = draw(
        st.lists(st.from_regex(r"[A-Z][A-Z0-9_-]{0,5}", fullmatch=True), unique=True, min_size=1, max_size=4)
    )
    bodies = {}
    for at, code in enumerate(codes):
        urls = [f"https://{code.lower().strip('_-')}{at}.example/{n}" for n in range(draw(st.integers(0, 2)))]
        parent = draw(st.sampled_from(["", *codes[:at]]))
        bodies[code] = BodyState(
            code, draw(TITLES), draw(st.just("") | TITLES), parent, ("main",), "", tuple(urls)
        )
    services = {}
    for number, code in enumerate(draw(st.lists(CODES, unique=True, max_size=4))):
        owner = draw(st.sampled_from(codes))
        own = (f"http://127.0.0.1:{8000 + number}/",) if draw(st.booleans()) else ()
        services[code] = ServiceState(code, owner, draw(TITLES), "", own)
    return Standing(bodies, services)


@given(standings(), st.sampled_from(["fa", "en"]))
def test_what_was_downloaded_uploads_again_and_changes_nothing(standing: Standing, language: str) -> None:
    rows = (
        (Sheet.BODIES, bodies_table(standing.bodies.values(), language)),
        (Sheet.SERVICES, services_table(standing.services.values(), language)),
    )

    plan = planned(*(table(*map(tuple, one), name=sheet) for sheet, one in rows), standing=standing)

    assert {row.what for row in plan.rows} == {What.SAME}
    assert plan.count(What.SAME) == len(standing.bodies) + len(standing.services)


def test_what_has_ended_is_not_downloaded() -> None:
    assert bodies_table([LIBRARY, ended(ARCHIVE)], "en") == [
        ["body code", "Persian title", "English title", "parent code", "categories", "domain", "portal"],
        ["LIB", "کتابخانه‌ی ملی", "National Library", "", "main", "lib.ir", "https://lib.ir/"],
    ]
