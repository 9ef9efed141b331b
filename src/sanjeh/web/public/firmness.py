"""How firmly a body holds its place and class, in words for people who never drew a sample."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanjeh.apps.results.queries import RankingRow
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Language
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.locale.catalogues import listed
from sanjeh.report.uncertainty_words import FACTOR_WORDS
from sanjeh.web import labels
from sanjeh.web.charts import classes


@dataclass(frozen=True, slots=True)
class ClassShare:
    """A class and in how many of 100 draws it came out."""

    title: str
    shape: str
    of_hundred: str


@dataclass(frozen=True, slots=True)
class Firmness:
    """`group` is empty for a body that stands apart from all others; `edge` says where the bracket ends.

    `above_next` and `borderline` are empty where there is nothing to say.
    """

    group: str
    is_tied: bool
    edge: str
    picture: SafeString
    shares: tuple[ClassShare, ...]
    shares_words: str
    above_next: str
    borderline: str


def varied_words(varied: Sequence[str], language: Language) -> str:
    """Return in one line what was varied for the intervals."""
    return listed(tuple(FACTOR_WORDS[Factor(name)] for name in varied), language)


def interval_words(method: Methodology, varied: Sequence[str]) -> str:
    """Say how often an interval of a place holds the true place when this was varied, if that can be said."""
    if Factor.SERVICES not in varied:
        return gettext(
            "بازه تنها از انتخاب‌های روش، مانند وزن‌ها، می‌آید و از خطای سنجش چیزی نمی‌گوید؛ "
            "پس نمی‌توان گفت رتبه‌ی راستین چند بار از ۱۰ بار در آن است."
        )
    if method.has_confident_places:
        return gettext(
            "بازه رتبه‌هایی است که هیچ تفاوت روشنی با دستگاهی دیگر آن‌ها را رد نمی‌کند. "
            "رتبه‌ی راستین هر دستگاه در ۹ مورد از ۱۰ در بازه‌ی آن است، "
            "جایی که دستگاه‌ها نزدیک هم‌اند نیز؛ این را اندازه گرفته‌ایم. بازه از این رو پهن است."
        )
    return gettext(
        "بازه از آن هر دستگاه به‌تنهایی است. جایی که دستگاه‌ها نزدیک هم‌اند، تنها در ۵ تا ۸ مورد از ۱۰ "
        "رتبه‌ی راستین را در بر دارد و نه در ۹، و جایی که برابرند در کمتر از آن؛ این را اندازه گرفته‌ایم."
    )


def group_rule_words(method: Methodology, varied: Sequence[str]) -> str:
    """Say what bodies of one group have in common, and how often groups are told apart rightly."""
    if not method.has_confident_places:
        return gettext(
            "دستگاه‌هایی که با یک خط به هم پیوسته‌اند یک گروه‌اند: نخستین آن‌ها در ۹۵ درصد قرعه‌ها بالاتر از "
            "بقیه نمی‌ایستد؛ رتبه‌شان را از هم جدا نخوانید."
        )
    if Factor.SERVICES not in varied:
        return gettext(
            "دستگاه‌هایی که با یک خط به هم پیوسته‌اند یک گروه‌اند: میان آن‌ها جایی نیست که هر دستگاهِ بالای آن "
            "به‌روشنی از هر دستگاهِ پایین آن جدا باشد؛ رتبه‌شان را از هم جدا نخوانید."
        )
    return gettext(
        "دستگاه‌هایی که با یک خط به هم پیوسته‌اند یک گروه‌اند. در ۹ دوره از ۱۰ دوره هیچ دو دستگاهی به‌ناروا در "
        "دو گروه نمی‌افتند: هر دستگاه به‌راستی از همه‌ی دستگاه‌های گروه‌های پس از خود بالاتر است. "
        "رتبه‌های درون یک گروه را از هم جدا نخوانید."
    )


def firmness_of(
    row: RankingRow, method: Methodology, sizes: Mapping[int, int], language: Language
) -> Firmness | None:
    """Return how firm a line of the ranking is; None where the round's method does not say what is varied."""
    if row.group is None:
        return None
    shares = class_shares(row, method, language)
    said = listed(tuple(f"{one.title} {one.of_hundred}" for one in shares), language)
    title = gettext("رده در ۱۰۰ قرعه: %(shares)s") % {"shares": said}
    size = sizes.get(row.group, 1)
    return Firmness(
        group=group_words(row.group, size, language),
        is_tied=size > 1,
        edge="",
        picture=picture(row, method, title, language),
        shares=shares,
        shares_words=said,
        above_next=above_words(row.p_above_next, language),
        borderline=borderline_words(shares) if row.is_borderline else "",
    )


def group_words(group: int, size: int, language: Language) -> str:
    if size < 2:
        return ""
    facts = {"group": in_digits(group, language), "size": in_digits(size, language)}
    return gettext("گروه %(group)s (%(size)s دستگاه)") % facts


def above_words(share: float | None, language: Language) -> str:
    if share is None:
        return ""
    return gettext("در %(draws)s قرعه بالاتر از دستگاه بعدی") % {"draws": of_hundred(share, language)}


def borderline_words(shares: Sequence[ClassShare]) -> str:
    """Say between which classes a body stands; the likeliest two."""
    if len(shares) < 2:
        return ""
    first, second = shares[:2]
    return gettext("رده مرزی است: «%(first)s» در %(often)s قرعه و «%(second)s» در %(other)s قرعه.") % {
        "first": first.title,
        "often": first.of_hundred,
        "second": second.title,
        "other": second.of_hundred,
    }


def class_shares(row: RankingRow, method: Methodology, language: Language) -> tuple[ClassShare, ...]:
    grades = {grade.code: grade for grade in method.classes}
    return tuple(
        ClassShare(
            title=grades[code].title.in_language(language),
            shape=labels.points_grade(grades[code].floor),
            of_hundred=of_hundred(share, language),
        )
        for code, share in row.p_classes
    )


def picture(row: RankingRow, method: Methodology, title: str, language: Language) -> SafeString:
    """Draw the classes from the best to the worst, whatever their shares."""
    shares = dict(row.p_classes)
    parts = [
        classes.Part(shares[grade.code], labels.points_grade(grade.floor))
        for grade in method.classes
        if grade.code in shares
    ]
    return classes.classes(parts, title, language)


def of_hundred(share: float, language: Language) -> str:
    """Return a share of the draws as so many of 100; what is not all and not none never reads as such."""
    count = int(half_up(share * 100, 0))
    if share > 0 and count == 0:
        return gettext("کمتر از ۱ از ۱۰۰")
    if share < 1 and count == 100:
        return gettext("بیش از ۹۹ از ۱۰۰")
    return gettext("%(count)s از ۱۰۰") % {"count": in_digits(count, language)}
