"""What is wrong with a file of observations, said so that its author can mend it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanjeh.core.text.words import Say, Translatable

MORE = Translatable("(و {more} دیگر)")

ODD_GAP = re.compile(r"[^\S ]|(?<= ) |^ | $")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing to mend; `more` rows have it besides the one at `place`. `line` is 0 for a whole file."""

    file: str
    place: Translatable
    says: Translatable
    mend: Translatable
    more: int = 0
    line: int = 0

    def sentence(self, say: Say) -> str:
        more = f" {say(MORE.filled(more=self.more))}" if self.more else ""
        return f"{self.file}: {say(self.place)}: {say(self.says)} {say(self.mend)}{more}"


class ObservationsBroken(Exception):
    """The file cannot be scored; `problems` says everything that is wrong with it at once."""

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__("\n".join(problem.sentence(str) for problem in problems))
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))


NAMES_FIRST = Translatable("نام ستون‌ها را در سطر نخست، با کاما از هم جدا، بنویسید.")


def at(line: int, column: str) -> Translatable:
    return Translatable("سطر {line}، ستون {column}").filled(line=line, column=column)


def column_missing(file: str, column: str, found: Sequence[str]) -> RowProblem:
    return RowProblem(
        file,
        Translatable("سطر ۱"),
        Translatable("ستون «{column}» نیست؛ این ستون‌ها هست: {found}.").filled(
            column=column, found=tuple(found)
        ),
        NAMES_FIRST,
    )


def other_letters(file: str, column: str, written: str) -> RowProblem:
    """Say that a column is there under a name of other letters, such as capitals."""
    return RowProblem(
        file,
        Translatable("سطر ۱"),
        Translatable("ستون «{column}» نیست؛ به‌جای آن «{written}» هست.").filled(
            column=column, written=written
        ),
        Translatable("نام ستون را با حروف کوچک بنویسید: {column}.").filled(column=column),
    )


def separated_by(file: str, sign: str) -> RowProblem:
    """Say that the columns stand apart by another sign than the comma, a tab by its name."""
    return RowProblem(
        file,
        Translatable("سطر ۱"),
        Translatable("ستون‌ها با «{sign}» از هم جدا شده‌اند، نه با کاما.").filled(sign=sign),
        Translatable("پرونده را به‌صورت CSV با کاما ذخیره کنید؛ اعشار را با نقطه بنویسید."),
    )


def no_header(file: str) -> RowProblem:
    return RowProblem(
        file,
        Translatable("سطر ۱"),
        Translatable("این سطر خالی است."),
        NAMES_FIRST,
    )


def columns_missing(file: str, names: Iterable[str], there: Iterable[str]) -> RowProblem:
    return RowProblem(
        file,
        Translatable("سطر ۱"),
        Translatable("هیچ‌یک از ستون‌های {names} نیست؛ این ستون‌ها هست: {there}.").filled(
            names=tuple(names), there=tuple(there)
        ),
        NAMES_FIRST,
    )


def workbook(file: str) -> RowProblem:
    return RowProblem(
        file,
        Translatable("پرونده", key="place of a problem"),
        Translatable("این یک کارپوشه است، نه یک جدول متنی."),
        Translatable("برگه‌ی آن را به‌صورت CSV (متن UTF-8 با کاما) ذخیره کنید و آن را بدهید."),
    )


def column_twice(file: str, column: str) -> RowProblem:
    return RowProblem(
        file,
        Translatable("سطر ۱"),
        Translatable("ستون «{column}» دو بار آمده است.").filled(column=column),
        Translatable("یکی را حذف کنید."),
    )


def unreadable(file: str, why: Translatable) -> RowProblem:
    return unfit(file, Translatable("خوانده نشد: {why}.").filled(why=why))


def unfit(file: str, says: Translatable) -> RowProblem:
    """Say in a whole sentence why the file is none of which rows could be read."""
    return RowProblem(
        file,
        Translatable("پرونده", key="place of a problem"),
        says,
        Translatable("یک پرونده CSV (متن UTF-8 با کاما) یا Parquet بدهید."),
    )


