import hashlib
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sanjeh.apps.agreements import clauses, queries, shipped
from sanjeh.locale.catalogues import said

pytestmark = pytest.mark.django_db
TEHRAN = timezone(timedelta(hours=3, minutes=30))
LAST_SECOND = datetime(2025, 3, 20, 23, 59, 59, tzinfo=TEHRAN)


def test_the_restored_reading_of_the_first_has_the_very_letters_that_were_agreed() -> None:
    version = queries.version(1)
    exact, reading = version.exact.decode("utf-8-sig"), shipped.shipped_reading()

    assert clauses.first_other_line(exact, reading) == ""
    assert "\u200c" not in exact
    assert reading.count("\u200c") == 51
    assert len(version.restored.clauses) == 7


@pytest.mark.parametrize(
    ("reading", "odd"),
    [
        ("عنوان\n1) هدف\nمی\u200cشود ۲", ""),
        ("عنوان\n\n1) هدف\nميشود 2\n", ""),
        ("عنوان\n1) هدف\nنمی\u200cشود ۲", "نمی\u200cشود ۲"),
        ("عنوان\n1) هدف\nمی\u200cشود ۳", "می\u200cشود ۳"),
        ("عنوان\n1) هدف", "میشود ۲"),
        ("عنوان\n1) هدف\nمیشود ۲\nافزوده", "افزوده"),
    ],
)
def test_a_reading_adds_half_spaces_and_not_a_letter(reading: str, odd: str) -> None:
    assert clauses.first_other_line("عنوان\n1) هدف\nمیشود ۲", reading) == odd


def test_the_text_is_byte_for_byte_the_agreed_one() -> None:
    version = queries.version(1)

    assert hashlib.sha256(version.exact).hexdigest() == version.row.sha256
    assert version.exact.decode().startswith(" توافقنامه سطح خدمت\nارزیابی فنی")


def test_it_has_the_seven_clauses_that_its_last_one_counts() -> None:
    fa = queries.version(1).fa

    assert [(clause.number, clause.title) for clause in fa.clauses] == [
        (1, "مقدمه"),
        (2, "هدف"),
        (3, "مسئولیت"),
        (4, "تعهدات متقابل خدمتگیرنده و دستگاه اجرايی"),
        (5, "هزینهها و پرداختها"),
        (6, "دوره عملکرد"),
        (7, "خاتمه توافقنامه"),
    ]
    assert fa.clauses[6].passages[0].text == "این توافقنامه در هفت بند تدوین شده است."


def test_the_fourth_clause_binds_each_side_by_three_commitments() -> None:
    fourth = queries.version(1).fa.clauses[3]

    assert [passage.mark for passage in fourth.passages] == ["", "1", "2", "3", "", "·", "·", "·"]


def test_nothing_of_the_text_is_lost_in_the_reading() -> None:
    version = queries.version(1)
    read = [*version.fa.title]
    for clause in version.fa.clauses:
        read += [f"{clause.number})", clause.title]
        read += [part for passage in clause.passages for part in (passage.mark, passage.text)]

    assert "".join("".join(read).replace(")", "").split()) == "".join(
        version.exact.decode().replace(")", "").split()
    )


def test_the_translation_has_the_same_clauses_and_commitments() -> None:
    version = queries.version(1)

    assert [[passage.mark for passage in clause.passages] for clause in version.en.clauses] == [
        [passage.mark for passage in clause.passages] for clause in version.fa.clauses
    ]


def test_it_is_in_force_to_the_last_second_of_1403() -> None:
    state = queries.state(LAST_SECOND)

    assert (state.in_force, state.days_without) == (True, 0)
    assert said(state.says, "fa") == "توافق‌نامه تا پایان سال ۱۴۰۳ اعتبار دارد."


def test_a_second_later_no_agreement_is_in_force() -> None:
    state = queries.state(LAST_SECOND + timedelta(seconds=1))

    assert (state.in_force, state.days_without) == (False, 0)
    assert said(state.says, "en") == (
        "No agreement is in force: "
        "the last one was valid until the end of the Iranian year 1403 (20 March 2025)."
    )


def test_the_days_without_an_agreement_are_counted() -> None:
    assert queries.state(datetime(2026, 3, 20, 22, tzinfo=UTC)).days_without == 365


def test_there_is_no_other_version() -> None:
    with pytest.raises(KeyError):
        queries.version(2)


def test_a_text_without_clauses_is_refused() -> None:
    with pytest.raises(clauses.ClausesMissing):
        clauses.read_agreement("متن بی‌بند")


def test_a_text_of_which_a_byte_was_touched_is_not_the_agreed_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(Path(queries.__file__).parent / "texts", texts)
    text = texts / "sla-1.fa.txt"
    text.write_bytes(text.read_bytes() + b"\n")
    monkeypatch.setattr("sanjeh.apps.agreements.shipped.resources.files", lambda _: tmp_path)

    with pytest.raises(shipped.TextChanged, match="version 1"):
        shipped.shipped.__wrapped__()
