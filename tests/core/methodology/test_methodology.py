"""A methodology file is read whole, or refused with everything that must be mended."""

from fractions import Fraction

import pytest

from sanjeh.core.methodology.measures import ShareOfChecks
from sanjeh.core.methodology.methodology import parse_methodology, restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.text.words import Words
from tests.core.methodology.broken import problems_of, whole
from tests.core.scoring.small import HEAD, STAGES, TEXT, WORDS, axis, indicator, small


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            HEAD + axis("A", indicator("A1", weight="99.5"), weight="100"),
            ["m.toml: axis A: The weights sum to 99.5 instead of 100. Make them sum to 100."],
        ),
        (
            whole(indicator("A1"), indicator("A1")),
            ["m.toml: indicator A1: The code 'A1' is there 2 times. Give each its own code."],
        ),
        (
            whole(indicator("A1", weight="100", more="colour = 1")),
            [
                (
                    "m.toml: axis A > indicator A1 > colour: The key 'colour' is not known. "
                    "Check its spelling or remove it."
                )
            ],
        ),
        (
            whole(indicator("A1", weight="100", scale="moon")),
            [
                (
                    'm.toml: axis A > indicator A1 > scale: "moon" is not one of the choices. Write one of '
                    "these: 'linear', 'log', 'piecewise', 'rubric', 'binary', 'share', 'band', 'relative'."
                )
            ],
        ),
        (
            whole(indicator("A1", weight="100")).replace(f"evidence = {WORDS}", ""),
            ["m.toml: axis A > indicator A1: 'evidence' is missing. Write it."],
        ),
        (
            HEAD + STAGES + axis("A", indicator("A1", weight="100"), weight="100"),
            [
                f"m.toml: stage {stage}: There is no indicator '{code}'. Name an indicator of the tree."
                for stage, code in ((1, "B2"), (2, "B2"), (2, "A2"), (2, "B1"))
            ],
        ),
        (
            TEXT.replace(
                'service = [{ indicator = "B2", at_least = 60 }]',
                'service = [{ indicator = "A2", at_least = 60 }]',
            ),
            [
                (
                    "m.toml: stage 1 > service: 'A2' is asked of the body, not of its services. "
                    "Move it to the criteria of the body."
                )
            ],
        ),
        (
            TEXT.replace("number = 2", "number = 3"),
            ["m.toml: stages: The stages are numbered [1, 3]. Number them 1, 2, 3 and so on."],
        ),
        (
            TEXT.replace("stage = 1", "stage = 4", 1),
            ["m.toml: indicator A1 > stage: There is no stage 4. Name one of the stages."],
        ),
        (
            TEXT.replace("at_least = 75", "at_least = 40"),
            [
                (
                    "m.toml: classes: The classes begin at [40.0, 50.0, 0.0]: a gap or an overlap. "
                    "List them from the best down, the last with at_least = 0."
                )
            ],
        ),
        (
            TEXT.replace('grade = "poor"', 'grade = "awful"'),
            ["m.toml: cap on A1: There is no class 'awful'. Name one of the classes."],
        ),
        (
            "code = ",
            [
                (
                    "m.toml: This is not valid TOML: the end of the text cannot be read. "
                    "Correct the syntax at that line."
                )
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_its_mend(text: str, sentences: list[str]) -> None:
    assert problems_of(text) == sentences


@pytest.mark.parametrize(
    ("scale", "says"),
    [
        ('{ kind = "linear", zero = 1, full = 1 }', "zero and full must differ"),
        ('{ kind = "piecewise", knots = [[2, 0], [1, 100]] }', "the values of the knots must rise"),
        ('{ kind = "piecewise", knots = [[1, 0], [2, 9], [3, 1]] }', "must only rise or only fall"),
        ('{ kind = "band", full = [1, 5], zero = [2, 9] }', "must lie inside"),
        ('{ kind = "log", zero = 0, full = 5 }', "Write a number, more than 0."),
        (
            (
                f'{{ kind = "rubric", levels = [{{ value = 0, points = 9, says = {WORDS} }}, '
                f"{{ value = 1, points = 9, says = {WORDS} }}] }}"
            ),
            "more points than the one before",
        ),
    ],
)
def test_a_scale_that_cannot_be_fair_is_refused(scale: str, says: str) -> None:
    (sentence,) = problems_of(TEXT.replace('{ kind = "share" }', scale, 1))

    assert sentence.startswith("m.toml: axis A > indicator A1 > scale")
    assert says in sentence


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("low = 50, high = 50", "low must be below high"),
        ("low = 100, high = 0", "low must be below high"),
        ("published = [1, 1]", "the published ends must rise"),
        ("published = [1, 0]", "the published ends must rise"),
    ],
)
def test_the_ends_of_a_relative_scale_must_rise(more: str, says: str) -> None:
    scale = f'{{ kind = "relative", method = "rank", {more} }}'

    (sentence,) = problems_of(TEXT.replace('{ kind = "share" }', scale, 1))

    assert sentence.startswith("m.toml: axis A > indicator A1 > scale")
    assert says in sentence


