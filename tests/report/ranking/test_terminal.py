"""What a ranking says on a terminal of the bodies that stand in it, and of those that do not."""

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from rich.console import Console

from sanjeh.engine.shipped import load_methodology
from sanjeh.report.ranking import terminal
from sanjeh.report.ranking.computation import Order, counted
from sanjeh.report.ranking.explain import explained, print_explained
from sanjeh.report.ranking.problem import ScoringProblem
from sanjeh.report.ranking.reasons import sentence
from sanjeh.report.ranking.result import Result, percent_below
from sanjeh.report.ranking.terminal import print_result
from sanjeh.report.ranking.what_if import outlook, read_supposed
from tests.core.scoring.small import TEXT

HEAD = "unit,indicator,service,value,state,source"
CODES = ("A1", "A2", "B1", "B2")
BODIES = {"high": (0.9, 0.8, 0.7, 0.9), "mid": (0.6, 0.6, 0.6, 0.65), "low": (0.1, 0.4, 0.5, 0.6)}
# Half the weight of `half` was seen, which is enough of the whole and too little of axis B.
APART = {
    "half": ("0.9", "0.5", "blocked", "probe_error"),
    "thin": ("0.9", "probe_error", "blocked", "probe_error"),
}


def rows() -> Iterator[str]:
    for unit, values in {**BODIES, **APART}.items():
        for code, value in zip(CODES, values, strict=True):
            is_number = str(value).startswith("0")
            answer = f"{value}," if is_number else f",{value}"
            yield f"{unit},{code},{'s1' if code == 'B2' else ''},{answer},assessor"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, Path]:
    method, observations = tmp_path / "small.toml", tmp_path / "observations.csv"
    method.write_text(TEXT, encoding="utf-8")
    observations.write_text("\n".join((HEAD, *rows(), "")), encoding="utf-8")
    return str(method), observations


def order(files: tuple[str, Path], *sources: str, replicates: int = 0, sobol: bool = False) -> Order:
    return Order(*files, sources, replicates, 7, sobol, "en")


def printed(result: Result, *supposed: str, explain: str = "", language: str = "en") -> list[str]:
    page = io.StringIO()
    console = Console(file=page, width=120)
    scored, table = result.scored, result.table
    given = [read_supposed(one, scored.methodology, table, language) for one in supposed]
    print_result(result, outlook(scored, table, given, language) if given else None, console, language)
    if explain:
        print_explained(result, explained(result, explain, language), console, language)
    return page.getvalue().splitlines()


def test_a_body_listed_apart_is_told_which_coverage_is_too_small(files: tuple[str, Path]) -> None:
    lines = printed(counted(order(files)))

    start = lines.index("Listed apart: too little is known")
    assert lines[start + 1 : start + 6] == [
        "Body   Coverage",
        "half      50.0%",
        "       coverage of axis B: 0.0%, below 50.0%",
        "thin      25.0%",
        "       coverage of axis B: 0.0%, below 50.0%; coverage of the whole: 25.0%, below 50.0%",
    ]


def test_what_is_left_for_the_next_stage_is_told_of_body_and_services(files: tuple[str, Path]) -> None:
    lines = printed(counted(order(files)))

    assert "       for stage 2 is left: A2≥80 · B2≥90* · *≥100% (* in the services)" in lines
    assert "       for stage 1 is left: A1≥50" in lines


