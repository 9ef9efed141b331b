"""Questions: how single answers to a questionnaire fold into the value of one indicator."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sanjeh.core.methodology.numbers import Number
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.words import Words

QuestionCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]


class Question(Frozen):
    """One thing that is asked; the answer is how many of `out_of` things are there (0 or 1 for yes-no)."""

    code: QuestionCode
    title: Words
    out_of: Annotated[int, Field(ge=1)] = 1


class Row(Frozen):
    """The value that is earned when all of `yes` are answered in full."""

    yes: tuple[QuestionCode, ...]
    value: Number


class Questions(Frozen):
    """The questions of an indicator; of several addresses, `over_addresses` takes each question's answer.

    Without `rows`, the value is the mean share over what was asked. With them, it is that of the first
    row whose relevant questions are all answered in full. Of the questions of one group in `any_of` one is
    enough; they count as one, under the code of the first. `unless` names a question without which the rest
    is not asked: where it is answered no, the indicator does not apply.
    """

    asked: Annotated[tuple[Question, ...], Field(min_length=1)]
    over_addresses: Literal["best", "mean"] = "best"
    rows: tuple[Row, ...] = ()
    any_of: tuple[Annotated[tuple[QuestionCode, ...], Field(min_length=2)], ...] = ()
    unless: QuestionCode | None = None

    @property
    def alternatives(self) -> frozenset[str]:
        """The questions that count under the first of their group."""
        return frozenset(code for group in self.any_of for code in group[1:])

    @model_validator(mode="after")
    def _names_its_own(self) -> Self:
        codes = [question.code for question in self.asked]
        if len(set(codes)) < len(codes):
            raise ValueError("each question is asked once")
        named = {code for row in self.rows for code in row.yes} | ({self.unless} if self.unless else set())
        if not named <= set(codes):
            raise ValueError("rows and unless name questions that are asked")
        grouped = [code for group in self.any_of for code in group]
        if not set(grouped) <= set(codes) or len(set(grouped)) < len(grouped):
            raise ValueError("a group of any_of names questions that are asked, each in one group")
        if named & self.alternatives:
            raise ValueError("rows and unless name the first question of a group")
        if self.rows and self.rows[-1].yes:
            raise ValueError("the last row must be for all that is left: yes = []")
        return self
