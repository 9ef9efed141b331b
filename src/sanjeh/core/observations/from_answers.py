"""From the answers of a questionnaire to observations: a step before scoring, as measures are for probes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.questions import Question, Questions
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """So many of the question's `out_of` things are `there`; None when the question is not relevant here."""

    unit: str
    indicator: str
    question: str
    there: int | None
    service: str = ""
    address: str = ""


class NotAnAnswer(Exception):
    """An answer to a question that is not asked, or a number that the question cannot have."""


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
        questions = _questions(methodology, answer.indicator)
        apart = questions.over_addresses == "mean" or answer.service in local
        place = answer.address if apart else ""
        groups[answer.unit, answer.indicator, answer.service, place].append(answer)
    return tuple(
        Observation(
            unit=unit,
            indicator=indicator,
            answer=folded(_questions(methodology, indicator), group),
            source=Source.ASSESSOR,
            service=service,
            address=address,
        )
        for (unit, indicator, service, address), group in sorted(groups.items())
    )


def _each_once(answers: Iterable[Answer]) -> Iterator[Answer]:
    asked_before: set[Answer] = set()
    for answer in answers:
        asked = replace(answer, there=None)
        if asked in asked_before:
            place = f"{answer.unit} / {answer.service} / {answer.address}"
            raise NotAnAnswer(f"{answer.indicator} {answer.question} is answered twice: {place}")
        asked_before.add(asked)
        yield answer


def folded(questions: Questions, answers: Sequence[Answer]) -> Value | NoValue:
    """Return what the answers of one place amount to, or why they amount to nothing."""
    known = {question.code: question for question in questions.asked}
    shares = _best_shares(known, answers)
    if questions.unless and questions.unless in shares and not shares[questions.unless]:
        return NoValue(State.NOT_APPLICABLE, f"{questions.unless}: no")
    if unanswered := next((code for code in known if code not in shares), None):
        return NoValue(State.MISSING, f"{unanswered}: not_answered")
    if questions.rows:
        return Value(
            next(row.value for row in questions.rows if all(shares[code] == 1.0 for code in row.yes))
        )
    relevant = [share for code, share in shares.items() if share is not None and code != questions.unless]
    if not relevant:
        return NoValue(State.NOT_APPLICABLE, "no_question_relevant")
    return Value(sum(relevant) / len(relevant))


def _best_shares(known: Mapping[str, Question], answers: Sequence[Answer]) -> Shares:
    shares: dict[str, float | None] = {}
    for answer in answers:
        share = _share(known, answer)
        best = shares.get(answer.question)
        shares[answer.question] = share if best is None else max(best, share or 0.0)
    return {code: shares[code] for code in known if code in shares}


def _share(known: Mapping[str, Question], answer: Answer) -> float | None:
    question = known.get(answer.question)
    if question is None:
        raise NotAnAnswer(f"{answer.indicator} does not ask '{answer.question}'")
    if answer.there is None:
        return None
    if not 0 <= answer.there <= question.out_of:
        raise NotAnAnswer(f"{answer.indicator} {answer.question}: {answer.there} of {question.out_of}")
    return answer.there / question.out_of


def _questions(methodology: Methodology, code: str) -> Questions:
    try:
        questions = methodology.indicator(code).questions
    except KeyError:
        raise NotAnAnswer(f"there is no indicator '{code}'") from None
    if questions is None:
        raise NotAnAnswer(f"{code} has no questions")
    return questions
