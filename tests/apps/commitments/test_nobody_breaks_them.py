"""What the application itself tries in SQL against each invariant, and that it is refused."""

import pytest

from tests import hands
from tests.apps.commitments import world
from tests.apps.commitments.planting import CLOCK, case, person
from tests.apps.commitments.world import CLOSED, DECIDED, LODGED, UNDER_WAY

pytestmark = pytest.mark.django_db

SEATED = person(UNDER_WAY)
OTHER = f"(SELECT id FROM accounts_person WHERE username IN ('mina', 'omid') AND id <> {SEATED})"
POINT = f"(SELECT min(id) FROM desk_allegation WHERE complaint_id = {case(UNDER_WAY)})"
SAID = "INSERT INTO desk_statement (complaint_id, kind, text, by_id, at) VALUES"
RULED = "INSERT INTO desk_ruling (allegation_id, verdict, reasons, by_id, at) VALUES"
EVENT = "INSERT INTO desk_clockevent (clock_id, kind, at, reason, held_by) VALUES"
DECLARED = "INSERT INTO desk_declaration (seat_id, names_read_at, signed_at, is_clear, opened_at)"
SEAT = "INSERT INTO desk_seat (complaint_id, person_id, draw_line, at) VALUES"
TRIED: dict[str, tuple[str, ...]] = {
    "I1": (
        f"UPDATE desk_complaint SET subject_refs = '{{}}' WHERE number = {LODGED}",
        f"{SEAT} ({case(LODGED)}, (SELECT id FROM accounts_person WHERE username = 'sara'), 1, now())",
    ),
    "I2": ("UPDATE accounts_mandate SET body = 'NAZ'", "DELETE FROM accounts_mandate"),
    "I4": (
        f"{SAID} ({case(UNDER_WAY)}, 'answer', 'x', {SEATED}, now())",
        "UPDATE desk_statement SET by_id = by_id + 1",
    ),
    "I5": (
        "UPDATE desk_declaration SET signed_at = names_read_at - interval '1 day'",
        "UPDATE desk_declaration SET is_clear = false",
        "DELETE FROM desk_declaration",
        f"{DECLARED} SELECT id, now(), now(), true, now() FROM desk_seat WHERE person_id = {SEATED} LIMIT 1",
        f"{DECLARED} SELECT id, at - interval '1 day', NULL, NULL, NULL FROM desk_seat LIMIT 1",
        (
            "INSERT INTO desk_seat (complaint_id, person_id, draw_line, at, owes_declaration)"
            f" VALUES ({case(LODGED)}, {OTHER}, 1, now(), false)"
        ),
        "UPDATE desk_seat SET owes_declaration = false",
    ),
    "I6": (f"{SEAT} ({case(LODGED)}, {OTHER}, 1, now())",),
    "I7": (
        f"UPDATE desk_seat SET person_id = {OTHER} WHERE complaint_id = {case(UNDER_WAY)}",
        f"DELETE FROM desk_seat WHERE complaint_id = {case(UNDER_WAY)}",
    ),
    "I8": (
        "UPDATE journal_journalline SET by = 'person:1' WHERE what = 'file.opened'",
        "DELETE FROM journal_journalline WHERE what = 'file.opened'",
        "UPDATE desk_declaration SET opened_at = opened_at + interval '1 day'",
    ),
    "I9": (
        (
            f"INSERT INTO desk_challenge (seat_id, reasons, at) SELECT id, '', now() FROM desk_seat"
            f" WHERE complaint_id = {case(UNDER_WAY)}"
        ),
        "DELETE FROM desk_seat",
    ),
    "I10": (
        f"UPDATE desk_complaint SET state = 'decided' WHERE number = {UNDER_WAY}",
        "DELETE FROM desk_statement",
    ),
    "I11": (
        f"{RULED} ({POINT}, 'upheld', '', {SEATED}, now())",
        f"{RULED} ({POINT}, 'upheld', 'x', {OTHER}, now())",
        "DELETE FROM desk_ruling",
    ),
    "I12": ("UPDATE desk_ruling SET verdict = 'partly'", "UPDATE desk_ruling SET reasons = 'x'"),
    "I14": (
        "UPDATE desk_ruling SET distinguishing = 'x'",
        "UPDATE desk_ruling SET distinguishing = ''",
    ),
    "I15": (
        (
            "INSERT INTO desk_correctionorder (complaint_id, round, body, indicator, becomes, words, by_id,"
            f" at) VALUES ({case(CLOSED)}, '1405-1', 'NAZ', 'U01', 1, 'x', {SEATED}, now())"
        ),
    ),
    "I16": (
        (
            "INSERT INTO desk_ruling (allegation_id, cycle, verdict, reasons, by_id, at)"
            " SELECT allegation_id, 2, 'not_upheld', 'x', by_id, now() FROM desk_ruling"
            " WHERE verdict = 'upheld' LIMIT 1"
        ),
    ),
    "I17": (
        "ALTER TABLE results_resultset ADD COLUMN lodged bigint REFERENCES desk_complaint",
        "CREATE VIEW who_complained AS SELECT 1",
    ),
    "I19": (
        f"UPDATE desk_complaint SET state = 'closed' WHERE number = {DECIDED}",
        f"UPDATE desk_complaint SET state = 'lodged' WHERE number = {CLOSED}",
        f"DELETE FROM desk_complaint WHERE number = {LODGED}",
    ),
    "I20": (
        "DELETE FROM desk_clockevent",
        "UPDATE desk_clockevent SET at = at + interval '1 day'",
        "DELETE FROM desk_complaintclock",
    ),
    "I21": (f"{EVENT} ({CLOCK.format(LODGED)}, 'started', now(), '', '')",),
    "I22": (f"{EVENT} ({CLOCK.format(LODGED)}, 'paused', now(), '', '')",),
    "I23": (
        "UPDATE agreements_agreementversion SET state = 'in_force'",
        "UPDATE notices_notice SET effective_at = published_at",
        "DELETE FROM notices_notice",
    ),
    "I25": ("DELETE FROM sanjeh_messages_despatch", "DELETE FROM sanjeh_messages_message"),
    "I26": (
        "INSERT INTO courtesy_batch (contact, opened_on, released_on) VALUES ('mandate', now(), now())",
        "ALTER TABLE courtesy_tally ADD COLUMN person_id bigint",
    ),
    "I27": (
        "INSERT INTO commitments_tariff (version_id, rials) SELECT id, 1 FROM agreements_agreementversion",
        "INSERT INTO commitments_tariff (version_id, rials) SELECT id, -1 FROM agreements_agreementversion",
        "ALTER TABLE commitments_tariff DROP CONSTRAINT service_is_free_of_charge",
    ),
    "I28": (
        "UPDATE desk_complaintclock SET agreement = 7",
        "UPDATE desk_complaint SET agreement = 7",
    ),
    "I29": (
        "UPDATE journal_journalline SET what = 'x'",
        "DELETE FROM journal_journalline",
        "TRUNCATE journal_journalline",
        "UPDATE journal_journalcheckpoint SET root = 'x'",
        "ALTER TABLE journal_journalline DISABLE TRIGGER ALL",
    ),
    "I30": (
        (
            "INSERT INTO accounts_mandate (person_id, role, body, letter_number, letter_sha256, given_by_id,"
            " given_at, since, until, needs_two, authority_id) SELECT id, 'manager', '', '', '', id, now(),"
            " now(), now() + interval '1 day', false, 'default' FROM accounts_person LIMIT 1"
        ),
    ),
}
MISTAKES = ("syntax error", "more than one row", "does not exist", "null value in column", "invalid input")
# What no constraint can refuse: it is an act that is allowed in itself, or a comparison of results. These the
# nightly check alone tells (test_planted_violations).
TOLD_ALONE = {"I3", "I13", "I18", "I24"}


