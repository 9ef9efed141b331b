"""Figures of sentences that no query alone can count."""

import hashlib
from datetime import datetime

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.commitments.kinds import Finding, Verdict, not_measured
from sanjeh.apps.desk import clocks
from sanjeh.apps.methodology import queries as methodology
from sanjeh.apps.publication import queries as publication
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.edition import documents

CLAUSES_OF_THE_FIRST = 7  # «در هفت بند تدوین شده است»


def figure(hits: int, whole: int, refs: tuple[str, ...] = ()) -> Finding:
    return Finding(Verdict.BROKEN if refs else Verdict.KEPT, hits, whole, refs)


def guided_indicators(now: datetime) -> Finding:
    """Count the indicators of the method in force that say why, what good is, and how to mend."""
    row = methodology.in_force(now)
    if row is None:
        return not_measured(Translatable("سنجیده نمی‌شود: هنوز روشی در حال اجرا نیست."))
    indicators = row.parsed().indicators
    guided = [one for one in indicators if one.guide.why.fa and one.guide.good.fa and one.guide.mend.fa]
    return figure(len(guided), len(indicators))


def editions_as_published(now: datetime) -> Finding:
    """Hash the manifest of every edition again."""
    del now
    editions = publication.editions()
    if not editions:
        return not_measured(Translatable("سنجیده نمی‌شود: هنوز ویراستی منتشر نشده است."))
    changed = tuple(
        f"edition:{one.round_code}/{one.number}"
        for one in editions
        if manifest_of(one) != one.manifest_sha256
    )
    return figure(len(editions) - len(changed), len(editions), changed)


def manifest_of(edition: publication.EditionRow) -> str:
    try:
        path = publication.edition_file(edition.round_code, edition.number, documents.MANIFEST)
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def agenda_in_time(now: datetime) -> Finding:
    """Count the complaints that were admitted or refused in time, or still may be.

    The time is a proposal of the house: being late violates nothing until a version holds a target.
    """
    late = [is_late for _, is_late in clocks.late_in(Stage.ADMISSION, now)]
    if not late:
        return not_measured(Translatable("سنجیده نمی‌شود: هنوز شکایتی ثبت نشده است."))
    return figure(late.count(False), len(late))


def days_without(now: datetime) -> Finding:
    """Count the days since the last agreement ended; none while one is in force."""
    state = agreements.state(now)
    if state.version is None:
        return not_measured(Translatable("سنجیده نمی‌شود: هنوز توافق‌نامه‌ای بسته نشده است."))
    is_unsettled = state.version.state is VersionState.IN_FORCE and state.days_without > 1
    refs = (state.version.reference,) if is_unsettled else ()
    return Finding(Verdict.BROKEN if refs else Verdict.KEPT, state.days_without, None, refs)


def clauses_and_digests(now: datetime) -> Finding:
    """Hash the bytes of every version again; the first has to have the seven clauses that it names."""
    del now
    rows = agreements.versions()
    wrong = []
    for row in rows:
        found = agreements.version(row.number)
        is_whole = hashlib.sha256(found.exact).hexdigest() == row.sha256
        has_seven = row.loaded_by or len(found.fa.clauses) == CLAUSES_OF_THE_FIRST
        if not (is_whole and has_seven):
            wrong.append(row.reference)
    if not rows:
        return not_measured(Translatable("سنجیده نمی‌شود: هنوز توافق‌نامه‌ای بسته نشده است."))
    return figure(len(rows) - len(wrong), len(rows), tuple(wrong))
