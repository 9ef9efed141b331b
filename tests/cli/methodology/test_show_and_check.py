"""`sanjeh methodology …` says what a method holds, or what is wrong with it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.main import main
from sanjeh.core.methodology.schema import methodology_schema
from sanjeh.engine import shipped
from tests.core.scoring.small import HEAD, TEXT, axis, indicator


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["methodology", *arguments])


def test_a_good_method_is_summed_up_in_the_language_of_the_reader() -> None:
    english, persian = (ran("check", "iran-1405-1", "--lang", lang).stdout for lang in ("en", "fa"))

    assert english.splitlines()[1] == "39 indicators (20 automatic), 1 bonus, 4 axes, 6 stages"
    assert persian.splitlines()[1] == "۳۹ شاخص (از این میان ۲۰ خودکار)، ۱ امتیاز تشویقی، ۴ محور، ۶ مرحله"


def test_the_tree_is_drawn_with_effective_weights_and_says_first_that_it_is_our_own() -> None:
    lines = ran("show", "--lang", "en").stdout.splitlines()

    assert lines[0].startswith("This method is Sanjeh's own.")
    assert "    * U03      2.50  Secure connection" in lines
    assert "      P08        +2  Taking part in the evaluation cycle" in lines


@pytest.mark.parametrize(("language", "says"), [("en", "is not valid TOML"), ("fa", "TOML درستی نیست")])
def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path, language: str, says: str) -> None:
    file = tmp_path / "m.toml"
    file.write_text("code = ", encoding="utf-8")

    answer = ran("check", str(file), "--lang", language)

    assert answer.exit_code == 2
    assert says in answer.stderr
    assert answer.stdout == ""


def test_an_unknown_code_is_answered_with_those_that_are_known() -> None:
    answer = ran("check", "atlantis", "--lang", "en")

    assert (answer.exit_code, answer.stderr) == (
        2,
        (
            "atlantis: There is no such methodology. "
            "Give the path of a TOML file, or one of these codes: "
            "eu-egov-benchmark-2023, iran-1405-1, iran-1405-2, iran-1405-3, un-egdi-2022.\n"
        ),
    )


def test_a_replication_says_first_whose_index_it_makes_again() -> None:
    lines = ran("show", "un-egdi-2022", "--lang", "en").stdout.splitlines()

    assert lines[0].startswith("The EGDI of the United Nations, 2022, made again from its published method.")
    assert lines[-1] == "      TII     33.33  Telecommunication Infrastructure Index"


def test_the_committed_schema_is_the_one_of_the_code() -> None:
    committed = json.loads((shipped.CHECKOUT.parent / "schemas" / "methodology.schema.json").read_text())

    assert committed == methodology_schema()
    assert json.loads(ran("schema").stdout) == committed
    assert {"whole_hash", "share_of_whole", "restricted_to"}.isdisjoint(committed["properties"])


def written(folder: Path, name: str, *weights: tuple[str, str]) -> str:
    leaves = (indicator(code, weight=weight) for code, weight in weights)
    file = folder / f"{name}.toml"
    file.write_text(HEAD + axis("A", *leaves, weight="100"), encoding="utf-8")
    return str(file)


def test_the_difference_of_two_methods_labels_every_indicator(tmp_path: Path) -> None:
    older = written(tmp_path, "older", ("A1", "40"), ("A2", "40"), ("A3", "20"))
    newer = written(tmp_path, "newer", ("A1", "40"), ("A2", "15"), ("A4", "45"))

    english, persian = (ran("diff", older, newer, "--lang", lang).stdout for lang in ("en", "fa"))

    assert english.splitlines() == [
        "A1      anchor        40.00 → 40.00",
        "A2      re-weighted   40.00 → 15.00",
        "A4      new               — → 45.00",
        "A3      dropped       20.00 → —",
        "55.00 % of the newer method's weight is asked alike.",
        "That is a break in the series: no trend and no change of places is told.",
    ]
    assert persian.splitlines()[0] == "A1      لنگر          ۴۰٫۰۰ ← ۴۰٫۰۰"


def test_two_rounds_are_compared_and_every_change_is_taken_apart(tmp_path: Path) -> None:
    older = written(tmp_path, "older", ("A1", "50"), ("A2", "50"))
    newer = written(tmp_path, "newer", ("A1", "75"), ("A2", "25"))
    head = "unit,indicator,state,value,source\n"
    then, now = tmp_path / "then.csv", tmp_path / "now.csv"
    then.write_text(f"{head}p,A1,value,0.4,assessor\np,A2,value,0.8,assessor\nq,A1,value,1,assessor\n")
    now.write_text(f"{head}p,A1,value,0.8,assessor\np,A2,value,0.8,assessor\nr,A1,value,1,assessor\n")

    answer = ran("compare", older, str(then), newer, str(now), "--csv")

    assert answer.stdout.splitlines() == [
        (
            "unit,before,after,performance,coverage,population,framework,"
            "alike_before,alike_after,rank_before,rank_after"
        ),
        "p,60.00,80.00,25.00,0.00,0.00,-5.00,50.00,80.00,1,1",
    ]


def test_rounds_of_a_relative_method_are_not_compared(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("unit,indicator,state,value,source\nX,OSI,value,7,record\nY,OSI,value,9,record\n")

    answer = ran("compare", "un-egdi-2022", str(rows), "un-egdi-2022", str(rows), "--lang", "en")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith("A method that scores bodies against one another")


def two_rounds(tmp_path: Path) -> tuple[str, str, str, str]:
    """Two rounds of one body; the newer method asks too little as the older one did."""
    older = written(tmp_path, "older", ("A1", "50"), ("A2", "50"))
    newer = written(tmp_path, "newer", ("A1", "50"), ("A3", "50"))
    head = "unit,indicator,state,value,source\n"
    then, now = tmp_path / "then.csv", tmp_path / "now.csv"
    then.write_text(f"{head}p,A1,value,0.4,assessor\np,A2,value,0.8,assessor\n")
    now.write_text(f"{head}p,A1,value,0.8,assessor\np,A3,value,0.8,assessor\n")
    return older, str(then), newer, str(now)


def test_a_comparison_is_a_table_for_people_that_names_a_break(tmp_path: Path) -> None:
    english, persian = (ran("compare", *two_rounds(tmp_path), "--lang", lang).stdout for lang in ("en", "fa"))

    head, body, says = english.splitlines()
    assert (len(head.split("  ")) > 8, body.split()[:3]) == (True, ["p", "60.00", "80.00"])
    assert says == "That is a break in the series: no trend and no change of places is told."
    assert persian.splitlines()[1].split()[:3] == ["p", "۶۰٫۰۰", "۸۰٫۰۰"]


def test_rows_that_cannot_be_read_are_told_and_nothing_is_compared(tmp_path: Path) -> None:
    older, then, newer, now = two_rounds(tmp_path)
    Path(now).write_text("unit,indicator,state,value,source\np,NOPE,value,0.8,assessor\n")

    answer = ran("compare", older, then, newer, now, "--lang", "en")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "NOPE" in answer.stderr


def test_a_relative_scale_with_one_body_is_told_as_what_it_needs(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("unit,indicator,state,value,source\nX,OSI,value,7,record\n")

    answer = ran("compare", "un-egdi-2022", str(rows), "un-egdi-2022", str(rows), "--lang", "en")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert answer.stderr.startswith("A method that scores bodies against one another")


def test_rules_beside_the_indicators_that_changed_are_named(tmp_path: Path) -> None:
    older = written(tmp_path, "older", ("A1", "50"), ("A2", "50"))
    newer = written(tmp_path, "newer", ("A1", "50"), ("A2", "50"))
    Path(newer).write_text(Path(newer).read_text().replace("at_least = 75", "at_least = 80"))

    assert ran("diff", older, newer, "--lang", "en").stdout.splitlines()[2:] == [
        "Rules that changed: classes",
        "100.00 % of the newer method's weight is asked alike.",
    ]


def test_axes_below_axes_are_drawn_further_in(tmp_path: Path) -> None:
    file = tmp_path / "deep.toml"
    inner = indicator("A1", weight="100").replace("[[axes.indicators]]", "[[axes.axes.indicators]]")
    inner_axis = '[[axes.axes]]\ncode = "AA"\ntitle = { fa = "درون", en = "Inner" }\nweight = 100\n'
    outer = '[[axes]]\ncode = "A"\ntitle = { fa = "برون", en = "Outer" }\nweight = 100\n'
    file.write_text(HEAD + outer + inner_axis + inner, encoding="utf-8")

    lines = ran("show", str(file), "--lang", "en").stdout.splitlines()

    assert [line for line in lines if "100.00" in line] == [
        "  A      100.00  Outer",
        "      AA     100.00  Inner",
        "          A1     100.00  word",
    ]


def test_a_check_says_where_a_weighted_mean_has_no_weights(tmp_path: Path) -> None:
    file = tmp_path / "m.toml"
    file.write_text(TEXT.replace('unit = "service"', 'unit = "service"\nover_services = "weighted"'), "utf-8")

    answer = ran("check", str(file), "--lang", "en")

    assert answer.exit_code == 0
    assert answer.stderr.startswith("The method asks for a weighted mean in B2, but no weights")