@pytest.mark.parametrize("code", TRIED)
def test_the_application_breaks_no_invariant(code: str, country: None) -> None:
    said = {one: hands.refusal(one) for one in TRIED[code]}

    assert [one for one, refusal in said.items() if not refusal] == []
    # It was refused by a rule, and not for a mistake in the question.
    assert [one for one, refusal in said.items() if any(word in refusal for word in MISTAKES)] == []


def test_every_invariant_was_tried_or_is_told_alone() -> None:
    assert set(TRIED) | TOLD_ALONE == {f"I{number}" for number in range(1, 31)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commitments_checkline SET verdict = 'kept', violations = 0, refs = '{}'",
        "DELETE FROM commitments_checkline",
        "DELETE FROM commitments_checkrun",
        "UPDATE commitments_checkrun SET at = now()",
        "UPDATE commitments_commitment SET metric = 'S19'",
        "UPDATE commitments_commitment SET remedies = '{apology}'",
        "DELETE FROM commitments_commitment",
        "UPDATE commitments_tariff SET rials = 0",
        "DELETE FROM commitments_tariff",
        "TRUNCATE commitments_breach CASCADE",
    ],
)
def test_what_was_found_and_what_was_promised_is_not_told_otherwise_afterwards(
    statement: str, country: None
) -> None:
    world.checked()

    assert hands.refusal(statement) != ""
