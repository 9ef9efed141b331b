"""`sanjeh methodology answers` turns a questionnaire into rows that can be scored."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sanjeh.cli.main import main

HEAD = "unit,service,address,indicator,question,there\n"


def ran(file: Path, text: str, *options: str) -> Result:
    file.write_text(text, encoding="utf-8")
    arguments = ["answers", "eu-egov-benchmark-2023", str(file), "--lang", "en", *options]
    return CliRunner().invoke(main, ["methodology", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


TWO_TOWNS = (
    HEAD
    + "NL/family,s1,town,OA-T,A1,1\nNL/family,s1,town,OA-T,A2,1\nNL/family,s1,town,OA-T,A3,0\n"
    + "NL/family,s1,city,OA-T,A1,1\nNL/family,s1,city,OA-T,A2,0\nNL/family,s1,city,OA-T,A3,1\n"
)


def test_the_best_answers_of_a_central_service_are_one_row(file: Path) -> None:
    assert ran(file, TWO_TOWNS).stdout.splitlines() == [
        "unit,service,address,indicator,state,value,source",
        "NL/family,s1,,OA-T,value,4.0,assessor",
    ]


def test_each_address_of_a_local_service_is_a_row(file: Path) -> None:
    assert ran(file, TWO_TOWNS, "--local", "s1").stdout.splitlines()[1:] == [
        "NL/family,s1,city,OA-T,value,2.0,assessor",
        "NL/family,s1,town,OA-T,value,3.0,assessor",
    ]


def test_an_empty_cell_says_that_the_question_is_not_relevant(file: Path) -> None:
    rows = "".join(f"NL/family,s1,a,SD,C{n},{'' if n > 2 else 1}\n" for n in range(1, 8))

    assert ran(file, HEAD + rows).stdout.splitlines()[1:] == ["NL/family,s1,,SD,value,1.0,assessor"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unit,question\nx,A1\n", "There is no column indicator; these are needed: unit, indicator,"),
        (f"{HEAD}x,s1,a,OA-T,A1,yes\n", "Line 2, column there: 'yes' is no number;"),
        (f"{HEAD}x,s1,a,OA-T,A9,1\n", "Line 2: this answer does not fit the method: OA-T does not ask 'A9'."),
        (f"{HEAD}x,s1,a,OA-T,A1,2\n", "Line 2: this answer does not fit the method: OA-T A1: 2 of 1."),
        (
            f"{HEAD}x,s1,a,MOON,A1,1\n",
            "Line 2: this answer does not fit the method: there is no indicator 'MOON'.",
        ),
        (
            f"{HEAD}x,s1,a,OA-T,A1,1\n\nx,s1,a,OA-T,A1,0\n",
            "Line 4: this answer does not fit the method: OA-T A1",
        ),
        (HEAD.replace(",", ";") + "x;s1;a;OA-T;A1;1\n", "The columns are separated by “;”, not by commas."),
        (HEAD.replace("unit", "Unit") + "x,s1,a,OA-T,A1,1\n", "There is no column 'unit', but 'Unit'."),
        ("PK\x03\x04", "This is a workbook, not a table of text."),
        (f"{HEAD}{'x' * 200_000},s1,a,OA-T,A1,1\n", "The file cannot be read: one of its cells is too long"),
        (f"{HEAD}x,s1,a,OA-T,A1\n", "line 2: Cells in it: 5 instead of 6."),
        (f"{HEAD}x,s1,a,OA-T,A1,1,1\n", "line 2: Cells in it: 7 instead of 6."),
        (f"unit,{HEAD}x,y,s1,a,OA-T,A1,1\n", "The column 'unit' is there twice."),
        (f"{HEAD},s1,a,OA-T,A1,1\n", "line 2, column unit: This cell is empty."),
        (f"{HEAD}x,s1,a,MF,mobile,1\nx,s۱,a,MF,mobile,1\n", "line 3, column service: 's۱' is 's1' of line 2"),
        (
            f"{HEAD}كار,s,a,MF,mobile,1\nکار,s,a,MF,mobile,1\n",
            "line 3, column unit: 'کار' is 'كار' of line 2",
        ),
        (
            f"{HEAD}x,s,http://a,MF,mobile,1\nx,s,http://a/,MF,mobile,0\n",
            "column address: 'http://a/' is 'http://a' of line 2",
        ),
        (
            f"{HEAD}x,s1,a,US,B1,1\n",
            "Line 2: this answer does not fit the method: US is asked of the body itself",
        ),
        (
            f"{HEAD}x,,a,MF,mobile,1\n",
            "Line 2: this answer does not fit the method: MF is asked of each service",
        ),
    ],
)
def test_a_wrong_answer_is_told_with_its_mend(file: Path, text: str, says: str) -> None:
    answer = ran(file, text)

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert says in answer.stderr


def test_a_file_that_is_no_text_is_told_with_its_mend(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")

    result = CliRunner().invoke(
        main, ["methodology", "answers", "eu-egov-benchmark-2023", str(file), "--lang", "en"]
    )

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{file}: ")
    assert "UTF-8" in result.stderr


def test_local_services_can_stand_in_a_file(file: Path, tmp_path: Path) -> None:
    local = tmp_path / "local.txt"
    local.write_text("# of the towns\ns1\n\n", encoding="utf-8")

    assert (
        ran(file, TWO_TOWNS, "--local-file", str(local)).stdout
        == ran(file, TWO_TOWNS, "--local", "s1").stdout
    )


def test_a_local_service_of_which_nothing_is_answered_is_told_with_what_may_be_meant(file: Path) -> None:
    answer = ran(file, TWO_TOWNS, "--local", "s11")

    assert (answer.exit_code, answer.stdout) == (2, "")
    assert "The local service 's11' is not among the answers; correct its spelling (nearest code: s1)." in (
        answer.stderr
    )


def test_a_state_in_the_file_is_the_state_of_the_row(file: Path) -> None:
    head = HEAD.strip() + ",state\n"

    assert ran(file, f"{head}NL/family,s1,a,MF,,,automated\n").stdout.splitlines()[1:] == [
        "NL/family,s1,,MF,automated,,assessor"
    ]
    assert "'automatic' is no state; write one of these: not_applicable, automated," in (
        ran(file, f"{head}NL/family,s1,a,MF,,,automatic\n").stderr
    )


def test_spaces_around_a_cell_are_no_part_of_it(file: Path) -> None:
    spaced = TWO_TOWNS.replace("NL/family,s1", " NL/family , s1").replace("OA-T,A2", "OA-T , A2 ")

    assert ran(file, spaced).stdout == ran(file, TWO_TOWNS).stdout


def test_nought_has_no_sign(file: Path) -> None:
    assert ran(file, f"{HEAD}x,s1,a,MF,mobile,-0\n").stdout.splitlines()[1:] == [
        "x,s1,,MF,value,0.0,assessor"
    ]


def test_a_local_service_without_a_name_is_no_service(file: Path) -> None:
    portals = f"{HEAD}x,,p,DP,F10,1\nx,,p,DP,F11,0\nx,,q,DP,F10,0\nx,,q,DP,F11,1\n"

    assert ran(file, portals).stdout.splitlines()[1:] == ["x,,,DP,value,1.0,assessor"]
    assert ran(file, portals, "--local", "").exit_code == 2


def test_a_local_service_is_known_with_spaces_around_it(file: Path) -> None:
    assert ran(file, TWO_TOWNS, "--local", " s1 ").stdout == ran(file, TWO_TOWNS, "--local", "s1").stdout
