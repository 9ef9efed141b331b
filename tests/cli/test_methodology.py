"""`sanjeh methodology …` says what a method holds, or what is wrong with it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.methodology import methodology


def ran(*arguments: str) -> Result:
    return CliRunner().invoke(methodology, arguments)


def test_a_good_method_is_summed_up_in_the_language_of_the_reader():
    english, persian = (ran("check", "iran-1405-1", "--lang", lang).stdout for lang in ("en", "fa"))

    assert english.splitlines()[1] == "39 indicators (20 automatic), 1 bonus, 4 axes, 6 stages"
    assert persian.splitlines()[1] == "۳۹ شاخص (از این میان ۲۰ خودکار)، ۱ امتیاز تشویقی، ۴ محور، ۶ مرحله"


def test_the_tree_is_drawn_with_effective_weights_and_says_first_that_it_is_our_own():
    lines = ran("show", "--lang", "en").stdout.splitlines()

    assert lines[0].startswith("This method is Sanjeh's own.")
    assert "    * U03     2.50  Secure connection" in lines
    assert "      P08       +2  Taking part in the evaluation cycle" in lines


@pytest.mark.parametrize(("language", "says"), [("en", "is not valid TOML"), ("fa", "TOML درستی نیست")])
def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path, language: str, says: str):
    file = tmp_path / "m.toml"
    file.write_text("code = ", encoding="utf-8")

    answer = ran("check", str(file), "--lang", language)

    assert answer.exit_code == 2
    assert says in answer.stderr
    assert answer.stdout == ""


def test_an_unknown_code_is_answered_with_those_that_are_known():
    answer = ran("check", "atlantis", "--lang", "en")

    assert (answer.exit_code, answer.stderr) == (
        2,
        (
            "atlantis: There is no such methodology. "
            "Give the path of a TOML file, or one of these codes: "
            "eu-egov-benchmark-2023, iran-1405-1, un-egdi-2022.\n"
        ),
    )
