"""Every part of a question gets an answer of its own, and who answered has had a part in what follows."""

from dataclasses import replace

import pytest

from sanjeh.apps.desk import impartiality
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages.models import Message
from sanjeh.apps.questions import actions, queries
from sanjeh.apps.questions.models import Question
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.questions import QuestionMove
from sanjeh.core.workflow.roles import Role
from sanjeh.locale.catalogues import said
from tests import people
from tests.apps.channels.ways import down
from tests.apps.questions.asked import ANSWERS, BODY, DAY, HOUR, NOW, TWO, answered, asked, asker, expert
from tests.hands import refusal

pytestmark = pytest.mark.django_db


def page(number: int, reader: object = None, now: object = NOW + 2 * HOUR) -> queries.QuestionPage:
    return queries.question(number, reader or expert(), now)  # type: ignore[arg-type]


def test_a_question_is_its_parts_and_its_clock_says_when_it_is_due() -> None:
    number = asked()

    found = page(number)
    assert [(part.number, part.text) for part in found.parts] == [
        (1, "کارمزد کجا دیده می‌شود؟"), (2, "از کی؟"),
    ]  # fmt: skip
    assert (found.waiting, found.moves) == ((1, 2), (QuestionMove.ANSWER, QuestionMove.ASK_BACK))
    assert (found.clock.standing.used, found.clock.standing.left) == (2 * 3600, 3 * DAY - 2 * 3600)
    assert "۳ روز کاری" in said(found.clock.sentence, "fa")


def test_nothing_is_called_an_answer_while_a_part_has_none() -> None:
    number = asked()

    for answers, lacking in (({}, (1, 2)), ({1: "در صفحه."}, (2,)), ({1: "در صفحه.", 2: "  "}, (2,))):
        with pytest.raises(actions.PartsUnanswered) as refused:
            actions.answer(number=number, answers=answers, by=expert(), now=NOW)
        assert refused.value.numbers == lacking
    assert page(number).waiting == (1, 2)
    actions.answer(number=number, answers=ANSWERS, by=expert(), now=NOW)
    assert (page(number).waiting, page(number).row.state) == ((), "answered")


def test_the_asker_says_of_one_part_that_it_was_no_answer_and_that_one_alone_waits_again() -> None:
    number = answered()

    actions.not_answered(number=number, part=2, words="از کدام دوره؟", by=asker(), now=NOW + 2 * HOUR)
    with pytest.raises(actions.PartsUnanswered) as refused:
        actions.answer(number=number, answers={1: "باز همان"}, by=expert(), now=NOW + 3 * HOUR)
    actions.answer(number=number, answers={2: "از دوره‌ی ۱۴۰۵."}, by=expert(), now=NOW + 3 * HOUR)

    assert refused.value.numbers == (2,)
    (first, second) = page(number, now=NOW + 4 * HOUR).parts
    assert [len(one.words) for one in (first, second)] == [1, 3]
    shares = page(number, now=NOW + 4 * HOUR).clock.shares
    # An hour until the answer and one after the reopening are ours, the hour between them was the asker's.
    assert (shares.provider, shares.applicant) == (2 * 3600, 3600)


def test_asking_back_stops_our_clock_and_the_reply_starts_it() -> None:
    number = asked()
    actions.ask_back(number=number, words="کدام خدمت؟", by=expert(), now=NOW + HOUR)
    waiting = page(number, now=NOW + 3 * HOUR)
    actions.reply(number=number, words="خدمت ۱۲", by=asker(), now=NOW + 3 * HOUR)

    after = page(number, now=NOW + 4 * HOUR)
    assert (waiting.clock.standing.is_waiting, waiting.clock.standing.used) == (True, 3600)
    assert (after.clock.standing.used, after.clock.shares.applicant) == (2 * 3600, 2 * 3600)
    assert "۲ ساعت کاری درنگ در انتظار پاسخ شما" in said(after.clock.sentence, "fa")
    assert [note.text for note in after.notes] == ["کدام خدمت؟", "خدمت ۱۲"]


def test_a_question_that_waits_for_its_asker_can_be_answered_all_the_same() -> None:
    number = asked()
    actions.ask_back(number=number, words="کدام خدمت؟", by=expert(), now=NOW)

    actions.answer(number=number, answers=ANSWERS, by=expert(), now=NOW + HOUR)

    assert page(number).clock.standing.used == 0


def test_while_no_channel_works_the_time_of_the_house_runs_on() -> None:
    number = asked()
    actions.ask_back(number=number, words="کدام خدمت؟", by=expert(), now=NOW)
    down(NOW, NOW + HOUR)

    assert page(number, now=NOW + HOUR).clock.standing.used == 3600


