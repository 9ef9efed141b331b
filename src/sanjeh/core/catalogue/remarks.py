"""What is told of a cell: how it was healed, or why it is refused and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sanjeh.core.text.words import Translatable


class Problem(StrEnum):
    """Why a cell, a line or a column is refused."""

    FORMULA = "formula"
    CODE_EMPTY = "code_empty"
    CODE_LENGTH = "code_length"
    CODE_NOT_DIGITS = "code_not_digits"
    CODE_AGAINST_RULE = "code_against_rule"
    CODE_ROUNDED = "code_rounded"
    CODE_LETTERS = "code_letters"
    CODE_TWICE = "code_twice"
    TITLE_EMPTY = "title_empty"
    TITLE_TOO_LONG = "title_too_long"
    CATEGORY_LETTERS = "category_letters"
    DOMAIN_WRONG = "domain_wrong"
    TWO_ADDRESSES = "two_addresses"
    NO_ADDRESS = "no_address"
    ADDRESS_PRIVATE = "address_private"
    ADDRESS_SECRET = "address_secret"  # noqa: S105 -- the name of a problem
    ADDRESS_TOO_LONG = "address_too_long"
    ADDRESS_OF_ANOTHER_BODY = "address_of_another_body"
    BODY_EMPTY = "body_empty"
    BODY_UNKNOWN = "body_unknown"
    BODY_ENDED = "body_ended"
    PARENT_UNKNOWN = "parent_unknown"
    PARENT_ENDED = "parent_ended"
    PARENT_CYCLE = "parent_cycle"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"


class Healing(StrEnum):
    """What was mended in a cell, always with a word to whoever reads the preview."""

    NUMBER = "number"
    ZEROS = "zeros"
    DIGITS = "digits"
    LETTERS = "letters"
    FORMS = "forms"
    SPACES = "spaces"
    SPELLING = "spelling"
    SCHEME = "scheme"
    ADDRESS = "address"
    COLUMN_IGNORED = "column_ignored"
    SHEET_IGNORED = "sheet_ignored"


PROBLEM_WORDS: dict[Problem, Translatable] = {
    Problem.FORMULA: Translatable("در این خانه فرمول است. مقدار آن را بنویسید (کپی، سپس «جای‌گذاری مقدار»)."),
    Problem.CODE_EMPTY: Translatable("کد نوشته نشده است. کد را بنویسید یا سطر را پاک کنید."),
    Problem.CODE_LENGTH: Translatable("کد {count} رقم دارد و باید {wanted} رقم باشد. کد کامل را بنویسید."),
    Problem.CODE_NOT_DIGITS: Translatable("کد خدمت تنها رقم دارد. حرف‌ها و نشانه‌ها را بردارید."),
    Problem.CODE_AGAINST_RULE: Translatable(
        "کد آن‌گونه که مرجع می‌نویسد نیست (\u2066{rule}\u2069). آن را درست بنویسید."
    ),
    Problem.CODE_ROUNDED: Translatable(
        "صفحه‌گسترده این کد را گرد کرده و رقم‌هایش از دست رفته است. ستون را «متن» کنید و کد را دوباره بنویسید."
    ),
    Problem.CODE_LETTERS: Translatable(
        "کد دستگاه تنها حرف لاتین، رقم و خط تیره دارد. مانند \u2066IR-101\u2069 بنویسید."
    ),
    Problem.CODE_TWICE: Translatable("همین کد در سطر {first} هم آمده است. یکی از دو سطر را پاک کنید."),
    Problem.TITLE_EMPTY: Translatable("عنوان فارسی نوشته نشده است. آن را بنویسید؛ عنوان انگلیسی لازم نیست."),
    Problem.TITLE_TOO_LONG: Translatable(
        "عنوان {count} نویسه دارد و باید حداکثر {most} نویسه باشد. کوتاهش کنید."
    ),
    Problem.CATEGORY_LETTERS: Translatable(
        "نام دسته تنها حرف کوچک لاتین، رقم و زیرخط دارد و میان دسته‌ها ویرگول است، "
        "مانند \u2066main, high_volume\u2069."
    ),
    Problem.DOMAIN_WRONG: Translatable("این دامنه نیست. تنها نام را بنویسید، مانند \u2066example.ir\u2069."),
    Problem.TWO_ADDRESSES: Translatable(
        "دو نشانی در یک خانه آمده است. هر نشانی را در ستونی جدا بنویسید («نشانی ۲»، «نشانی ۳»)."
    ),
    Problem.NO_ADDRESS: Translatable(
        "این نشانی وب نیست. نشانی کامل را بنویسید، مانند \u2066https://example.ir/page\u2069."
    ),
    Problem.ADDRESS_PRIVATE: Translatable("این نشانی از اینترنت دیده نمی‌شود. نشانی همگانی خدمت را بنویسید."),
    Problem.ADDRESS_SECRET: Translatable(
        "در این نشانی نام کاربری یا گذرواژه آمده است. آن را از نشانی بردارید."
    ),
    Problem.ADDRESS_TOO_LONG: Translatable("نشانی {count} نویسه دارد و باید حداکثر {most} نویسه باشد."),
    Problem.ADDRESS_OF_ANOTHER_BODY: Translatable(
        "این نشانی زیر دستگاه {body} هم آمده است. یک نشانی تنها زیر یک دستگاه می‌آید؛ یکی را بردارید."
    ),
    Problem.BODY_EMPTY: Translatable("نوشته نشده است که این خدمت از کدام دستگاه است. کد دستگاه را بنویسید."),
    Problem.BODY_UNKNOWN: Translatable(
        "دستگاهی با این کد نه در فهرست است و نه در پرونده. کد را درست کنید یا دستگاه را هم بیفزایید."
    ),
    Problem.BODY_ENDED: Translatable(
        "این دستگاه پایان یافته است یا در همین کار پایان می‌یابد. "
        "خدمت را به دستگاه دیگری بدهید یا پایانش دهید."
    ),
    Problem.PARENT_UNKNOWN: Translatable(
        "دستگاه بالادستی با این کد نه در فهرست است و نه در پرونده. "
        "کد را درست کنید یا آن دستگاه را هم بیفزایید."
    ),
    Problem.PARENT_ENDED: Translatable(
        "دستگاه بالادست پایان یافته است یا در همین کار پایان می‌یابد. "
        "بالادست دیگری بنویسید یا خانه را خالی بگذارید."
    ),
    Problem.PARENT_CYCLE: Translatable(
        "دستگاه‌ها دور می‌زنند و به خود می‌رسند: \u2066{ring}\u2069. بالادست یکی از آن‌ها را عوض کنید."
    ),
    Problem.COLUMN_MISSING: Translatable("ستون «{name}» در پرونده نیست. آن را بیفزایید."),
    Problem.COLUMN_TWICE: Translatable("این ستون دو بار آمده است. یکی را پاک کنید."),
}
HEALING_WORDS: dict[Healing, Translatable] = {
    Healing.NUMBER: Translatable("صفحه‌گسترده کد را عدد کرده بود؛ به متن برگشت."),
    Healing.ZEROS: Translatable("صفرهای آغاز کد افتاده بود؛ برگشت."),
    Healing.DIGITS: Translatable("رقم‌های فارسی یا عربی کد به لاتین نوشته شد."),
    Healing.LETTERS: Translatable("حرف‌های عربی (ي، ك) به فارسی نوشته شد."),
    Healing.FORMS: Translatable("شکل‌های چسبیده‌ی حرف به حرف ساده برگشت."),
    Healing.SPACES: Translatable("فاصله‌های اضافه و نویسه‌های نادیدنی برداشته شد."),
    Healing.SPELLING: Translatable("تنها در فاصله و نیم‌فاصله با فهرست فرق داشت؛ املای فهرست ماند."),
    Healing.SCHEME: Translatable("\u2066https://\u2069 به آغاز نشانی افزوده شد."),
    Healing.ADDRESS: Translatable("نشانی به شکل یکسان نوشته شد."),
    Healing.COLUMN_IGNORED: Translatable("این ستون شناخته نشد و خوانده نشد."),
    Healing.SHEET_IGNORED: Translatable("این برگه شناخته نشد و خوانده نشد."),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing told of a cell: `value` as it stood there, `now` as it is taken, empty for a problem."""

    told: Problem | Healing
    column: str
    value: str
    now: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_problem(self) -> bool:
        return isinstance(self.told, Problem)


def words_of(told: Problem | Healing, facts: Mapping[str, str | int]) -> Translatable:
    """Return the sentence, with its facts for the holes."""
    text = PROBLEM_WORDS[told] if isinstance(told, Problem) else HEALING_WORDS[told]
    return text.filled(**facts)