@pytest.mark.parametrize(
    ("written", "place"),
    [("scale = { zero = 1, full = 2 }", "scale"), ('measure = { checks = ["http.hsts"] }', "measure")],
)
def test_a_scale_or_measure_that_does_not_say_its_kind_lacks_just_that(written: str, place: str) -> None:
    one = whole(indicator("A1", weight="100"))
    text = one.replace('scale = { kind = "share" }', written) if place == "scale" else one + written

    assert problems_of(text) == [
        f"m.toml: axis A > indicator A1 > {place}: 'kind' is missing. Write it.",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (TEXT.replace('{ indicator = "A1", below = 20', '{ indicator = "X1", below = 20'), "cap on poor"),
        (TEXT.replace('body = [{ indicator = "A1"', 'body = [{ indicator = "X1"'), "stage 1"),
    ],
)
def test_a_bonus_can_neither_hold_a_class_down_nor_carry_a_stage(text: str, place: str) -> None:
    bonus = indicator("X1", weight="2").replace("axes.indicators", "axes.bonus")

    assert problems_of(text + bonus) == [
        f"m.toml: {place}: There is no indicator 'X1'. Name an indicator of the tree.",
    ]


def test_a_finding_that_a_probe_gives_may_be_read() -> None:
    text = whole(indicator("A1", weight="100", more='measure = { kind = "share", checks = ["http.hsts"] }'))

    measure = parse_methodology(text, "m", ("http.hsts",)).indicator("A1").measure

    assert measure == ShareOfChecks(kind="share", checks=("http.hsts",))


def test_a_finding_that_no_probe_gives_is_named() -> None:
    text = whole(indicator("A1", weight="100", more='measure = { kind = "share", checks = ["http.hst"] }'))

    assert problems_of(text, ("http.hsts",)) == [
        (
            "m.toml: indicator A1 > measure: No probe checks 'http.hst'. "
            "Write a finding's id, such as 'http.hsts'."
        )
    ]


def test_a_text_in_one_language_only_is_refused() -> None:
    (sentence,) = problems_of(TEXT.replace(f"title = {WORDS}", 'title = { fa = "", en = "word" }', 1))

    assert sentence.startswith("m.toml: title: ")


def test_all_problems_are_told_at_once() -> None:
    text = HEAD + axis("A", indicator("A1", weight="40"), indicator("A2", weight="40"), weight="90")

    assert len(problems_of(text)) == 2


def test_the_hash_depends_on_the_meaning_and_not_on_the_typing() -> None:
    retyped = TEXT.replace("weight = 50", "weight = 50.0") + "\n# a remark\n"
    changed = TEXT.replace("at_least = 60", "at_least = 61")

    hashes = [parse_methodology(text, "m").hash for text in (TEXT, retyped, changed)]

    assert hashes[0] == hashes[1] != hashes[2]