@pytest.mark.parametrize(
    ("supposed", "says"),
    [
        (
            ("low:A1=1", "low:B2=1"),
            [
                "If low:A1=1 · low:B2=1",
                "Body   Now                                            Then",
                (
                    "low    Place 3 · Score 41.25 · Class poor · Stage 0   "
                    "Place 2 · Score 78.75 · Class good · Stage 1"
                ),
                "Other bodies that change their place: 1.",
            ],
        ),
        (
            ("mid:A1=0.61",),
            [
                "If mid:A1=0.61",
                "Body   Now                                            Then",
                (
                    "mid    Place 2 · Score 61.88 · Class fair · Stage 1   "
                    "Place 2 · Score 62.13 · Class fair · Stage 1"
                ),
                "No other body changes its place.",
            ],
        ),
        (
            ("half:A1=0.91",),
            [
                "If half:A1=0.91",
                "Body   Now                                     Then",
                "half   Place – · Score – · Class – · Stage –   Place – · Score – · Class – · Stage –",
                "No other body changes its place.",
            ],
        ),
    ],
)
def test_what_if_shows_now_and_then_and_who_else_moves(
    files: tuple[str, Path], supposed: tuple[str, ...], says: list[str]
) -> None:
    lines = printed(counted(order(files)), *supposed)

    start = lines.index(says[0])
    assert lines[start : start + 4] == says


def test_no_step_is_told_for_what_was_not_seen(files: tuple[str, Path]) -> None:
    lines = printed(counted(order(files)), explain="thin")

    assert lines[lines.index("thin") :] == [
        "thin",
        "A       90.0  word",
        "    A1      90.0  word  +10.0",
        "    A2    unseen  word",
        "B     unseen  word",
        "    B1    unseen  word",
        "    B2    unseen  word",
    ]


def test_a_source_that_nobody_answered_leaves_everybody_apart_and_says_what_did_not_count(
    files: tuple[str, Path],
) -> None:
    lines = printed(counted(order(files, "record")))

    assert lines.count("       no number was seen of it") == len(BODIES) + len(APART)
    assert lines[-5:] == [
        "Ranked: 0 · listed apart: 5",
        lines[-4],
        "Only these sources: record; 100.0% of the method's weight",
        "Bodies without any number: 5.",
        "Rows from a source that their indicator does not ask, read but not counted: 20.",
    ]


def test_drawn_ranges_stand_in_a_column_and_the_foot_says_what_was_varied(files: tuple[str, Path]) -> None:
    lines = printed(counted(order(files, replicates=40)), language="fa")

    assert [word for word in ("۱–۱", "۲–۲", "۳–۳") if not any(word in line for line in lines)] == []
    assert lines[-1] == (
        "رتبه‌ها با ۴۰ بار تکرار آزموده شد (بذر 7؛ وزن‌ها ±۲۵٪، میانگین محورها، سرهای مقیاس ±۱۰٪، "
        "کنار گذاشتن یک شاخص). بازه تنها از انتخاب‌های روش می‌آید و از خطای سنجش چیزی نمی‌گوید."
    )


def test_the_choices_that_move_most_stand_first(files: tuple[str, Path]) -> None:
    result = counted(order(files, sobol=True))
    assert result.sensitivity is not None
    lines = printed(result)

    start = next(at for at, line in enumerate(lines) if line.startswith("What moves the places (mean"))
    totals = [one.total for one in sorted(result.sensitivity.influences, key=lambda one: -one.total)]
    shown = [float(line.rsplit("(", 1)[0].split()[-1]) for line in lines[start + 2 : start + 2 + len(totals)]]
    assert shown == [float(f"{total:.2f}") for total in totals]


@pytest.mark.parametrize(
    ("most", "more"), [(2, ["… and 1 more; --csv writes all of them."]), (3, []), (4, [])]
)
def test_no_more_are_shown_than_a_person_reads_and_the_rest_is_counted(
    files: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, most: int, more: list[str]
) -> None:
    monkeypatch.setattr(terminal, "MOST_SHOWN", most)

    lines = printed(counted(order(files)))

    shown = [name for name in BODIES if any(f" {name} " in line for line in lines)]
    assert (len(shown), [line for line in lines if line.startswith("…")]) == (min(most, 3), more)


ODD = """
caught,A1,,0.15,,assessor
caught,A2,,1,,assessor
caught,B1,,1,,assessor
caught,B2,s1,1,,assessor
objecting,A1,,0.6,disputed,assessor
objecting,A2,,0.6,,assessor
objecting,B1,,0.6,,assessor
objecting,B2,s1,0.65,,assessor
"""


