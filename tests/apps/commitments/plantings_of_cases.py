"""What is planted in complaints and their clocks, with the lines that it turns red."""

from datetime import timedelta

from sanjeh.apps.accounts.models import Mandate
from sanjeh.apps.desk.declaration_actions import OPENED
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.lottery import LISTED, SEATED
from tests import people
from tests.apps.commitments import world
from tests.apps.commitments.planting import CLOCK, Planted, case, line, person, seat, sql
from tests.apps.commitments.world import CLOSED, DECIDED, LODGED, NOW, UNDER_WAY

MOVED = "UPDATE desk_clockevent SET at = at + interval '1 day' WHERE clock_id IN (SELECT id FROM"
PAUSE = "INSERT INTO desk_clockevent (clock_id, kind, at, reason, held_by) VALUES"
OF_CLOCK = "(SELECT max(id) FROM desk_complaintclock WHERE complaint_id = {})"


def a_false_draw() -> None:
    about = f"complaint:{LODGED}"
    listing = journal.write(by=None, at=NOW, what=LISTED, about=about, facts={"eligible": ("person:1",)})
    facts: dict[str, Fact] = {"handler": "person:2", "drawn_in": listing.number}
    journal.write(by=None, at=NOW, what=SEATED, about=about, facts=facts)


def a_former_employee() -> None:
    person = world.seated(UNDER_WAY)
    given = NOW - timedelta(days=300)
    Mandate.objects.create(
        person=person, role="member", body="NAZ", given_at=given, since=given, until=NOW - timedelta(days=200)
    )


def opened_by_one_with_a_part() -> None:
    """Somebody who has worked on the body, and sits nowhere, opens the file."""
    former = people.registered("former")
    journal.write(by=former, at=NOW, what="body.renamed", about="body:NAZ")
    journal.write(by=former, at=NOW, what=OPENED, about=f"file:{UNDER_WAY}")


def unlike_in_silence() -> None:
    """Rule once more on what was ruled: twice for the complainant, and then against the next one."""
    for number, verdict in ((CLOSED, "upheld"), (DECIDED, "not_upheld")):
        sql(
            "INSERT INTO desk_ruling (allegation_id, cycle, verdict, reasons, by_id, read_by_id, at)"
            f" SELECT allegation_id, 2, '{verdict}', 'x', by_id, read_by_id, at FROM desk_ruling"
            " WHERE allegation_id ="
            f" (SELECT max(id) FROM desk_allegation WHERE complaint_id = {case(number)})"
        )()


