"""The audit as it is shown: every number written, every doubt a sentence; no number is made here."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sanjeh.core.diagnostics.findings import Audit, CorrelatedPair, Doubt, Flag, PartAudit
from sanjeh.core.diagnostics.guttman_scale import GuttmanScale
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.methodology_tree import parts_of
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable
from sanjeh.locale.catalogues import said
from sanjeh.report.index_audit.words import doubt_says, figure, say, share

# What is most likely an error; all else may be meant so.
GRAVE = frozenset({Doubt.REDUNDANT, Doubt.AGAINST, Doubt.CONSTANT, Doubt.NO_LADDER})
PAIRS_SHOWN = 10
AND = Translatable(" و ")
NAMED = Translatable("{code} «{title}»")
SHADES = 5


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """One kind of doubt, and each part of which it is raised; `mark` is the class of its line."""

    mark: str
    title: str
    why: str
    says: tuple[str, ...]
    mend: str


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One part. `stated_width` and `decides_width` are per cent of the widest bar of its table."""

    code: str
    title: str
    cells: tuple[str, ...]
    stated_width: str = "0"
    decides_width: str = "0"
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """The indicators below one parent."""

    title: str
    rows: tuple[AuditRow, ...]


@dataclass(frozen=True, slots=True)
class CorrelationCell:
    """One correlation of the map, with its shade -5..5 as text."""

    text: str
    shade: str


@dataclass(frozen=True, slots=True)
class AuditSource:
    """What was audited: the method, and how many bodies were listed apart."""

    methodology: Methodology
    apart: int


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The whole report."""

    language: str
    code: str
    method: str
    sizes: tuple[str, ...]
    doubts: tuple[DoubtLine, ...]
    axes: tuple[AuditRow, ...]
    groups: tuple[IndicatorGroup, ...]
    together: tuple[tuple[str, str, tuple[CorrelationCell, ...]], ...]
    pairs: tuple[AuditRow, ...]
    ladders: tuple[AuditRow, ...]


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every line of the report needs to know."""

    found: Audit
    language: str
    titles: dict[str, str]
    doubtful: frozenset[str]


def audit_report(found: Audit, source: AuditSource, language: str) -> AuditReport:
    """Return the audit, written in one language."""
    method = source.methodology
    flags = found.flags
    writer = _Writer(
        found=found,
        language=language,
        titles={part.code: part.title.in_language(language) for part in parts_of(method.axes)},
        doubtful=frozenset(code for flag in flags for code in flag.codes),
    )
    return AuditReport(
        language=language,
        code=method.code,
        method=method.title.in_language(language),
        sizes=_sizes(found, source, language),
        doubts=tuple(
            _doubt(doubt, list(same), writer) for doubt, same in groupby(flags, attrgetter("doubt"))
        ),
        axes=tuple(_axis(axis, writer) for axis in found.axes),
        groups=_groups(writer),
        together=_together(method, writer),
        pairs=_pairs(writer),
        ladders=tuple(_ladder(one, language) for one in found.ladders),
    )


def _sizes(found: Audit, source: AuditSource, language: str) -> tuple[str, ...]:
    counts = {
        "bodies": found.bodies,
        "indicators": len(found.indicators),
        "axes": len(source.methodology.axes),
    }
    facts = {key: in_digits(count, language) for key, count in counts.items()}
    sizes = say("sizes", language, **facts)
    if not source.apart:
        return (sizes,)
    return (sizes, say("apart", language, apart=in_digits(source.apart, language)))


def _doubt(doubt: Doubt, flags: Sequence[Flag], writer: _Writer) -> DoubtLine:
    return DoubtLine(
        mark="fail" if doubt in GRAVE else "warn",
        title=doubt_says(doubt, "title", writer.language),
        why=doubt_says(doubt, "why", writer.language),
        says=tuple(_doubted(flag, writer) for flag in flags),
        mend=doubt_says(doubt, "mend", writer.language),
    )


def _doubted(flag: Flag, writer: _Writer) -> str:
    facts = {
        "codes": _named(flag, writer),
        "number": figure(flag.number, writer.language, 0 if flag.doubt is Doubt.FEW_BODIES else 2),
        "percent": share(flag.number, writer.language, 0),
    }
    return doubt_says(flag.doubt, "says", writer.language, **facts)


