"""The parts of the running system of which a change is announced, and how its notice names it."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable

TOKEN_LETTERS = 16


class Part(StrEnum):
    PROGRAM = "program"
    SETTINGS = "settings"
    METHOD = "method"
    CALENDAR = "calendar"
    PROVISIONS = "provisions"
    AGREEMENT = "agreement"
    CHANNELS = "channels"


PART_WORDS = {
    Part.PROGRAM: Translatable("برنامه"),
    Part.SETTINGS: Translatable("تنظیم‌های همگانی"),
    Part.METHOD: Translatable("روش در حال اجرا"),
    Part.CALENDAR: Translatable("تقویم کاری"),
    Part.PROVISIONS: Translatable("فرم‌ها، مدارک و فرایندها"),
    Part.AGREEMENT: Translatable("توافق‌نامه‌ی در حال اجرا"),
    Part.CHANNELS: Translatable("کانال‌های ارتباط"),
}
# These have no version of their own: a notice names them by the first letters of their digest.
NAMED_BY_DIGEST = frozenset({Part.PROGRAM, Part.SETTINGS})


def token_of(part: Part, name: str, digest: str) -> str:
    """Return the version by which a notice tells of this: its name, or the beginning of its digest."""
    return digest[:TOKEN_LETTERS] if part in NAMED_BY_DIGEST else name