OF_CASES: Planted = {
    "the seated person is complained about": (
        {"I1"},
        sql(
            "UPDATE desk_complaint c"
            " SET subject_refs = subject_refs || ('person:' || seat.person_id)::varchar"
            f" FROM desk_seat seat WHERE seat.complaint_id = c.id AND c.number = {UNDER_WAY}"
        ),
    ),
    "the seated person had worked on the matter": (
        {"I1"},
        sql(
            f"UPDATE desk_complaint SET subject_refs = subject_refs || '{world.ELSEWHERE}'::varchar"
            f" WHERE number = {UNDER_WAY}"
        ),
    ),
    "the seated person was of the body a year ago": ({"I2"}, a_former_employee),
    "the seated person acts on the matter afterwards": ({"I3"}, line("body.renamed", "body:NAZ")),
    "the handler writes down the other side's answer": (
        {"I4"},
        line("complaint.heard", f"complaint:{UNDER_WAY}"),
    ),
    "the handler wrote a statement of the case": (
        {"I4"},
        sql(
            "INSERT INTO desk_statement (complaint_id, kind, text, by_id, at)"
            f" SELECT complaint_id, 'note', 'x', person_id, now() FROM desk_seat"
            f" WHERE complaint_id = {case(UNDER_WAY)}"
        ),
    ),
    "a draw that chose somebody else": ({"I6"}, a_false_draw),
    "a word that was given before the names were read": (
        {"I5"},
        sql(
            "ALTER TABLE desk_declaration DROP CONSTRAINT names_are_read_before_the_word",
            "UPDATE desk_declaration SET names_read_at = signed_at + interval '1 minute'"
            f" WHERE seat_id = {seat(UNDER_WAY)}",
        ),
    ),
    "a ruling of one who has declared nothing": (
        {"I5"},
        sql(f"DELETE FROM desk_declaration WHERE seat_id = {seat(CLOSED)}"),
    ),
    "a ruling of one who said not to be impartial": (
        {"I5"},
        sql(
            "ALTER TABLE desk_declaration DROP CONSTRAINT word_is_given_before_the_file",
            f"UPDATE desk_declaration SET is_clear = false WHERE seat_id = {seat(DECIDED)}",
        ),
    ),
    "a file that was opened without a line in the journal": (
        {"I8"},
        sql(
            "UPDATE desk_declaration SET opened_at = opened_at + interval '1 minute'"
            f" WHERE seat_id = {seat(UNDER_WAY)}"
        ),
    ),
    "a file that was opened by one who had a part": ({"I8"}, opened_by_one_with_a_part),
    "a ruling by one who had not opened the file": (
        {"I8"},
        sql(
            "INSERT INTO desk_ruling"
            " (allegation_id, cycle, verdict, reasons, distinguishing, by_id, read_by_id, at)"
            f" SELECT min(point.id), 1, 'upheld', 'x', 'x', {person(UNDER_WAY)}, {world.READER_OF_IT}, now()"
            f" FROM desk_allegation point WHERE complaint_id = {case(UNDER_WAY)}"
        ),
    ),
    "rulings unlike the like without a word on why": ({"I14"}, unlike_in_silence),
    "another person on the seat": (
        {"I7"},
        sql(
            "UPDATE desk_seat SET person_id = ("
            "SELECT id FROM accounts_person WHERE username IN ('mina', 'omid')"
            f" AND id <> desk_seat.person_id) WHERE role = 'handler' AND complaint_id = {case(UNDER_WAY)}"
        ),
    ),
    "a seat of another draw": (
        {"I7"},
        sql(f"UPDATE desk_seat SET draw_line = 1 WHERE complaint_id = {case(UNDER_WAY)}"),
    ),
    "somebody from outside on a seat that nobody let": (
        {"I7"},
        sql(
            "INSERT INTO desk_outsidemember (person_id, organisation, letter_number, letter_date,"
            f" registered_by_id, registered_at) SELECT {person(UNDER_WAY)}, 'x', '1', now(), id, now()"
            " FROM accounts_person WHERE username = 'sara'"
        ),
    ),
    "a ruling of somebody whose seat had ended": (
        {"I9"},
        sql(
            "INSERT INTO desk_seatend (seat_id, reason, at)"
            f" SELECT id, 'challenged', timestamptz '{NOW - timedelta(minutes=1)}' FROM desk_seat"
            f" WHERE role = 'handler' AND complaint_id = {case(CLOSED)}"
        ),
    ),
    "a mark that somebody ordered who was not drawn": (
        {"I15"},
        sql(
            "INSERT INTO desk_correctionorder"
            " (complaint_id, round, body, indicator, becomes, words, by_id, at)"
            f" SELECT {case(CLOSED)}, '1405-1', 'NAZ', 'U01', 1, 'x', id, now()"
            " FROM accounts_person WHERE username = 'sara'"
        ),
    ),
    "a second ruling that is worse than the first": (
        {"I16"},
        sql(
            "INSERT INTO desk_ruling (allegation_id, cycle, verdict, reasons, distinguishing, by_id, at)"
            " SELECT allegation_id, 2, 'partly', 'x', 'x', by_id, at FROM desk_ruling"
            " WHERE verdict = 'upheld' ORDER BY id LIMIT 1"
        ),
    ),
    "an answer of the other side that is gone": (
        {"I10"},
        sql(f"DELETE FROM desk_statement WHERE kind = 'answer' AND complaint_id = {case(CLOSED)}"),
    ),
    "a point without a ruling": (
        {"I11"},
        sql(
            "DELETE FROM desk_ruling WHERE allegation_id = (SELECT max(id) FROM desk_allegation"
            f" WHERE complaint_id = {case(CLOSED)})"
        ),
    ),
    "a ruling without reasons": (
        {"I11"},
        sql(
            "ALTER TABLE desk_ruling DROP CONSTRAINT ruling_has_reasons",
            "UPDATE desk_ruling SET reasons = '' WHERE id = (SELECT max(id) FROM desk_ruling)",
        ),
    ),
    "a verdict that was changed afterwards": (
        {"I12"},
        sql(
            "UPDATE desk_ruling SET distinguishing = 'x'",
            "UPDATE desk_ruling SET verdict = 'partly' WHERE id = (SELECT min(id) FROM desk_ruling)",
        ),
    ),
    "a complaint that was overtaken": (
        {"I13"},
        sql(
            "UPDATE desk_complaint SET lodged_at = lodged_at + interval '2 days'"
            f" WHERE number = {UNDER_WAY}"
        ),
    ),
    "results that know of complaints": (
        {"I17"},
        sql("ALTER TABLE results_resultset ADD COLUMN lodged bigint REFERENCES desk_complaint"),
    ),
    "a view that joins results and complaints": (
        {"I17"},
        sql(
            "CREATE VIEW who_complained AS SELECT card.code FROM results_scorecardrecord card"
            " JOIN desk_complaint c ON c.body = card.code"
        ),
    ),
    "a complaint closed before it was served": (
        {"I19"},
        sql(f"UPDATE desk_complaint SET state = 'closed' WHERE number = {DECIDED}"),
    ),
    "a complaint whose clocks are gone": (
        {"I20"},
        sql(
            "DELETE FROM desk_clockevent WHERE clock_id IN (SELECT id FROM desk_complaintclock"
            f" WHERE complaint_id = {case(LODGED)})",
            f"DELETE FROM desk_complaintclock WHERE complaint_id = {case(LODGED)}",
        ),
    ),
    "clocks that began a day late": (
        {"I20"},
        sql(f"{MOVED} desk_complaintclock WHERE complaint_id = {case(LODGED)})"),
    ),
    "an event before the start of its clock": (
        {"I21"},
        sql(
            "INSERT INTO desk_clockevent (clock_id, kind, at) VALUES"
            f" ({CLOCK.format(LODGED)}, 'stopped', '2026-03-01')"
        ),
    ),
    "a clock that went on without a pause": (
        {"I21"},
        sql(
            "INSERT INTO desk_clockevent (clock_id, kind, at)"
            f" VALUES ({CLOCK.format(LODGED)}, 'resumed', now())"
        ),
    ),
    "a pause that nobody was told of": (
        {"I22"},
        sql(f"{PAUSE} ({OF_CLOCK.format(case(UNDER_WAY))}, 'paused', now(), 'answer', '')"),
    ),
}  # fmt: skip