def test_only_the_side_of_the_asker_closes_replies_and_objects() -> None:
    number = answered()
    stranger = asker("stranger", "B2")

    with pytest.raises(actions.NotOfThatBody):
        actions.close(number=number, by=stranger, now=NOW + HOUR)
    with pytest.raises(actions.NotOfThatBody):
        actions.not_answered(number=number, part=1, words="x", by=stranger, now=NOW + HOUR)
    with pytest.raises(actions.NotOfThatBody):
        actions.reply(number=number, words="x", by=stranger, now=NOW + HOUR)
    with pytest.raises(NotPermitted):
        actions.close(number=number, by=expert(), now=NOW + HOUR)
    actions.close(number=number, by=asker(), now=NOW + HOUR)
    with pytest.raises(MoveNotAllowed):
        actions.not_answered(number=number, part=1, words="x", by=asker(), now=NOW + HOUR)


def test_questions_of_another_body_are_not_there() -> None:
    number = asked()

    with pytest.raises(queries.NoSuchQuestion):
        page(number, asker("stranger", "B2"))
    assert queries.questions(asker("stranger", "B2"), NOW) == ()
    assert [row.number for row in queries.questions(asker(), NOW)] == [number]


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"body": "B2"}, actions.NotOfThatBody),
        ({"title": " "}, actions.NothingAsked),
        ({"parts": (" ",)}, actions.NothingAsked),
        ({"parts": ("x",) * 6}, actions.NothingAsked),
    ],
)
def test_a_question_has_a_body_of_its_asker_a_title_and_one_to_five_parts(
    change: dict[str, object], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        actions.ask(asked=replace(TWO, **change), by=asker(), now=NOW)  # type: ignore[arg-type]


def test_nobody_answers_a_question_of_a_body_to_which_they_belonged() -> None:
    number = asked()
    people.join_body(expert(), BODY, None, NOW)

    with pytest.raises(actions.OwnBody):
        actions.answer(number=number, answers=ANSWERS, by=expert(), now=NOW)
    with pytest.raises(actions.OwnBody):
        actions.ask_back(number=number, words="x", by=expert(), now=NOW)


def test_who_answered_has_had_a_part_in_the_body_and_the_mark() -> None:
    """AC4: E2 answered B's question on the indicator, and is drawn for none of its complaints."""
    answered()

    assert expert().reference in journal.acted_on([f"mark:{BODY}/I12"])
    assert expert().reference in journal.acted_on([f"body:{BODY}"])


def test_both_sides_are_told_and_no_message_holds_the_words() -> None:
    lead = people.secretariat()
    number = asked()
    actions.ask_back(number=number, words="کدام خدمت؟", by=expert(), now=NOW)
    actions.reply(number=number, words="خدمت ۱۲", by=asker(), now=NOW)
    actions.answer(number=number, answers=ANSWERS, by=expert(), now=NOW)
    actions.not_answered(number=number, part=1, words="نه", by=asker(), now=NOW)

    told = [(row.template, row.person) for row in Message.objects.order_by("pk")]
    assert told == [
        ("question_asked", lead), ("question_asked_back", asker()), ("question_goes_on", lead),
        ("question_answered", asker()), ("question_goes_on", expert()),
    ]  # fmt: skip
    assert not any("کدام" in row.text or "کارمزد" in row.text for row in Message.objects.all())


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.SECRETARIAT, True), (Role.SENIOR_ASSESSOR, True), (Role.MANAGER, False), (Role.HANDLER, False)],
)
def test_experts_alone_answer(role: Role, *, may: bool) -> None:
    number, by = asked(), people.holder(role)

    if may:
        actions.answer(number=number, answers=ANSWERS, by=by, now=NOW)
    else:
        with pytest.raises(NotPermitted):
            actions.answer(number=number, answers=ANSWERS, by=by, now=NOW)


def test_the_database_keeps_every_word_and_leads_no_question_where_no_move_leads() -> None:
    number = answered()

    for attempt in (
        "UPDATE questions_partword SET text = 'x'",
        "DELETE FROM questions_questionevent",
        "UPDATE questions_part SET text = 'x'",
        "DELETE FROM questions_note",
    ):
        assert "permission denied" in refusal(attempt)
    assert "keeps its words" in refusal("UPDATE questions_question SET title = 'x'")
    assert "keeps its words" in refusal("UPDATE questions_question SET state = 'waiting'")
    assert Question.objects.get(number=number).state == "answered"


def test_who_answered_a_question_is_not_drawn_for_a_complaint_of_that_body() -> None:
    """AC4, by the draw's own list: the one who answered is left out, the other is in."""
    answerer = people.registered("answerer", Role.ASSESSOR, Role.HANDLER)
    free = people.registered("free", Role.HANDLER)
    actions.answer(number=asked(), answers=ANSWERS, by=answerer, now=NOW)
    refs = (f"body:{BODY}", f"mark:{BODY}/I12")

    found = impartiality.candidates_of(1, refs, NOW)

    assert (found.eligible, found.acted) == ((free.reference,), (answerer.reference,))