def test_a_cap_an_objection_and_a_body_that_cannot_be_told_apart_are_reasons(
    files: tuple[str, Path],
) -> None:
    files[1].write_text(files[1].read_text() + ODD.lstrip())

    lines = printed(counted(order(files, replicates=200)))

    reasons = {line.split()[1]: after.strip() for line, after in pairwise(lines) if len(line.split()) > 4}
    assert reasons["caught"].startswith("class held at poor, because A1 is below 20 (15.0); ")
    assert reasons["objecting"].startswith("open objections: 1; the result is not final")
    assert "not clearly apart from one other (group 2)" in reasons["objecting"]
    assert "not clearly apart from one other (group 2)" in reasons["mid"]


@pytest.fixture
def relative(tmp_path: Path) -> tuple[str, Path]:
    """Two bodies by a method that measures them against one another."""
    observations = tmp_path / "observations.csv"
    codes = [leaf.code for leaf in load_methodology("un-egdi-2022").indicators]
    lines = [
        f"{unit},{code},,{value + place},,record"
        for unit, value in (("X", 7), ("Y", 9))
        for place, code in enumerate(codes)
    ]
    observations.write_text("\n".join((HEAD, *lines, "")), encoding="utf-8")
    return "un-egdi-2022", observations


def test_a_relative_method_says_that_it_only_makes_a_published_index_again(
    relative: tuple[str, Path],
) -> None:
    result = counted(order(relative))

    assert [note.code for note in result.notes] == ["replication"]
    with pytest.raises(ScoringProblem, match="The card of one body can be drawn by absolute scales only"):
        explained(result, "X", "en")


def test_a_relative_scale_on_which_nobody_else_stands_has_nothing_to_compare(
    relative: tuple[str, Path],
) -> None:
    method, observations = relative
    alone = [line for line in observations.read_text().splitlines() if not line.startswith("Y")]
    observations.write_text("\n".join(alone))

    with pytest.raises(ScoringProblem, match="a relative scale has nothing to compare"):
        counted(order((method, observations)))


@pytest.mark.parametrize("given", ["nobody", "High"])
def test_a_body_that_is_not_there_cannot_be_explained(files: tuple[str, Path], given: str) -> None:
    result = counted(order(files))

    with pytest.raises(ScoringProblem, match=given):
        explained(result, given, "en")


@pytest.mark.parametrize("reducer", ["over_services", "over_addresses"])
def test_a_weighted_mean_without_weights_is_told(files: tuple[str, Path], reducer: str) -> None:
    weighted = TEXT.replace('unit = "service"', f'unit = "service"\n{reducer} = "weighted"')
    Path(files[0]).write_text(weighted, encoding="utf-8")

    told = [line for line in printed(counted(order(files))) if "weighted" in line]

    assert told == [
        (
            "The method asks for a weighted mean in B2, but no weights of services or addresses are given: "
            "all were weighed alike."
        )
    ]


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.4996, "49.9%"), (0.4999999, "49.9%"), (0.0, "0.0%"), (0.3, "30.0%"), (0.25, "25.0%")],
)
def test_a_share_that_is_too_small_is_never_written_as_what_it_lacks(share: float, written: str) -> None:
    assert percent_below(share) == written


def test_where_the_method_asks_for_no_share_it_is_said_that_nothing_was_seen(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        re.sub(r"coverage = .*", "coverage = { axis = 0, index = 0 }", TEXT), "utf-8"
    )
    (tmp_path / "o.csv").write_text(
        f"{HEAD}\na,A1,,0.5,,assessor\nb,A1,,0.5,,assessor\nb,B1,,0.5,,assessor\n"
    )
    order = Order(str(tmp_path / "m.toml"), tmp_path / "o.csv", (), 0, None, sobol=False, language="en")

    reasons = {line.unit: [sentence(one, "en") for one in line.reasons] for line in counted(order).lines}

    assert "nothing of axis B was seen" in reasons["a"]
    assert [one for one in reasons["a"] if "below" in one] == []
