"""Files as they come: in three encodings, parted by three signs, with columns by many names in any order."""

import pytest

from sanjeh.core.catalogue.columns import Column, head_of, sheet_of
from sanjeh.core.catalogue.plan import What
from sanjeh.core.catalogue.remarks import Healing, Problem
from sanjeh.core.catalogue.tables import (
    MOST_LINES,
    Cell,
    FileProblem,
    FileRefused,
    Line,
    Sheet,
    csv_table,
)
from tests.core.catalogue.lists import BODY_HEAD, SERVICE_HEAD, planned, service, table, told

LINES = "کد خدمت{0}کد دستگاه{0}عنوان فارسی\n10010102000{0}LIB{0}پژوهش گاه, چاپ\n"


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in csv_table(content).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_file_is_read_in_every_usual_encoding(encoding: str, sign: str) -> None:
    written = LINES.format(sign).replace("ی", "ي") if encoding == "cp1256" else LINES.format(sign)

    read = texts(written.encode(encoding))

    assert read == [line.split(sign) for line in written.splitlines()]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_first_line_that_names_the_sign_is_no_line_of_the_table(ending: str) -> None:
    content = ending.join(("sep=;", "code;body;title", "1;LIB;a, b")).encode()

    lines = [line for line in csv_table(content).lines if not line.is_empty]
    assert [(line.number, [cell.text for cell in line.cells]) for line in lines] == [
        (2, ["code", "body", "title"]),
        (3, ["1", "LIB", "a, b"]),
    ]


def test_a_comma_inside_quotes_parts_nothing_and_a_line_may_break_in_a_cell() -> None:
    content = b'"code","body","title"\r\n"1","LIB","a, ""b""\nc"\r\n"2","LIB","d"\r\n'

    assert texts(content)[1:] == [["1", "LIB", 'a, "b"\nc'], ["2", "LIB", "d"]]
    assert [line.number for line in csv_table(content).lines] == [1, 2, 4]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe\x00", FileProblem.ENCODING),
        (b"code\0body", FileProblem.ENCODING),
        (b'code,title\n"' + b"x" * 200_000 + b'"', FileProblem.NO_TABLE),
        (b"code,title\n" * (MOST_LINES + 1), FileProblem.TOO_MANY_LINES),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, problem: FileProblem) -> None:
    with pytest.raises(FileRefused) as refused:
        csv_table(content)

    assert refused.value.problem is problem


def test_a_file_without_the_columns_of_a_list_is_refused() -> None:
    for text, problem in (
        ("a,b\n1,2\n", FileProblem.NO_SHEET),
        ("\n\n", FileProblem.NO_SHEET),
    ):
        with pytest.raises(FileRefused) as refused:
            planned(text)
        assert refused.value.problem is problem


@pytest.mark.parametrize(
    ("names", "sheet"),
    [
        (("کد خدمت", "کد دستگاه", "عنوان فارسی"), Sheet.SERVICES),
        (("كد خدمت ", "كد دستگاه", "عنوان خدمت"), Sheet.SERVICES),
        (("Title", "BODY CODE", "Service_Code"), Sheet.SERVICES),
        (("کد دستگاه", "عنوان فارسی"), Sheet.BODIES),
        (("نام", "کد"), Sheet.BODIES),
        (("code", "title_fa", "parent"), Sheet.BODIES),
        (("کد خدمت", "عنوان فارسی"), None),
        (("code",), None),
    ],
)
def test_a_table_is_known_by_its_columns(names: tuple[str, ...], sheet: Sheet | None) -> None:
    assert sheet_of(Line(1, tuple(map(Cell, names)))) is sheet


