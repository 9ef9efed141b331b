"""Working out what published results say of the method and of the round before, once for each counting."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial

import structlog
from django.db import transaction

from sanjeh.apps.analyses import queries
from sanjeh.apps.analyses.figures import AUDIT, CHANGES, LEFT_OUT, SENSITIVITY, Absence, Alike, LeftOut
from sanjeh.apps.analyses.models import BodyChange, Comparison, FailedAnalysis, IndexAudit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.results import scored_rounds
from sanjeh.apps.results.models import ResultSet
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.core.comparison import comparison as core
from sanjeh.core.comparison.comparable import ComparedUnit
from sanjeh.core.diagnostics.index_audit import audit
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.scoring.rank import COMPARED_DIGITS, half_up
from sanjeh.core.text.words import Words
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.sample import Sample
from sanjeh.core.uncertainty.sample_builder import sample_of_scored
from sanjeh.core.uncertainty.sobol import Sensitivity, sensitivity

log = structlog.get_logger(__name__)

Titles = Mapping[str, Words]
Units = frozenset[str]

# The work of a sensitivity analysis grows with rows times bodies; its bounds say how sure few rows are.
MOST_ROWS, FEWEST_ROWS, ROWS_TIMES_BODIES = 512, 64, 100_000


def keep_missing(*, now: datetime) -> int:
    """Work out whatever published results still lack; return how many analyses succeeded.

    One that breaks is noted, keeps no other waiting, and is tried again after `queries.AGAIN_AFTER`.
    """
    wanted = queries.missing(now)
    done = [is_kept(partial(keep_audit, found=found), None, found, now) for found in wanted.audits]
    for before, after in wanted.comparisons:
        done.append(is_kept(partial(keep_comparison, before=before, after=after), before, after, now))
    return sum(done)


def is_kept(analyse: Callable[..., None], before: ResultSet | None, after: ResultSet, now: datetime) -> bool:
    """Work out one analysis and keep it, or why it broke; say which of the two."""
    try:
        analyse(now=now)
    except Exception as broken:
        log.exception("analysis.failed", round=after.round.code, before=before and before.round.code)
        why = {"error": f"{type(broken).__name__}: {broken}", "failed_at": now}
        FailedAnalysis.objects.update_or_create(before=before, after=after, defaults=why)
        return False
    FailedAnalysis.objects.filter(before=before, after=after).delete()
    return True


@transaction.atomic
def keep_audit(*, found: ResultSet, now: datetime) -> None:
    """Audit the index over the ranked bodies of these results, and keep that."""
    counted = scored_rounds.scored_round(found)
    sample = sample_of_scored(counted.scored)
    moved = influences(sample, int(found.seed))
    IndexAudit.objects.create(
        result=found,
        made_at=now,
        apart=len(counted.scored.units) - len(sample.units),
        audit=AUDIT.dump_python(audit(sample), mode="json"),
        sensitivity=SENSITIVITY.dump_python(moved, mode="json") if moved else None,
    )
    journal.write(by=None, at=now, what="analyses.audited", about=round_actions.about(found.round))


def influences(sample: Sample, seed: int) -> Sensitivity | None:
    """Return which choice moves the ranking most; None where there is no ranking to move."""
    bodies = len(sample.units)
    return sensitivity(Model(sample, seed), rows=rows_for(bodies)) if bodies > 1 else None


def rows_for(bodies: int) -> int:
    return min(MOST_ROWS, max(FEWEST_ROWS, ROWS_TIMES_BODIES // bodies))


@transaction.atomic
def keep_comparison(*, before: ResultSet, after: ResultSet, now: datetime) -> None:
    """Set the bodies that both rounds rank against each other, and keep that."""
    then, since = scored_rounds.scored_round(before), scored_rounds.scored_round(after)
    kept = Comparison(before=before, after=after, made_at=now)
    keep_found(kept, core.compare(then, since, then.ranked & since.ranked), (then.ranked, since.ranked))
    facts: dict[str, Fact] = {"before": before.round.code}
    journal.write(
        by=None, at=now, what="analyses.compared", about=round_actions.about(after.round), facts=facts
    )


def keep_found(kept: Comparison, found: core.Comparison, ranked: tuple[Units, Units]) -> None:
    kept.share, kept.is_break = float(found.alike.share), found.alike.is_break
    kept.changes = CHANGES.dump_python(found.changes, mode="json")
    kept.rules = list(found.rules)
    kept.left_out = LEFT_OUT.dump_python(tuple(absences(kept, ranked)), mode="json")
    kept.save()
    BodyChange.objects.bulk_create(body_changes(kept, found))


def body_changes(kept: Comparison, found: core.Comparison) -> Iterator[BodyChange]:
    titles = scored_rounds.titles(kept.after)
    for change in found.bodies:
        if change.before is None or change.after is None:
            continue
        own = alike(change.alike) if change.alike else None
        yield BodyChange(
            comparison=kept,
            code=change.unit,
            title_fa=titles[change.unit].fa,
            title_en=titles[change.unit].en,
            score_before=change.before,
            score_after=change.after,
            parts={cause.value: str(part) for cause, part in change.parts.items()},
            alike=own.model_dump(mode="json") if own else None,
            gain=own.gain if own else None,
        )


def alike(standing: ComparedUnit) -> Alike:
    return Alike(
        before=half_up(standing.before, COMPARED_DIGITS),
        after=half_up(standing.after, COMPARED_DIGITS),
        place_before=standing.place_before.number,
        place_after=standing.place_after.number,
    )


def absences(kept: Comparison, ranked: tuple[Units, Units]) -> Iterator[LeftOut]:
    """Yield every body of either round that has no place in both, and why, by its code."""
    then, since = scored_rounds.titles(kept.before), scored_rounds.titles(kept.after)
    for code in sorted((then.keys() | since.keys()) - (ranked[0] & ranked[1])):
        yield LeftOut(code, since.get(code) or then[code], absence(code, (then, since), ranked))


def absence(code: str, listed: tuple[Titles, Titles], ranked: tuple[Units, Units]) -> Absence:
    if code not in listed[0]:
        return Absence.NEW
    if code not in listed[1]:
        return Absence.GONE
    return Absence.APART_AFTER if code not in ranked[1] else Absence.APART_BEFORE
