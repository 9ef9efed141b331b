"""What is wrong with a file of observations, said so that its author can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Words

MORE = Words(fa="(و {} دیگر)", en="(and {} more)")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to mend; `more` rows have it besides the one at `place`. `line` is 0 for a whole file."""

    file: str
    place: Words
    says: Words
    mend: Words
    more: int = 0
    line: int = 0

    def sentence(self, language: str) -> str:
        said = f"{self.says.in_language(language)} {self.mend.in_language(language)}"
        place = self.place.in_language(language)
        more = MORE.in_language(language).format(in_digits(self.more, language))
        return f"{self.file}: {place}: {said}{f' {more}' if self.more else ''}"


class ObservationsBroken(Exception):
    """The file cannot be scored; `problems` says everything that is wrong with it at once."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__("\n".join(problem.sentence("en") for problem in problems))
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))


def at(line: int, column: str) -> Words:
    return Words(fa=f"سطر {in_digits(line, 'fa')}، ستون {column}", en=f"line {line}, column {column}")


def column_missing(file: str, column: str, found: Sequence[str]) -> RowProblem:
    return RowProblem(
        file,
        Words(fa="سطر ۱", en="line 1"),
        Words(
            fa=f"ستون «{column}» نیست؛ این ستون‌ها هست: {'، '.join(found)}.",
            en=f"There is no column '{column}'; there are: {', '.join(found)}.",
        ),
        Words(
            fa="نام ستون‌ها را در سطر نخست، با کاما از هم جدا، بنویسید.",
            en="Write the names of the columns on the first line, separated by commas.",
        ),
    )


def column_twice(file: str, column: str) -> RowProblem:
    return RowProblem(
        file,
        Words(fa="سطر ۱", en="line 1"),
        Words(fa=f"ستون «{column}» دو بار آمده است.", en=f"The column '{column}' is there twice."),
        Words(fa="یکی را حذف کنید.", en="Remove one."),
    )


def unreadable(file: str, why: str) -> RowProblem:
    return RowProblem(
        file,
        Words(fa="پرونده", en="file"),
        Words(fa=f"خوانده نشد: {why}.", en=f"It cannot be read: {why}."),
        Words(
            fa="یک پرونده CSV (متن UTF-8 با کاما) یا Parquet بدهید.",
            en="Give a CSV file (UTF-8 text with commas) or a Parquet file.",
        ),
    )


def ragged(file: str, line: int, cells: int, expected: int) -> RowProblem:
    return RowProblem(
        file,
        Words(fa=f"سطر {in_digits(line, 'fa')}", en=f"line {line}"),
        Words(
            fa=f"{in_digits(cells, 'fa')} خانه دارد و باید {in_digits(expected, 'fa')} داشته باشد.",
            en=f"It has {cells} cells instead of {expected}.",
        ),
        Words(
            fa="متنی را که کاما دارد در گیومه لاتین بگذارید.",
            en="Put text that holds a comma into double quotes.",
        ),
        line=line,
    )


def no_rows(file: str) -> RowProblem:
    return RowProblem(
        file,
        Words(fa="پرونده", en="file"),
        Words(fa="هیچ مشاهده‌ای در آن نیست.", en="There is no observation in it."),
        Words(fa="برای هر مشاهده یک سطر بنویسید.", en="Write one row for each observation."),
    )


EMPTY_CELL = Words(fa="این خانه خالی است.", en="This cell is empty.")
WRITE_CODE = Words(fa="کد را بنویسید.", en="Write the code.")
NO_REASON = Words(fa="نه عددی هست و نه وضعیتی.", en="There is neither a number nor a state.")
NO_NUMBER = Words(fa="وضعیت value است ولی عددی نیست.", en="The state is 'value', but there is no number.")
ASKED_OF_BODY = Words(
    fa="این شاخص از خود دستگاه پرسیده می‌شود، نه از یک خدمت.", en="This indicator is asked of the body itself."
)
ASKED_OF_SERVICE = Words(
    fa="این شاخص از تک‌تک خدمت‌ها پرسیده می‌شود.", en="This indicator is asked of each service."
)
LEAVE_EMPTY = Words(fa="ستون service را خالی بگذارید.", en="Leave the column 'service' empty.")
WRITE_SERVICE = Words(
    fa="کد خدمت را در ستون service بنویسید.", en="Write the service's code into the column 'service'."
)


def give_number_or_state(states: Sequence[str]) -> Words:
    known = ", ".join(states)
    return Words(
        fa=f"عدد را بنویسید، یا در ستون state بگویید چرا عددی نیست: {known}.",
        en=f"Write the number, or say in the column 'state' why there is none: {known}.",
    )


def unknown_word(word: str) -> Words:
    return Words(fa=f"«{word}» شناخته نیست.", en=f"'{word}' is not known.")


def one_of(known: Sequence[str]) -> Words:
    listed = ", ".join(known)
    return Words(fa=f"یکی از این‌ها را بنویسید: {listed}.", en=f"Write one of these: {listed}.")


def not_of_method(word: str, methodology: str) -> Words:
    return Words(fa=f"روش {methodology} شاخص «{word}» ندارد.", en=f"{methodology} has no indicator '{word}'.")


def meant(near: Sequence[str]) -> Words:
    if not near:
        return Words(fa="کد را با روش بسنجید.", en="Compare the code with the method.")
    return Words(fa=f"شاید {near[0]} منظور است.", en=f"Perhaps {near[0]} is meant.")


def not_a_number(word: str) -> Words:
    return Words(fa=f"«{word}» عددی متناهی نیست.", en=f"'{word}' is not a finite number.")


def number_beside(state: str) -> Words:
    return Words(fa=f"کنار وضعیت {state} عددی آمده است.", en=f"There is a number beside the state '{state}'.")


DROP_ONE = Words(
    fa="عدد را پاک کنید یا وضعیت را value بنویسید.", en="Remove the number, or write the state 'value'."
)


def off_scale(word: str, indicator: str) -> Words:
    return Words(
        fa=f"مقیاس {indicator} مقدار {word} ندارد.", en=f"The scale of {indicator} has no value {word}."
    )


def told_twice(first: int) -> Words:
    return Words(
        fa=f"همین پرسش از همین منبع در سطر {in_digits(first, 'fa')} هم پاسخ دارد.",
        en=f"The same source answers the same question on line {first} too.",
    )


KEEP_TRUE_ONE = Words(fa="تنها پاسخ درست را نگه دارید.", en="Keep the one that is true.")