def test_columns_come_in_any_order_and_addresses_in_several() -> None:
    head = head_of(
        Sheet.SERVICES, Line(1, tuple(map(Cell, ("نشانی ۲", "title", "کد دستگاه", "address", "کد", "تلفن"))))
    )

    assert head.places == {
        Column.ADDRESS: (0, 3),
        Column.TITLE_FA: (1,),
        Column.BODY: (2,),
        Column.CODE: (4,),
    }
    assert [(one.told, one.value) for one in head.remarks] == [(Healing.COLUMN_IGNORED, "تلفن")]


def test_a_column_without_a_name_is_passed_over_in_silence() -> None:
    head = head_of(Sheet.BODIES, Line(1, tuple(map(Cell, ("", "code", " ", "title")))))

    assert (head.places, head.remarks) == ({Column.CODE: (1,), Column.TITLE_FA: (3,)}, ())


def test_a_column_that_comes_twice_or_is_missing_is_told_and_no_line_is_read() -> None:
    plan = planned(table(("code", "کد", "body"), ("10010102000", "", "LIB"), name="services"))

    assert plan.count(What.NEW) == plan.count(What.WRONG) == 0

    head = head_of(Sheet.SERVICES, Line(1, tuple(map(Cell, ("code", "کد", "body")))))
    assert [(one.told, one.column) for one in head.remarks] == [
        (Problem.COLUMN_TWICE, Column.CODE),
        (Problem.COLUMN_MISSING, Column.TITLE_FA),
    ]


def test_a_sheet_is_known_by_its_name_and_a_guide_is_not_read() -> None:
    guide = table(("code", "title"), ("X", "نه"), name="راهنما")
    bodies = table(("code", "title"), ("NEW", "تازه"), name="دستگاه ها")

    plan = planned(guide, bodies)

    assert [(row.sheet, row.code) for row in plan.rows if row.what is What.NEW] == [(Sheet.BODIES, "NEW")]


def test_empty_lines_are_passed_over_and_the_numbers_are_those_of_the_spreadsheet() -> None:
    plan = planned(f"\n{SERVICE_HEAD}\n\n10010102000,LIB,\n")

    assert told(plan) == [(4, Column.TITLE_FA, Problem.TITLE_EMPTY, "")]


def test_a_formula_is_refused_but_text_that_only_looks_like_one_is_text() -> None:
    assert told(planned(f'{SERVICE_HEAD}\n10010102000,LIB,"=A1&""x"""\n')) == [
        (2, Column.TITLE_FA, Problem.FORMULA, '=A1&"x"')
    ]
    assert told(planned(f"{SERVICE_HEAD}\n10010102000,LIB,'=یک\n")) == []
    assert told(planned(service(Cell("10010102000", is_formula=True)))) == [
        (2, Column.CODE, Problem.FORMULA, "10010102000")
    ]


def test_titles_are_written_in_one_way_with_a_word_for_each_mend() -> None:
    plan = planned(service("10010102000", "LIB", " ﻛﺘﺎﺑﺨﺎﻧﻪ ي  شهر\u200c "))

    assert [row.after.title_fa for row in plan.rows if row.after] == ["کتابخانه ی شهر"]
    assert [one[2] for one in told(plan)] == [Healing.FORMS, Healing.LETTERS, Healing.SPACES]


@pytest.mark.parametrize("title", ["كتابخانه ملي", "کتابخانه ی ملی", "کتاب‌خانه‌ی ملی", "کتابخانهٔ ملی"])
def test_a_title_that_reads_the_same_keeps_the_spelling_of_the_list(title: str) -> None:
    plan = planned(f"{BODY_HEAD}\nLIB,{title},,https://lib.ir/\n")

    row = next(row for row in plan.rows if row.code == "LIB")
    assert (row.what, row.after) == (What.SAME, row.before)
    assert row.remarks[-1].told is Healing.SPELLING


def test_the_longest_title_is_three_hundred_letters() -> None:
    def problems(length: int) -> list[object]:
        return [one[2] for one in told(planned(service("10010102000", "LIB", "ا" * length)))]

    assert (problems(300), problems(301)) == ([], [Problem.TITLE_TOO_LONG])
