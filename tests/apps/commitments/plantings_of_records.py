"""What is planted in notices, courtesy, money, the journal and the agreement, with the lines it turns red."""

from collections.abc import Callable
from datetime import timedelta

from sanjeh.apps.accounts.models import Mandate
from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.commitments import actions
from sanjeh.apps.commitments.models import Breach, CheckRun, Commitment
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.apps.notices.models import Notice
from sanjeh.apps.rounds.models import Round
from tests import hands
from tests.apps.commitments.planting import CLOCK, Planted, case, line, sql
from tests.apps.commitments.world import LODGED, NOW

FIRST_MESSAGE = "(SELECT min(id) FROM sanjeh_messages_message WHERE about = 'notice:1')"


def method(code: str) -> MethodologyVersion:
    return MethodologyVersion.objects.create(
        code=code, version=1, title_fa="روش", title_en="Method", hash="0" * 64, text="x", loaded_at=NOW
    )


def a_method_in_force_untold() -> None:
    method("untold")
    hands.tell(
        "UPDATE methodology_methodologyversion SET in_force_from = now(), notice = 1 WHERE code = 'untold'"
    )


def a_round(**changes: object) -> Callable[[], None]:
    def plant() -> None:
        facts = {"state": "announced", "notice": 1, "opens_at": NOW + timedelta(days=9)} | changes
        Round.objects.create(
            code="r-1",
            title_fa="دوره",
            title_en="Round",
            scope="automatic",
            methodology=method("of-a-round"),
            drafted_at=NOW,
            closes_at=NOW + timedelta(days=99),
            **facts,
        )

    return plant


def a_notice(kind: str, version: str, **changes: object) -> None:
    facts = {"published_at": NOW - timedelta(days=999), "effective_at": NOW + timedelta(days=99)} | changes
    Notice.objects.create(
        number=99, kind=kind, version=version, title_fa="ا", title_en="n", body_fa="ا", body_en="n", **facts
    )


def a_short_notice_without_a_reason() -> None:
    long_ago = NOW - timedelta(days=2000)
    due = long_ago + timedelta(days=14)
    sql("ALTER TABLE notices_notice DROP CONSTRAINT short_notice_has_a_reason")()
    a_notice("form", "f-1", published_at=long_ago, effective_at=due - timedelta(days=1), earliest_at=due)


def a_method_announced_after_the_opening() -> None:
    a_round(opens_at=NOW - timedelta(days=1500), state="preliminary")()
    a_notice("methodology", "of-a-round")


def a_batch_of_two(*, used: int, given: int, released: bool) -> Callable[[], None]:
    def plant() -> None:
        day = "'2026-03-21'" if released else "NULL"
        hands.tell(
            "INSERT INTO courtesy_batch (contact, opened_on, released_on)"
            f" VALUES ('mandate', '2026-03-01', {day})",
            *(
                "INSERT INTO courtesy_invite (contact, token_hash, expires_on, is_used)"
                f" VALUES ('mandate', '{one}', '2026-04-01', true)"
                for one in range(used)
            ),
            "INSERT INTO courtesy_tally (batch_id, question, score, given)"
            f" SELECT max(id), 'patience', 5, {given} FROM courtesy_batch",
        )

    return plant


def version(number: int, **facts: object) -> AgreementVersion:
    row = AgreementVersion.objects.get(number=1)
    for name, value in (facts | {"pk": None, "number": number}).items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def an_acceptance_of_another_text() -> None:
    held = Mandate.objects.earliest("pk")
    Acceptance.objects.create(
        version=AgreementVersion.objects.get(number=1),
        body="NAZ",
        mandate=held,
        shown_sha256="f" * 64,
        second_factor_at=NOW,
        at=NOW,
    )


def an_overdue_remedy() -> None:
    actions.keep_sentences()
    Breach.objects.create(
        number=1,
        commitment=Commitment.objects.get(code="S12"),
        run=CheckRun.objects.create(at=NOW, took_ms=1),
        refs=["notice:9"],
        remedies=["apology"],
        opened_at=NOW - timedelta(days=30),
        due_at=NOW - timedelta(days=9),
    )


