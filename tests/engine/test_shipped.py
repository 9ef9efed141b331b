"""The methodologies that come with the program, and those in a folder of one's own."""

import os
import shutil
from pathlib import Path

import pytest

from sanjeh.core.comparison.changes import Label, changed_rules, changes
from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.measures import Graded, Observed
from sanjeh.core.methodology.methodology import parse_methodology, restrict
from sanjeh.core.methodology.parts import Indicator, Uncertainty
from sanjeh.core.methodology.scales import Relative, Rubric
from sanjeh.core.methodology.sources import Source
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.scoring.normalise import points_of
from sanjeh.core.text.words import Translatable
from sanjeh.engine import shipped
from sanjeh.engine.registry import PROBES
from sanjeh.engine.texts import finding_words

ALL = [
    pytest.param(leaf, id=f"{code} {leaf.code}")
    for code in shipped.shipped_codes()
    for method in [shipped.load_methodology(code)]
    for leaf in (*method.indicators, *method.bonuses)
]
CHECKS = {check.id for probe in PROBES for check in probe.checks}


@pytest.mark.parametrize("code", shipped.shipped_codes())
def test_every_shipped_method_is_sound_and_reads_only_findings_that_exist(code: str) -> None:
    assert shipped.load_methodology(code, CHECKS).code == code


@pytest.mark.parametrize("code", shipped.shipped_codes())
def test_every_reason_that_a_method_grades_is_one_that_a_probe_gives(code: str) -> None:
    method = shipped.load_methodology(code)
    named = [
        (leaf.measure.check, reason)
        for leaf in method.indicators
        if isinstance(leaf.measure, Graded | Observed)
        for reason in (*leaf.measure.reasons, *getattr(leaf.measure, "unseen", ()))
    ]
    words = {
        (check, reason): finding_words(
            Finding(id=check, probe=check.split(".")[0], outcome=Outcome.WARN, reason=reason, standard="")
        )
        for check, reason in named
    }

    # A reason that nobody wrote a text for is shown as its bare code.
    assert [key for key, said in words.items() if said.says.fa == f"{key[0]} {key[1]}"] == []


def test_the_iranian_method_has_forty_indicators_and_says_that_it_is_our_own() -> None:
    method = shipped.load_methodology("iran-1405-1")

    assert (len(method.indicators), [bonus.code for bonus in method.bonuses]) == (39, ["P08"])
    assert [(axis.code, int(axis.weight), len(axis.indicators)) for axis in method.axes] == [
        ("U", 25, 12),
        ("T", 25, 10),
        ("I", 25, 10),
        ("P", 25, 7),
    ]
    assert method.stated_as_our_own is not None


def test_the_second_edition_of_the_iranian_method_differs_in_what_is_varied_alone() -> None:
    first, second = (shipped.load_methodology(code) for code in ("iran-1405-1", "iran-1405-2"))

    assert changed_rules(first, second) == ("uncertainty",)
    assert {change.label for change in changes(first, second)} == {Label.ANCHOR}
    assert second.uncertainty == Uncertainty(
        varies=("weights", "total", "scale_ends", "left_out", "services")
    )


def test_the_third_edition_differs_in_how_intervals_are_made_and_in_the_digits_of_classes() -> None:
    second, third = (shipped.load_methodology(code) for code in ("iran-1405-2", "iran-1405-3"))

    assert changed_rules(second, third) == ("digits", "uncertainty")
    assert {change.label for change in changes(second, third)} == {Label.ANCHOR}
    assert (third.has_confident_places, second.has_confident_places) == (True, False)
    assert (third.digits.of_classes, second.digits.of_classes) == (2, 1)


def test_a_published_version_never_changes() -> None:
    assert {
        code: shipped.load_methodology(code).hash[:16]
        for code in ("iran-1405-1", "iran-1405-2", "iran-1405-3")
    } == {
        "iran-1405-1": "a5c60bdbe68fdf6b",
        "iran-1405-2": "d4399f0bd69c9c47",
        "iran-1405-3": "f6c2fa679d0b68fd",
    }


def test_what_probes_alone_can_answer_is_told_as_a_share_of_the_whole() -> None:
    automatic = restrict(shipped.load_methodology("iran-1405-1"), {Source.PROBE})

    codes = " ".join(leaf.code for leaf in automatic.indicators)
    assert codes == ("U02 U03 U04 U05 U06 U07 T01 T02 T03 T04 T05 T06 T08 T09 T10 I01 I03 P01 P05 P07")
    assert str(automatic.share_of_whole) == "0.5175"


def test_the_text_of_a_folder_can_be_kept_and_parsed_again() -> None:
    text = shipped.methodology_text("iran-1405-1")

    assert parse_methodology(text, "kept").hash == shipped.load_methodology("iran-1405-1").hash


def test_a_slip_in_one_file_of_a_folder_is_told_with_that_file(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(shipped.CHECKOUT / "iran-1405-1", folder)
    broken = folder / "axis-4-participatory.toml"
    broken.write_text("weight = \n", encoding="utf-8")

    with pytest.raises(MethodologyBroken) as told:
        shipped.methodology_text(str(folder))

    assert [problem.file for problem in told.value.problems] == [str(broken)]


def test_a_file_that_is_no_text_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(MethodologyBroken, match="این پرونده خوانده نشد"):
        shipped.methodology_text(str(file))


@pytest.mark.parametrize("leaf", ALL)
def test_every_indicator_says_what_its_values_look_like(leaf: Indicator) -> None:
    told_otherwise = isinstance(leaf.scale, Rubric | Relative) or leaf.questions is not None

    assert told_otherwise or len(leaf.examples) >= 2


@pytest.mark.parametrize("leaf", ALL)
def test_every_example_is_a_value_of_its_scale_and_they_stand_in_order(leaf: Indicator) -> None:
    values = [example.value for example in leaf.examples]
    points = [points_of(value, leaf.scale) for value in values]

    assert points in (sorted(points), sorted(points, reverse=True))


@pytest.mark.parametrize("code", shipped.shipped_codes())
def test_persian_texts_are_written_in_persian_letters(code: str) -> None:
    text = shipped.methodology_text(code)

    assert [letter for letter in "يكةىٰـ" if letter in text] == []


def test_a_file_that_is_no_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "method.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(MethodologyBroken) as broken:
        shipped.methodology_text(str(path))

    [problem] = broken.value.problems
    assert (problem.file, problem.mend) == (
        str(path),
        Translatable("آن را به‌صورت متن UTF-8 ذخیره کنید."),
    )


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "a = " + "9" * 10_000, "a = 1e401", "a = -1e-401"])
def test_a_file_that_no_reader_comes_to_the_end_of_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "methodology.toml").write_text(text)

    for place in (tmp_path, tmp_path / "methodology.toml"):
        with pytest.raises(MethodologyBroken) as broken:
            shipped.load_methodology(str(place))
        assert "این پرونده TOML درستی نیست" in str(broken.value)


def test_a_pipe_among_the_files_of_a_method_is_told_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "methodology.toml").write_text("")
    os.mkfifo(tmp_path / "more.toml")

    with pytest.raises(MethodologyBroken, match=r"more\.toml: این نه پرونده‌ای ساده"):
        shipped.load_methodology(str(tmp_path))
