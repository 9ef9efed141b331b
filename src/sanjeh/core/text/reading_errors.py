"""Why a file could not be read, in words of the house: what libraries say is English, and for programmers."""

import codecs
import csv
import re
import tomllib

from sanjeh.core.text.words import Translatable

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OF_SYSTEM: tuple[tuple[type[OSError], Translatable], ...] = (
    (FileNotFoundError, Translatable("چنین پرونده‌ای نیست")),
    (PermissionError, Translatable("اجازه‌ی خواندن آن داده نشده است")),
    (OSError, Translatable("رایانه آن را نداد")),
)
# What Python's reader of CSV says, and what it means.
_OF_CSV = (
    ("new-line character", Translatable("سطرهایش تنها با CR پایان می‌گیرند، نه با LF")),
    ("field larger", Translatable("یکی از خانه‌هایش بیش از اندازه دراز است")),
    ("NUL", Translatable("نویسه‌ی تهی (NUL) در آن است")),
    ("", Translatable("گیومه‌های خانه‌هایش یا پایان سطرهایش درست نیست")),
)
_SLIP = Translatable("این پرونده TOML درستی نیست: {place} خوانا نیست.")
_TWICE = Translatable("این پرونده TOML درستی نیست: {place} نامی دوباره آمده است.")
_AT, _AT_THE_END = Translatable("سطر {line}، ستون {column}"), Translatable("پایان متن")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def why_unread(error: Exception) -> Translatable:
    """Return why, as the end of «خوانده نشد: …»; what is neither text nor known is broken inside."""
    if isinstance(error, UnicodeDecodeError):
        is_utf_16 = error.object.startswith(_UTF_16)
        return Translatable("متن آن UTF-16 است، نه UTF-8") if is_utf_16 else Translatable("متن آن UTF-8 نیست")
    if isinstance(error, csv.Error):
        return next(why for sign, why in _OF_CSV if sign in str(error))
    if isinstance(error, OSError):
        return next(why for kind, why in _OF_SYSTEM if isinstance(error, kind))
    return Translatable("درون آن خراب است")


def slip_in_toml(error: Exception) -> Translatable:
    """Return what is no TOML, and where as far as its reader says."""
    if isinstance(error, RecursionError):
        return Translatable("این پرونده TOML درستی نیست: بیش از اندازه تودرتو است.")
    if not isinstance(error, tomllib.TOMLDecodeError):
        number = str(error).partition(" ")[0]
        return Translatable(
            "این پرونده TOML درستی نیست: عدد {written} بیش از اندازه بزرگ یا کوچک است."
        ).filled(written=number[:30])
    says = _TWICE if str(error).startswith("Cannot") else _SLIP
    found = _PLACE.search(str(error))
    place = _AT.filled(line=int(found[1]), column=int(found[2])) if found else _AT_THE_END
    return says.filled(place=place)
