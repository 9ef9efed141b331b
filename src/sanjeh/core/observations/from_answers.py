"""From the answers of a questionnaire to observations: a step before scoring, as measures are for probes."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Unit
from sanjeh.core.methodology.questions import Question, Questions, Row
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.text.words import Translatable

TWICE = Translatable("{indicator} {question} دو بار پاسخ گرفته است: {place}")
NOT_ASKED = Translatable("{indicator} پرسش «{question}» را ندارد")
TOO_MANY = Translatable("{indicator} {question}: {there} از {out_of}")
AVERAGE = Translatable("{indicator} {question}: {there} میانگین است؛ پاسخ هر نشانی را جدا بنویسید")
BOTH = Translatable("{unit} {indicator} هم پاسخ دارد و هم وضعیت {state}")
STATE_ALONE = Translatable("{unit} {indicator}: وضعیت {state} تنها می‌آید، بی هیچ پاسخی")
TWO_STATES = Translatable("{unit} {indicator} دو وضعیت دارد")
NO_INDICATOR = Translatable("شاخص «{indicator}» نیست")
OF_BODY = Translatable("{indicator} از خود دستگاه پرسیده می‌شود، نه از خدمت {service}")
OF_SERVICES = Translatable("{indicator} از تک‌تک خدمت‌ها پرسیده می‌شود؛ کد خدمت نیست")
NO_QUESTIONS = Translatable("{indicator} پرسشی ندارد")


@dataclass(frozen=True, slots=True)
class Answer:
    """So many of the question's `out_of` things are `there`; None when the question is not relevant here.

    A part of one is an average, as of several towns. With a `state` the answer is about the whole indicator,
    such as a service that needs no application: no `question` then.
    """

    unit: str
    indicator: str
    question: str
    there: float | None
    service: str = ""
    address: str = ""
    state: State | None = None
    line: int = field(default=0, compare=False)  # of the file, where it came from one


class NotAnAnswer(Exception):
    """An answer to a question that is not asked, or a number that the question cannot have.

    `line` is where it stands in the file, 0 where there is none; `says` tells it to a reader.
    """

    def __init__(self, says: Translatable, line: int = 0) -> None:
        super().__init__(str(says))
        self.says = says
        self.line = line


# The reason of a state that the file of answers gives.
TOLD = "told_by_file"

Shares = Mapping[str, float | None]


def answered(
    methodology: Methodology, answers: Iterable[Answer], local: Collection[str] = ()
) -> tuple[Observation, ...]:
    """Return one observation for each indicator of each unit and service that was asked.

    Of the services in `local`, as of indicators that say `mean`, each address keeps an observation
    of its own, so that the engine averages them; elsewhere the best answer to each question stands.
    """
    groups: dict[tuple[str, str, str, str], list[Answer]] = defaultdict(list)
    for answer in _each_once(answers):
        questions = _questions(methodology, answer.indicator, answer.line)
        apart = questions.over_addresses == "mean" or answer.service in local
        place = answer.address if apart else ""
        groups[answer.unit, answer.indicator, answer.service, place].append(answer)
    return tuple(
        Observation(
            unit=unit,
            indicator=indicator,
            answer=_stated(group) or folded(_questions(methodology, indicator), group),
            source=Source.ASSESSOR,
            service=service,
            address=address,
        )
        for (unit, indicator, service, address), group in sorted(groups.items())
    )


def check_places(methodology: Methodology, answers: Iterable[Answer]) -> None:
    """Raise NotAnAnswer for a service that answers for the body, or a body that answers for a service."""
    asks_services = {leaf.code: leaf.unit is Unit.SERVICE for leaf in methodology.indicators}
    for answer in answers:
        if asks_services.get(answer.indicator, bool(answer.service)) is not bool(answer.service):
            says = OF_BODY if answer.service else OF_SERVICES
            raise NotAnAnswer(says.filled(indicator=answer.indicator, service=answer.service), answer.line)


def _each_once(answers: Iterable[Answer]) -> Iterator[Answer]:
    asked_before: set[Answer] = set()
    for answer in answers:
        asked = replace(answer, there=None, state=None)
        if asked in asked_before:
            place = f"{answer.unit} / {answer.service} / {answer.address}"
            facts = {"indicator": answer.indicator, "question": answer.question, "place": place}
            raise NotAnAnswer(TWICE.filled(**facts), answer.line)
        asked_before.add(asked)
        yield answer


def _stated(group: Sequence[Answer]) -> NoValue | None:
    """Return the state of the whole indicator that is told; None where single questions are answered."""
    stated = [answer for answer in group if answer.state is not None]
    if not stated:
        return None
    first = stated[0]
    facts = {"unit": first.unit, "indicator": first.indicator, "state": str(first.state)}
    if len(stated) < len(group):
        raise NotAnAnswer(BOTH.filled(**facts), first.line)
    if first.question or first.there is not None or first.state in {State.VALUE, State.DISPUTED}:
        raise NotAnAnswer(STATE_ALONE.filled(**facts), first.line)
    if len({answer.state for answer in stated}) > 1:
        raise NotAnAnswer(TWO_STATES.filled(**facts), first.line)
    return NoValue(first.state or State.MISSING, TOLD)


def folded(questions: Questions, answers: Sequence[Answer]) -> Value | NoValue:
    """Return what the answers of one place amount to, or why they amount to nothing."""
    known = {question.code: question for question in questions.asked}
    shares = _joined(questions, _best_shares(questions, answers))
    if questions.unless and not shares.get(questions.unless, 1.0):
        why = "no" if shares[questions.unless] is not None else "not_relevant"
        return NoValue(State.NOT_APPLICABLE, f"{questions.unless}: {why}")
    known = {code: known[code] for code in known if code not in questions.alternatives}
    if unanswered := next((code for code in known if code not in shares), None):
        return NoValue(State.MISSING, f"{unanswered}: not_answered")
    relevant = [share for code, share in shares.items() if share is not None and code != questions.unless]
    if not relevant:
        return NoValue(State.NOT_APPLICABLE, "no_question_relevant")
    if questions.rows:
        return Value(next(row.value for row in questions.rows if _earns(row, shares)))
    return Value(math.fsum(relevant) / len(relevant))


def _earns(row: Row, shares: Shares) -> bool:
    """Say whether all of a row that is relevant is answered in full, and something of it is.

    What is not relevant is neither yes nor no; an average is no single answer, and opens no row.
    """
    relevant = [shares[code] for code in row.yes if shares[code] is not None]
    return not row.yes or (bool(relevant) and all(share == 1.0 for share in relevant))


def _joined(questions: Questions, shares: Shares) -> Shares:
    """Return the shares with each group of alternatives under its first question: one of them is enough."""
    joined = dict(shares)
    for first, *others in questions.any_of:
        told = [joined.pop(code) for code in (first, *others) if code in joined]
        seen = [share for share in told if share is not None]
        is_open = len(told) <= len(others) and 1.0 not in seen
        if told and not is_open:
            joined[first] = max(seen, default=None)
    return {question.code: joined[question.code] for question in questions.asked if question.code in joined}


def _best_shares(questions: Questions, answers: Sequence[Answer]) -> Shares:
    known = {question.code: question for question in questions.asked}
    shares: dict[str, float | None] = {}
    for answer in answers:
        share = _share(known, questions.rows, answer)
        best = shares.get(answer.question)
        shares[answer.question] = share if best is None else max(best, share or 0.0)
    return {code: shares[code] for code in known if code in shares}


def _share(known: Mapping[str, Question], rows: Sequence[Row], answer: Answer) -> float | None:
    question = known.get(answer.question)
    if question is None:
        facts = {"indicator": answer.indicator, "question": answer.question}
        raise NotAnAnswer(NOT_ASKED.filled(**facts), answer.line)
    if answer.there is None:
        return None
    if question.code in {code for row in rows for code in row.yes} and answer.there % 1:
        facts = {"indicator": answer.indicator, "question": answer.question, "there": f"{answer.there:g}"}
        raise NotAnAnswer(AVERAGE.filled(**facts), answer.line)
    if not 0 <= answer.there <= question.out_of:
        counts = {"there": f"{answer.there:g}", "out_of": question.out_of}
        facts = {"indicator": answer.indicator, "question": answer.question}
        raise NotAnAnswer(TOO_MANY.filled(**facts, **counts), answer.line)
    return answer.there / question.out_of


def _questions(methodology: Methodology, code: str, line: int = 0) -> Questions:
    try:
        questions = methodology.indicator(code).questions
    except KeyError:
        raise NotAnAnswer(NO_INDICATOR.filled(indicator=code), line) from None
    if questions is None:
        raise NotAnAnswer(NO_QUESTIONS.filled(indicator=code), line)
    return questions