def test_a_restricted_method_is_still_known_by_the_hash_of_the_whole() -> None:
    assert restrict(small(), {Source.ASSESSOR}).hash == small().hash


def test_a_default_that_is_written_out_changes_nothing() -> None:
    written = TEXT.replace("version = 1", 'version = 1\ntotal = "arithmetic"', 1)

    assert parse_methodology(written, "m").hash == small().hash


def test_the_tree_is_read_as_it_was_written() -> None:
    read = small()

    assert [leaf.code for leaf in read.indicators] == ["A1", "A2", "B1", "B2"]
    assert read.indicator("B2").title == Words(fa="واژه", en="word")
    assert {code: str(share) for code, share in read.stated_weights().items()} == {
        "A": "0.5",
        "A1": "0.25",
        "A2": "0.25",
        "B": "0.5",
        "B1": "0.125",
        "B2": "0.375",
    }
    with pytest.raises(KeyError):
        read.indicator("Z")


def test_sub_axes_of_any_depth_share_the_weight_of_their_parent() -> None:
    inner = axis("S", indicator("S1", weight="100"), weight="100").replace("[[axes", "[[axes.axes")
    read = parse_methodology(
        HEAD.replace('"A1"', '"S1"') + f'[[axes]]\ncode = "A"\ntitle = {WORDS}\nweight = 100\n' + inner, "m"
    )

    assert {code: int(share) for code, share in read.stated_weights().items()} == {"A": 1, "S": 1, "S1": 1}


def test_weights_may_be_parts_of_the_whole_and_stay_exact() -> None:
    thirds = (indicator(f"A{n}", weight='"1/3"') for n in (1, 2, 3))
    read = parse_methodology(whole(*thirds), "m")

    assert read.exact_weights() == {"A": 1, **dict.fromkeys(("A1", "A2", "A3"), Fraction(1, 3))}
    assert '"weight":"1/3"' in read.canonical_json


@pytest.mark.parametrize("weight", ["0", "-5", "101", "nan", "inf", "true", '"2/0"', '"heavy"', "[1]"])
def test_a_weight_that_is_none_is_refused(weight: str) -> None:
    sentences = problems_of(whole(indicator("A1", weight=weight)))

    assert len(sentences) == 1
    assert sentences[0].startswith("m.toml: axis A > indicator A1 > weight: ")


def test_only_a_replication_may_score_bodies_against_one_another() -> None:
    relative = indicator("A1", weight="100").replace('"share"', '"relative", method = "min_max"')
    replication = whole(relative).replace("version = 1", f"version = 1\nreplicates = {WORDS}")

    assert problems_of(whole(relative)) == [
        (
            "m.toml: indicator A1 > scale: On this scale the points of a body hang on the others. "
            "Write fixed goalposts, or say in 'replicates' which published index is made again."
        )
    ]
    assert parse_methodology(replication, "m").replicates == Words(fa="واژه", en="word")
    assert problems_of(replication.replace('unit = "body"', 'unit = "service"')) == [
        "m.toml: indicator A1 > scale: A relative scale is for bodies only. Make 'unit' body."
    ]


@pytest.mark.parametrize("mean", ['"arithmetic"', '"geometric"', '"harmonic"', "0.5", "-1"])
def test_an_axis_may_join_its_children_by_any_power_mean(mean: str) -> None:
    text = TEXT.replace('code = "A"\n', f'code = "A"\nmean = {mean}\n').replace(
        "version = 1", f"version = 1\ntotal = {mean}"
    )

    read = parse_methodology(text, "m")

    assert read.total == read.axes[0].mean
    assert read.axes[1].mean == "arithmetic"


@pytest.mark.parametrize("key", ["whole_hash", "share_of_whole", "restricted_to"])
def test_what_the_program_computes_cannot_be_written(key: str) -> None:
    assert problems_of(f'{key} = "1"\n{TEXT}') == [
        f"m.toml: {key}: The key '{key}' is not known. Check its spelling or remove it."
    ]