def ragged(file: str, line: int, cells: int, expected: int) -> RowProblem:
    return RowProblem(
        file,
        Translatable("سطر {line}").filled(line=line),
        Translatable("{cells} خانه دارد و باید {expected} داشته باشد.").filled(
            cells=cells, expected=expected
        ),
        Translatable("متنی را که کاما دارد در گیومه لاتین بگذارید."),
        line=line,
    )


def no_rows(file: str) -> RowProblem:
    return RowProblem(
        file,
        Translatable("پرونده", key="place of a problem"),
        Translatable("هیچ مشاهده‌ای در آن نیست."),
        Translatable("برای هر مشاهده یک سطر بنویسید."),
    )


def spelt_otherwise(word: str, known: str, line: int) -> Translatable:
    return Translatable("«{word}» همان «{known}» سطر {line} است که جور دیگری نوشته شده.").filled(
        word=_with_odd_gaps(word), known=_with_odd_gaps(known), line=line
    )


def _with_odd_gaps(word: str) -> str:
    r"""Return the word with every gap but a single space written out (`\u00a0`), for all look alike."""
    return ODD_GAP.sub(lambda gap: f"\\u{ord(gap[0]):04x}", word)


def hidden_character(word: str, character: str) -> Translatable:
    return Translatable("در «{word}» نویسه‌ی نادیدنی {character} هست.").filled(
        word="".join(c for c in word if c.isprintable()), character=character
    )


ONE_SPELLING = Translatable("در همه‌ی سطرها یک املا بنویسید.")
WRITE_SEEN = Translatable("کد را بی آن بنویسید.")
EMPTY_CELL = Translatable("این خانه خالی است.")
WRITE_CODE = Translatable("کد را بنویسید.")
NO_REASON = Translatable("نه عددی هست و نه وضعیتی.")
NO_NUMBER = Translatable("وضعیت value است ولی عددی نیست.")
ASKED_OF_BODY = Translatable("این شاخص از خود دستگاه پرسیده می‌شود، نه از یک خدمت.")
ASKED_OF_SERVICE = Translatable("این شاخص از تک‌تک خدمت‌ها پرسیده می‌شود.")
LEAVE_EMPTY = Translatable("ستون service را خالی بگذارید.")
WRITE_SERVICE = Translatable("کد خدمت را در ستون service بنویسید.")


def give_number_or_state(states: Sequence[str]) -> Translatable:
    return Translatable("عدد را بنویسید، یا در ستون state بگویید چرا عددی نیست: {known}.").filled(
        known=tuple(states)
    )


def unknown_word(word: str) -> Translatable:
    return Translatable("«{word}» شناخته نیست.").filled(word=word)


def one_of(known: Sequence[str]) -> Translatable:
    return Translatable("یکی از این‌ها را بنویسید: {listed}.").filled(listed=tuple(known))


def not_of_method(word: str, methodology: str) -> Translatable:
    return Translatable("روش {methodology} شاخص «{word}» ندارد.").filled(methodology=methodology, word=word)


def meant(near: Sequence[str]) -> Translatable:
    if not near:
        return Translatable("کد را با روش بسنجید.")
    return Translatable("شاید {near} منظور است.").filled(near=near[0])


def not_a_number(word: str) -> Translatable:
    return Translatable("«{word}» عددی متناهی نیست.").filled(word=word)


def number_beside(state: str) -> Translatable:
    return Translatable("کنار وضعیت {state} عددی آمده است.").filled(state=state)


DROP_ONE = Translatable("عدد را پاک کنید یا وضعیت را value بنویسید.")


def off_scale(word: str, indicator: str) -> Translatable:
    return Translatable("مقیاس {indicator} مقدار {word} ندارد.").filled(indicator=indicator, word=word)


def answered_twice(first: int) -> Translatable:
    return Translatable("همین پرسش از همین منبع در سطر {first} هم پاسخ دارد.").filled(first=first)


KEEP_TRUE_ONE = Translatable("تنها پاسخ درست را نگه دارید.")