OF_RECORDS: Planted = {
    "something that runs and was never announced": (
        {"I24"},
        sql(
            "INSERT INTO fingerprints_fingerprint (at, digest, parts) VALUES (now(), 'x', '{}')",
            "INSERT INTO fingerprints_silentchange"
            " (fingerprint_id, part, kind, name, before, after, found_at)"
            " SELECT id, 'method', 'methodology', 'm', '', '', now() FROM fingerprints_fingerprint",
        ),
    ),
    "a method in force that nobody was told of": ({"I23"}, a_method_in_force_untold),
    "a round announced without a notice": ({"I23"}, a_round(notice=77)),
    "a short notice without a reason": ({"I23"}, a_short_notice_without_a_reason),
    "a notice that was not sent to somebody": (
        {"I25"},
        sql(
            f"DELETE FROM sanjeh_messages_despatch WHERE message_id = {FIRST_MESSAGE}",
            f"DELETE FROM sanjeh_messages_message WHERE id = {FIRST_MESSAGE}",
        ),
    ),
    "a notice that came back on every way": (
        {"I25"},
        sql("UPDATE sanjeh_messages_despatch SET state = 'bounced'"),
    ),
    "an answer with a name": (
        {"I26"},
        sql("ALTER TABLE courtesy_tally ADD COLUMN person_id bigint REFERENCES accounts_person"),
    ),
    "an answer with a moment": ({"I26"}, sql("ALTER TABLE courtesy_tally ADD COLUMN at timestamptz")),
    "two answers that are shown": ({"I26"}, a_batch_of_two(used=2, given=2, released=True)),
    "more answers than invitations": ({"S13"}, a_batch_of_two(used=2, given=3, released=False)),
    "a question that is called answered though a part has no answer": (
        {"S13"},
        sql(
            "INSERT INTO questions_question (number, by_id, body, about, name, title, asked_at, seconds,"
            " day_seconds, agreement, state)"
            " SELECT 1, min(id), 'NAZ', 'other', '', 'x', now(), 9, 9, 0, 'answered' FROM accounts_person",
            "INSERT INTO questions_part (question_id, number, text)"
            " SELECT id, 1, 'x' FROM questions_question",
        ),
    ),
    "a channel that no notice told of": (
        {"S14"},
        sql(
            "INSERT INTO channels_channel (number, kind, title_fa, title_en, address, hours_fa, hours_en,"
            " made_by_id, made_at, notice_id, authorised_from, put_by_id)"
            " SELECT 9, 'phone', 'x', 'x', '', '', '', min(id), now(), 1, now(), max(id) FROM accounts_person"
        ),
    ),
    "an outage that gave nothing back": (
        {"S14"},
        sql(
            "ALTER TABLE channels_outage DROP CONSTRAINT outage_is_announced",
            "INSERT INTO channels_outage (number, began_at, noted_at, ended_at, closed_at, working_seconds)"
            " VALUES (1, now() - interval '1 hour', now(), now(), now(), 3600)",
        ),
    ),
    "a mail that nobody has handled for a day": (
        {"S14"},
        sql(
            "INSERT INTO sanjeh_messages_incoming (message_id, raw, sha256, received_at, kind, note,"
            " is_quarantined, about) VALUES ('<x@x>', '', 'x', '2020-01-01', 'words', '', false, '{}')"
        ),
    ),
    "a fee": ({"I27"}, sql("ALTER TABLE desk_complaint ADD COLUMN fee integer")),
    "a tariff that may be anything": (
        {"I27"},
        sql("ALTER TABLE commitments_tariff DROP CONSTRAINT service_is_free_of_charge"),
    ),
    "a tariff that is not nothing": (
        {"I27", "S17"},
        sql(
            "ALTER TABLE commitments_tariff DROP CONSTRAINT service_is_free_of_charge",
            "INSERT INTO commitments_tariff (version_id, rials)"
            " SELECT id, 5 FROM agreements_agreementversion",
        ),
    ),
    "a clock of another agreement": (
        {"I28"},
        sql(f"UPDATE desk_complaintclock SET agreement = 7 WHERE id = {CLOCK.format(LODGED)}"),
    ),
    "a complaint of an agreement that there is not": (
        {"I28"},
        sql(
            f"UPDATE desk_complaint SET agreement = 9 WHERE number = {LODGED}",
            f"UPDATE desk_complaintclock SET agreement = 9 WHERE complaint_id = {case(LODGED)}",
        ),
    ),
    "a line of the journal that was changed": (
        {"I29"},
        sql("UPDATE journal_journalline SET at = at + interval '1 second' WHERE what = 'world.built'"),
    ),
    "a line of the journal that was cut off": (
        {"I29"},
        sql("DELETE FROM journal_journalline WHERE what = 'world.built'"),
    ),
    "one person who loads a method and puts it in force": (
        {"I30"},
        lambda: (
            line("methodology.loaded", "methodology:m-1")(),
            line("methodology.put_in_force", "methodology:m-1")(),
        ),
    ),
    "a mandate that somebody gave to himself": (
        {"I30"},
        sql(
            "ALTER TABLE accounts_mandate DROP CONSTRAINT mandate_is_given_by_another",
            "UPDATE accounts_mandate SET given_by_id = person_id"
            " WHERE id = (SELECT min(id) FROM accounts_mandate)",
        ),
    ),
    "an acceptance of another text": ({"S1"}, an_acceptance_of_another_text),
    "a remedy that is overdue": ({"S2"}, an_overdue_remedy),
    "a round that has not begun on its day": ({"S3"}, a_round(opens_at=NOW - timedelta(days=3))),
    "a published round without an edition": ({"S4"}, a_round(state="published")),
    "a check that has not run for three days": (
        {"S5"},
        lambda: CheckRun.objects.create(at=NOW - timedelta(days=3), took_ms=1),
    ),
    "a method that was announced after its round opened": ({"S8"}, a_method_announced_after_the_opening),
    "an agreement that is over and said to be in force": (
        {"S18"},
        lambda: version(2, state="in_force", valid_until=NOW - timedelta(days=3), notice_id=1),
    ),
    "a byte of the agreement": (
        {"S19"},
        sql(
            "ALTER TABLE agreements_agreementversion DROP CONSTRAINT agreement_digest_is_of_its_bytes",
            "UPDATE agreements_agreementversion SET exact = exact || '\\x0a'::bytea",
        ),
    ),
}  # fmt: skip
