"""The sentences of the agreement as rows: exactly as they stand there, with what each is held to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from sanjeh.apps.agreements import actions as agreements
from sanjeh.apps.commitments import actions, queries, runner, sentence_actions
from sanjeh.apps.commitments.checks.table import CHECKS, INVARIANTS, METRICS
from sanjeh.apps.commitments.kinds import Period, Remedy, Side, Verdict
from sanjeh.apps.commitments.models import Breach, Commitment
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps.agreements.test_own_agreement import DRAFT
from tests.apps.commitments import world
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
WORDS = "این نسخه یک سال اعتبار دارد."
FIRST = "سازمان متعهد میشود هر نوع تغییر در فرآیندها، سامانه، مدارک و ضوابط ارائه خدمت را از طریق"
OTHER_WORDS = f"{FIRST} میزخدمت سازمان اطلاعرسانی نماید."
MEASURE = sentence_actions.Measure(Decimal("0.9"), (Remedy.APOLOGY, Remedy.TIME_CREDIT))


def draft() -> int:
    """Load a second version: the words of the first, in clauses of its own."""
    text = f"1) هدف\n{OTHER_WORDS}\n2) مدت\n{WORDS}"
    made = replace(DRAFT, exact=text.encode(), valid_from=NOW, valid_until=NOW + timedelta(days=365))
    return agreements.load_agreement(draft=made, by=people.secretariat(), now=NOW)


def test_the_nineteen_sentences_stand_beside_the_version_in_its_own_bytes() -> None:
    actions.keep_sentences()
    actions.keep_sentences()  # a second night adds nothing

    rows = queries.sentences(1)
    exact = bytes(Commitment.objects.earliest("pk").version.exact).decode("utf-8-sig")
    assert [row.code for row in rows] == [f"S{number}" for number in range(1, 20)]
    assert [row.code for row in rows if row.sentence.fa not in exact] == []
    assert [one.code for one in METRICS] == [f"S{number}" for number in range(1, 20)]
    assert [one.code for one in INVARIANTS] == [f"I{number}" for number in range(1, 31)]
    assert set(Commitment.objects.filter(side=Side.BODY).values_list("code", flat=True)) == {
        "S14",
        "S15",
        "S16",
    }


def test_another_sentence_than_that_of_the_version_is_refused_by_the_database() -> None:
    actions.keep_sentences()
    own = "reading_en, side, duty, metric, period, remedies"
    copied = (
        f"INSERT INTO commitments_commitment (version_id, code, clause, sentence, {own})"
        f" SELECT version_id, 'S20', 1, {{}}, {own} FROM commitments_commitment WHERE code = 'S12'"
    )

    assert hands.refusal(copied.format("sentence || '!'")).startswith("this sentence does not stand")
    assert hands.refusal(copied.format("sentence")) == ""


def test_a_draft_takes_over_the_sentences_that_stand_in_it_and_is_held_to_a_target() -> None:
    actions.keep_sentences()
    number = draft()

    count = sentence_actions.carry_over(number=number, by=people.secretariat(), now=NOW)
    sentence_actions.set_measure(number=number, code="S12", measure=MEASURE, by=people.secretariat(), now=NOW)

    (row,) = queries.sentences(number)
    assert (count, row.code, row.target, row.remedies) == (1, "S12", Decimal("0.9"), MEASURE.remedies)


def test_once_offered_a_sentence_is_held_to_what_was_offered() -> None:
    actions.keep_sentences()
    number, office = draft(), people.secretariat()
    sentence_actions.carry_over(number=number, by=office, now=NOW)
    agreements.consult_on(number=number, by=office, now=NOW)
    agreements.confirm_agreement(number=number, by=people.manager(), now=NOW)

    with pytest.raises(sentence_actions.VersionOffered):
        sentence_actions.set_measure(number=number, code="S12", measure=MEASURE, by=office, now=NOW)
    with pytest.raises(sentence_actions.VersionOffered):
        sentence_actions.carry_over(number=number, by=office, now=NOW)
    assert hands.refusal(
        "UPDATE commitments_commitment SET target = 0.5 WHERE version_id <> 1 AND code = 'S12'"
    )


def test_nobody_but_the_secretariat_sets_a_measure() -> None:
    actions.keep_sentences()
    number = draft()
    sentence_actions.carry_over(number=number, by=people.secretariat(), now=NOW)

    with pytest.raises(NotPermitted):
        sentence_actions.set_measure(number=number, code="S12", measure=MEASURE, by=people.manager(), now=NOW)
    with pytest.raises(sentence_actions.NoSuchCommitment):
        sentence_actions.set_measure(
            number=number, code="S99", measure=MEASURE, by=people.secretariat(), now=NOW
        )


@pytest.mark.parametrize(
    ("target", "verdict"),
    [("0.25", Verdict.KEPT), ("0.5", Verdict.KEPT), ("0.51", Verdict.BROKEN), ("1", Verdict.BROKEN)],
)
def test_a_share_below_its_target_violates_the_sentence_and_an_equal_one_does_not(
    target: str, verdict: Verdict, country: None
) -> None:
    check = CHECKS["S2"]
    with hands.thawed():
        actions.keep_sentences()
        hands.tell("UPDATE commitments_commitment SET target = 0.5 WHERE id % 2 = 0")
        hands.tell("DELETE FROM commitments_commitment WHERE code = 'S19'")

    found = runner.found(check, NOW, Decimal(target))

    assert (found.hits, found.whole, found.verdict) == (9, 18, verdict)


def test_a_figure_without_an_agreed_target_is_counted_and_not_called_kept(country: None) -> None:
    world.checked()

    counted = {one.code for one in queries.board(1) if one.verdict is Verdict.COUNTED}
    assert counted == {"S2", "S6", "S11", "S18"}
    assert {one.code for one in METRICS if one.is_figure} >= counted


def test_what_cannot_be_measured_says_why_and_is_never_kept(country: None) -> None:
    world.checked()

    silent = {one.code: str(one.why) for one in queries.board(1) if one.verdict is Verdict.NOT_MEASURED}
    assert {"I15", "S15"} <= silent.keys()
    assert silent.keys() & {"I5", "I8", "I14"} == set()
    assert [why for why in silent.values() if not why.startswith("سنجیده نمی‌شود:")] == []


def test_a_query_that_was_changed_after_the_check_is_seen(
    country: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.checked()
    before = [one.code for one in queries.board(1) if one.is_query_changed]
    monkeypatch.setattr(type(CHECKS["I7"]), "query", property(lambda one: f"-- {one.code}"))

    assert before == []
    assert all(one.is_query_changed for one in queries.board(1))


def new_sentence(**other: object) -> sentence_actions.NewSentence:
    made = sentence_actions.NewSentence(
        sentence=WORDS,
        side=Side.PROVIDER,
        duty=Role.MANAGER,
        metric="S2",
        period=Period.DAY,
        measure=sentence_actions.Measure(Decimal(1), (Remedy.APOLOGY,)),
    )
    return replace(made, **other)  # type: ignore[arg-type]


def added(number: int, **other: object) -> str:
    return sentence_actions.add_sentence(
        number=number, new=new_sentence(**other), by=people.secretariat(), now=NOW
    )


def test_a_new_sentence_of_the_text_gets_a_code_of_its_own_and_its_english_words() -> None:
    actions.keep_sentences()
    number = draft()

    codes = [added(number), added(draft())]

    row = Commitment.objects.get(code=codes[0])
    assert codes == ["S20", "S21"]
    assert (row.sentence, row.clause, row.duty, row.metric) == (WORDS, 2, Role.MANAGER, "S2")
    assert row.target == 1
    assert row.reading_en == "A year"


def test_only_words_of_the_text_are_entered_once_and_by_a_metric_of_the_house() -> None:
    actions.keep_sentences()
    number = draft()
    added(number)

    for wrong, refusal in (
        ({}, sentence_actions.EnteredAlready),
        ({"sentence": "قولی که در متن نیست."}, sentence_actions.NotInTheText),
        ({"sentence": OTHER_WORDS, "metric": "I7"}, sentence_actions.NotMeasurable),
        ({"sentence": OTHER_WORDS, "metric": "S15"}, sentence_actions.NotMeasurable),
    ):
        with pytest.raises(refusal):
            added(number, **wrong)
    with pytest.raises(NotPermitted):
        sentence_actions.add_sentence(number=number, new=new_sentence(), by=people.manager(), now=NOW)


def test_a_new_sentence_binds_nobody_before_its_version_is_in_force(country: None) -> None:
    number = draft()
    actions.keep_sentences()
    code = added(number)
    sentence_actions.carry_over(number=number, by=people.secretariat(), now=NOW)

    actions.check_all(now=NOW)
    before = {one.code for one in queries.board(1)}
    held_before = queries.targets(1)
    agreements.consult_on(number=number, by=people.secretariat(), now=NOW)
    agreements.confirm_agreement(number=number, by=people.approver(), now=NOW)
    with hands.thawed():
        hands.tell(
            "UPDATE agreements_agreementversion SET state = 'in_force', notice_id = 1"
            f" WHERE number = {number}"
        )
    actions.check_all(now=NOW + timedelta(days=1))

    line = next(one for one in queries.board(number) if one.code == code)
    assert (code in before, held_before) == (False, {})
    assert (line.verdict, line.figure, line.target) == (Verdict.BROKEN, "1/2", "100%")
    assert line.sentence
    assert line.sentence.fa == WORDS
    (opened,) = Breach.objects.filter(commitment__code=code)
    assert (opened.commitment.version.number, opened.remedies) == (number, ["apology"])


def test_the_page_enters_a_sentence_and_says_that_it_waits() -> None:
    actions.keep_sentences()
    number, office = draft(), signed_in(people.secretariat())
    address = f"/office/agreement/{number}/sentences/new/"
    choices = texts(office.get(address).content, "input[name=sentence] + span")

    sent = {"sentence": "0", "metric": "S11", "side": "provider", "duty": "manager", "period": "day"}
    empty = office.post(address, {**sent, "sentence": ""})
    office.post(address, {**sent, "target": "90", "remedies": ["apology"]})
    offered = signed_in(people.secretariat()).post("/office/agreement/1/sentences/new/", sent)

    assert WORDS in choices
    assert texts(empty.content, ".form-errors li")
    assert [(one.code, one.target) for one in queries.sentences(number)] == [("S20", Decimal("0.9"))]
    assert len(texts(office.get(address).content, "input[name=sentence] + span")) == len(choices) - 1
    assert offered.status_code in {200, 302}
    assert Commitment.objects.filter(version__number=1).count() == 19
