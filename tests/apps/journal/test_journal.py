from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from sanjeh.apps.journal import actions, queries
from sanjeh.apps.journal.models import JournalLine
from sanjeh.core.integrity import hash_chain
from tests import hands

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 21, 8, 30, 15, 123456, tzinfo=UTC)
HANDLER = actions.Named("person:7")


def write(what: str, *about: str) -> hash_chain.Line:
    facts: dict[str, hash_chain.Fact] = {"متن": "نمونه", "count": 3, "codes": ("a", "b"), "is_final": False}
    return actions.write(by=HANDLER, at=NOW, what=what, about=about, facts=facts)


def test_what_is_written_is_read_back_and_verifies() -> None:
    written = [write("round.announced", "round:1"), write("round.opened", "round:1", "body:A")]

    assert list(queries.lines()) == written
    assert hash_chain.verify_chain(queries.lines()) is None


def test_nobody_acts_as_the_system() -> None:
    line = actions.write(by=None, at=NOW, what="round.closed", about="round:1")

    assert (line.entry.by, line.entry.about) == ("system", ("round:1",))


def test_a_matter_knows_its_lines_and_who_acted_on_it() -> None:
    first = write("round.announced", "round:1")
    actions.write(by=None, at=NOW, what="round.opened", about="round:2")

    assert queries.lines_about("round:1") == (first,)
    assert queries.acted_on(["round:1", "round:9"]) == {"person:7"}
    assert queries.head() == queries.line(2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_journalline SET by = 'person:8'",
        "DELETE FROM journal_journalline",
        "TRUNCATE journal_journalline",
    ],
)
def test_the_database_refuses_to_change_the_journal(statement: str) -> None:
    line = write("round.announced", "round:1")

    with pytest.raises(ProgrammingError, match="permission denied for table"), transaction.atomic():
        hands.tell(statement)
    with (
        pytest.raises(IntegrityError, match="journal_journalline may only grow"),
        transaction.atomic(),
        hands.owning(),
    ):
        hands.tell(statement)

    assert list(queries.lines()) == [line]


def test_the_chain_cannot_fork() -> None:
    line = write("round.announced", "round:1")

    with pytest.raises(IntegrityError, match="previous"), transaction.atomic():
        JournalLine.objects.create(
            number=2, at=NOW, by="x", what="y", about=["z"], facts={}, previous=line.previous, digest="d"
        )


def test_a_superuser_who_switches_the_trigger_off_is_found_out() -> None:
    for what in ("a", "b", "c"):
        write(what, "round:1")

    with hands.thawed():
        JournalLine.objects.filter(number=2).update(by="person:8")

    assert hash_chain.verify_chain(queries.lines()) == hash_chain.Broken(
        2, "its content is not what was hashed"
    )


def test_this_database_has_a_journal() -> None:
    assert queries.is_kept()


def test_a_line_that_is_not_there_is_none() -> None:
    assert (queries.head(), queries.line(1)) == (None, None)


def test_who_did_what_about_a_matter_is_told_of_this_one_alone() -> None:
    write("round.announced", "round:1", "body:A")
    write("round.opened", "round:2")
    actions.write(by=None, at=NOW, what="round.closed", about="round:1")

    assert queries.done_by("person:7", "round:1") == {"round.announced"}
    assert queries.done_by("system", "round:1") == {"round.closed"}
    assert queries.done_by("person:8", "round:1") == frozenset()
