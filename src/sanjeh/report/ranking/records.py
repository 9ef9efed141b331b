"""The lines of a result as CSV, JSON and columns. Names and order are a public contract."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic import JsonValue

import sanjeh
from sanjeh.core.methodology.parts import POINTS_DIGITS
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.legible import cell
from sanjeh.core.uncertainty.monte_carlo import RankStatistics
from sanjeh.core.uncertainty.sobol import Influence
from sanjeh.report.ranking.explain import Explained
from sanjeh.report.ranking.reasons import sentence
from sanjeh.report.ranking.result import Gain, RankingLine, Reason, Result, rounded
from sanjeh.report.ranking.what_if import Outlook

Cell = str | int | Decimal | None


def columns(line: RankingLine, language: str) -> dict[str, Cell]:
    """Return one body as named cells; those of the uncertainty are None when nothing was drawn."""
    return {
        "unit": line.unit,
        "rank": line.rank,
        "score": line.score,
        "class": line.grade or None,
        "stage": line.stage,
        "coverage": line.coverage,
        **_firmness(line.standing),
        "next_stage": line.next_stage,
        "readiness": line.readiness,
        "arithmetic": line.arithmetic,
        "geometric": line.geometric,
        "bonus": line.bonus,
        "capped_by": " ".join(line.capped_by) or None,
        "reasons": "; ".join(sentence(reason, language) for reason in line.reasons) or None,
        **{f"axis_{code}": points for code, points in line.axes.items()},
    }


def as_csv(result: Result, language: str) -> str:
    """Return the table as RFC 4180, UTF-8; an empty cell is something that there is not."""
    rows = [columns(line, language) for line in result.lines]
    text = io.StringIO()
    writer = csv.DictWriter(text, tuple(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def guarded(value: Cell) -> Cell:
    return cell(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class BesideRanking:
    """What was asked for beside the ranking."""

    outlook: Outlook | None
    explained: Explained | None


def as_json(result: Result, asked: BesideRanking, language: str) -> str:
    """Return the documented JSON."""
    method = result.scored.methodology
    document: dict[str, JsonValue] = {
        "sanjeh": sanjeh.__version__,
        "methodology": method.code,
        "methodology_hash": method.hash,
        "share_of_whole": float(method.share_of_whole),
        "observations": len(result.table.unit),
        "notes": [_reason(note, language) for note in result.notes],
        "bodies": [_body(result, line, language) for line in result.lines],
        "uncertainty": _uncertainty(result),
        "sensitivity": _sensitivity(result),
        "what_if": asked.outlook.as_json() if asked.outlook else None,
        "explained": asked.explained.as_json() if asked.explained else None,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _body(result: Result, line: RankingLine, language: str) -> JsonValue:
    plain = {name: _plain(cell) for name, cell in columns(line, language).items()}
    for name in ("reasons", "capped_by", *(f"axis_{code}" for code in line.axes)):
        del plain[name]
    return {
        **plain,
        "capped_by": list(line.capped_by),
        "class_odds": dict(line.standing.grade_odds) if line.standing else None,
        "axes": {code: _plain(points) for code, points in line.axes.items()},
        "indicators": _indicators(result.scored, line.row),
        "gains": [_gain(gain) for gain in line.gains],
        "reasons": [_reason(reason, language) for reason in line.reasons],
    }


def _indicators(scored: Scored, row: int) -> JsonValue:
    codes = [leaf.code for leaf in (*scored.methodology.indicators, *scored.methodology.bonuses)]
    marks = scored.indicator_scores
    return {
        code: {
            "points": _plain(rounded(marks.points[row, place], POINTS_DIGITS)),
            "coverage": round(float(marks.coverage[row, place]), 4),
            "applicable": bool(marks.applicable[row, place]),
        }
        for place, code in enumerate(codes)
    }


def _firmness(standing: RankStatistics | None) -> dict[str, Cell]:
    if standing is None:
        names = ("rank_low", "rank_median", "rank_high", "class_odds", "borderline", "above_next", "group")
        return dict.fromkeys(names)
    own = dict(standing.grade_odds).get(standing.grade, 0.0)
    return {
        "rank_low": standing.low,
        "rank_median": standing.median,
        "rank_high": standing.high,
        "class_odds": half_up(own, 3),
        "borderline": standing.borderline or None,
        "above_next": None if standing.above_next is None else half_up(standing.above_next, 3),
        "group": standing.group,
    }


def _uncertainty(result: Result) -> JsonValue:
    if not result.robustness:
        return None
    drawn = result.robustness
    return {
        "seed": drawn.seed,
        "replicates": drawn.replicates,
        "factors": [factor.value for factor in drawn.factors],
        "places": "pairwise" if result.scored.methodology.has_confident_places else "percentile",
    }


def _sensitivity(result: Result) -> JsonValue:
    if not result.sensitivity:
        return None
    found = result.sensitivity
    influences: list[JsonValue] = [_influence(one) for one in found.influences]
    return {"seed": found.seed, "rows": found.rows, "mean_shift": found.shift, "influences": influences}


def _influence(one: Influence) -> JsonValue:
    return {
        "factor": one.factor.value,
        "first_order": one.alone,
        "first_order_90": [one.alone_low, one.alone_high],
        "total_order": one.total,
        "total_order_90": [one.total_low, one.total_high],
    }


def _gain(gain: Gain) -> JsonValue:
    return {"indicator": gain.indicator, "points": float(gain.points), "places": gain.places}


def _reason(reason: Reason, language: str) -> JsonValue:
    facts: Mapping[str, JsonValue] = dict(reason.facts)
    return {"code": reason.code, **facts, "says": sentence(reason, language)}


def _plain(cell: Cell) -> JsonValue:
    return float(cell) if isinstance(cell, Decimal) else cell
