"""What changed from one published round to another, body by body, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanjeh.apps.analyses import queries as analyses
from sanjeh.apps.analyses.figures import Absence
from sanjeh.core.comparison.changes import Change, Label
from sanjeh.core.comparison.comparable import BREAK_BELOW
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.text.words import Language, Translatable, Words
from sanjeh.locale.catalogues import listed, said
from sanjeh.report.comparison_words import CAUSE_MEANINGS, CAUSE_WORDS, LABEL_WORDS, part_word
from sanjeh.web.charts import shift, waterfall
from sanjeh.web.missing import or_404
from sanjeh.web.public import audit, published
from sanjeh.web.templatetags.persian import language

ABSENCES = {
    Absence.NEW: Translatable("در دوره‌ی پیش نبود"),
    Absence.GONE: Translatable("در این دوره نیست"),
    Absence.APART_BEFORE: Translatable("در دوره‌ی پیش به سبب کمبود داده رتبه نداشت"),
    Absence.APART_AFTER: Translatable("در این دوره به سبب کمبود داده رتبه ندارد"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A cause, what it means, and the points that it added or took, with their sign."""

    title: str
    meaning: str
    points: str
    shape: str


@dataclass(frozen=True, slots=True)
class BodyChangeLine:
    """A body in both rounds, as it is written; `gain` is empty on a break."""

    row: analyses.BodyChangeRow
    plot: SafeString
    difference: Part
    parts: tuple[Part, ...]
    gain: Part | None


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """What became of an indicator from one method to the next."""

    code: str
    title: Words | None
    label: Translatable
    change: Change
    parts: str

    @property
    def before(self) -> float:
        return float(self.change.share_before or 0)

    @property
    def after(self) -> float:
        return float(self.change.share_after or 0)


def changes_page(request: HttpRequest, code: str) -> HttpResponse:
    with or_404(analyses.NotPublished):
        after, earlier = analyses.published_round(code), analyses.earlier_rounds(code)
    if not earlier:
        return render(request, "public/changes_first.html", {"round": after})
    before = chosen(earlier, request.GET.get("with", ""))
    page = request.GET.get("page", "")
    found = analyses.comparison(before, after, int(page) if page.isdecimal() and len(page) < 7 else 1)
    if found is None:
        return audit.pending(request, after, analyses.failure(after, before))
    return render(request, "public/changes.html", page_parts(found, earlier))


def chosen(earlier: tuple[analyses.PublishedRound, ...], asked: str) -> analyses.PublishedRound:
    """Return the earlier round that the reader asks for, else the nearest."""
    found = next((one for one in earlier if asked in ("", one.code)), None)
    if found is None:
        raise Http404(asked)
    return found


def page_parts(
    found: analyses.ComparisonPage, earlier: tuple[analyses.PublishedRound, ...]
) -> dict[str, object]:
    spoken = language()
    return {
        "round": found.after,
        "page": found,
        "earlier": earlier,
        "causes": [(CAUSE_WORDS[cause], CAUSE_MEANINGS[cause]) for cause in CAUSE_WORDS],
        "best": [change_line(row, spoken) for row in found.best],
        "lines": [change_line(row, spoken) for row in found.rows],
        "indicators": indicators(found.changes, (found.before, found.after)),
        "rules": part_list(found.rules, spoken),
        "left_out": [(one, ABSENCES[one.why]) for one in found.left_out],
        "break_below": float(BREAK_BELOW),
    }


def change_line(row: analyses.BodyChangeRow, spoken: Language) -> BodyChangeLine:
    return BodyChangeLine(
        row=row,
        plot=shift.shift(row.before, row.after, spoken),
        difference=part("", "", row.difference, spoken),
        parts=tuple(
            part(
                said(CAUSE_WORDS[cause], spoken),
                said(CAUSE_MEANINGS[cause], spoken),
                points,
                spoken,
            )
            for cause, points in row.parts
        ),
        gain=part("", "", row.alike.gain, spoken) if row.alike else None,
    )


def part(title: str, meaning: str, points: Decimal, spoken: Language) -> Part:
    shape = "gained" if points > 0 else "lost" if points < 0 else "still"
    return Part(title, meaning, waterfall.signed(points, spoken), shape)


def indicators(
    found: Iterable[Change], rounds: tuple[analyses.PublishedRound, analyses.PublishedRound]
) -> list[IndicatorChange]:
    """Return what became of each indicator; those that stayed as they were come last."""
    before, after = (published.method_of(one.code) for one in rounds)
    titles, spoken = titles_of(before) | titles_of(after), language()
    ordered = sorted(found, key=lambda change: change.label is Label.ANCHOR)
    return [
        IndicatorChange(
            code=change.code,
            title=titles.get(change.code),
            label=LABEL_WORDS[change.label],
            change=change,
            parts=part_list(change.fields, spoken),
        )
        for change in ordered
    ]


def part_list(names: Iterable[str], spoken: Language) -> str:
    """Return what parts of a method are called, in one line."""
    return listed(tuple(part_word(name) for name in names), spoken)


def titles_of(method: Methodology) -> dict[str, Words]:
    return {leaf.code: leaf.title for leaf in method.indicators}


@dataclass(frozen=True, slots=True)
class SinceBefore:
    """What the page of a body says of the round before; `line` is None where it is not compared."""

    found: analyses.BodySinceBefore
    line: BodyChangeLine | None
    picture: SafeString
    why: Translatable | None


def since_before(round_code: str, body: str) -> SinceBefore | None:
    """Return what changed for a body since the round before; None for the first published round."""
    found = analyses.body_since_before(round_code, body)
    if found is None:
        return None
    row, spoken = found.row, language()
    return SinceBefore(
        found=found,
        line=change_line(row, spoken) if row else None,
        picture=picture(row, spoken) if row and row.parts else SafeString(),
        why=ABSENCES[found.why.why] if found.why else None,
    )


def picture(row: analyses.BodyChangeRow, spoken: Language) -> SafeString:
    named = {cause: said(words, spoken) for cause, words in CAUSE_WORDS.items()}
    steps = (
        waterfall.Step(named[cause][:1].upper() + named[cause][1:], points) for cause, points in row.parts
    )
    return waterfall.waterfall(
        waterfall.Change(gettext("دوره‌ی پیش"), row.before, tuple(steps), gettext("این دوره"), row.after),
        gettext("از امتیاز دوره‌ی پیش تا امتیاز این دوره"),
        spoken,
    )