def _named(flag: Flag, writer: _Writer) -> str:
    """Return the parts with their titles; climbers of a ladder have a word of their own."""
    if flag.doubt is Doubt.NO_LADDER:
        return say(flag.codes[0], writer.language)
    named = [said(NAMED.filled(code=code, title=writer.titles[code]), writer.language) for code in flag.codes]
    return said(AND, writer.language).join(named)


def _axis(axis: PartAudit, writer: _Writer) -> AuditRow:
    language = writer.language
    cells = (
        share(axis.stated, language),
        share(axis.effective, language),
        share(axis.decides, language),
        figure(axis.alpha, language),
        figure(axis.with_total, language),
        figure(axis.shift, language),
    )
    return _row(axis, cells, writer, max(_widest(one) for one in writer.found.axes))


def _groups(writer: _Writer) -> tuple[IndicatorGroup, ...]:
    parents = dict.fromkeys(one.parent for one in writer.found.indicators)
    widest = max((_widest(one) for one in writer.found.indicators), default=1.0)
    return tuple(
        IndicatorGroup(
            f"{parent} {writer.titles[parent]}",
            tuple(_indicator(one, writer, widest) for one in writer.found.indicators if one.parent == parent),
        )
        for parent in parents
    )


def _indicator(one: PartAudit, writer: _Writer, widest: float) -> AuditRow:
    language, spread = writer.language, one.spread
    known = (
        (
            in_digits(spread.seen, language),
            figure(spread.mean, language, 1),
            figure(spread.deviation, language, 1),
            figure(spread.skewness, language),
            share(spread.below + spread.above, language, 0),
        )
        if spread
        else ()
    )
    cells = (
        *known,
        figure(one.with_axis, language),
        figure(one.with_total, language),
        share(one.stated, language),
        share(one.effective, language),
        share(one.decides, language),
        figure(one.shift, language),
    )
    return _row(one, cells, writer, widest)


def _row(one: PartAudit, cells: tuple[str, ...], writer: _Writer, widest: float) -> AuditRow:
    return AuditRow(
        code=one.code,
        title=writer.titles[one.code],
        cells=cells,
        stated_width=f"{one.stated / widest * 100:.1f}",
        decides_width=f"{(one.decides or 0.0) / widest * 100:.1f}",
        doubtful=one.code in writer.doubtful,
    )


def _widest(one: PartAudit) -> float:
    return max(one.stated, one.decides or 0.0)


def _together(
    method: Methodology, writer: _Writer
) -> tuple[tuple[str, str, tuple[CorrelationCell, ...]], ...]:
    return tuple(
        (axis.code, writer.titles[axis.code], tuple(_cell(one, writer.language) for one in row))
        for axis, row in zip(method.axes, writer.found.together, strict=True)
    )


def _cell(correlation: float | None, language: str) -> CorrelationCell:
    shade = "none" if correlation is None else f"{round(correlation * SHADES)}".replace("-", "minus-")
    return CorrelationCell(figure(correlation, language), shade)


def _pairs(writer: _Writer) -> tuple[AuditRow, ...]:
    strongest = sorted(writer.found.pairs, key=lambda pair: (-abs(pair.correlation), pair.first, pair.second))
    return tuple(_pair(pair, writer) for pair in strongest[:PAIRS_SHOWN])


def _pair(pair: CorrelatedPair, writer: _Writer) -> AuditRow:
    return AuditRow(
        code=f"{pair.first} · {pair.second}",
        title=f"{writer.titles[pair.first]} · {writer.titles[pair.second]}",
        cells=(figure(pair.correlation, writer.language),),
        stated_width=f"{abs(pair.correlation) * 100:.1f}",
    )


def _ladder(one: GuttmanScale, language: str) -> AuditRow:
    met = (
        f"{in_digits(stage, language)}: {share(part, language, 0)}"
        for stage, part in zip(one.stages, one.met, strict=True)
    )
    cells = (
        in_digits(one.climbers, language),
        figure(one.coefficient, language),
        figure(one.by_chance, language),
        "  ".join(met),
    )
    return AuditRow(code="", title=say(one.climber, language), cells=cells)
