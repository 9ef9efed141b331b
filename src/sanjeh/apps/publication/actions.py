"""Publishing editions, and leading a round by one move at a time."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.publication import queries
from sanjeh.apps.publication.models import Edition
from sanjeh.apps.publication.queries import REVIEWED, figures
from sanjeh.apps.results import actions as result_actions
from sanjeh.apps.results import archive, disputes
from sanjeh.apps.results import queries as results
from sanjeh.apps.results.models import ResultSet
from sanjeh.apps.results.records import differing_cells
from sanjeh.apps.rounds import actions as round_actions
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans import actions as scan_actions
from sanjeh.apps.scans import queries as scans
from sanjeh.apps.scans.unseen import Unseen, unseen
from sanjeh.core.integrity.references import Subject
from sanjeh.core.observations.model import Observation
from sanjeh.core.results.compute import compute_results
from sanjeh.core.scheduling.rises import REVIEWERS
from sanjeh.core.text.words import Words, titled
from sanjeh.core.workflow.moves import RoundAct
from sanjeh.core.workflow.rounds import RoundMove, RoundState, Scope
from sanjeh.edition import documents
from sanjeh.edition.facts import BodyFacts, EditionFacts, RoundFacts, SeenFinding
from sanjeh.edition.folder import write_edition
from sanjeh.edition.sign import public_key_of
from sanjeh.edition.verify import read_facts, verify_edition


class NoReason(ValueError):
    """A later edition must say what was wrong with the one before."""


class NotPublishedYet(Exception):
    """There is no edition yet that an erratum could correct."""


class TooMuchUnseen(Exception):
    """More was unseen than chance explains, and fewer than two people have looked at why."""

    def __init__(self, missing: Unseen, reviewers: int) -> None:
        super().__init__(
            f"{missing.count} of {missing.of} addresses gave {missing.look!r} nothing, more than an "
            "ordinary round "
            f"has; {reviewers} of {REVIEWERS} people have looked at why"
        )
        self.missing = missing
        self.reviewers = reviewers


class HeldByAppeal(Exception):
    """An appeal about a mark of the round runs, and nobody has let that mark be shown as under review."""

    def __init__(self, marks: tuple[str, ...]) -> None:
        super().__init__(f"an appeal runs about {', '.join(marks)}")
        self.marks = marks


class NotReproducible(Exception):
    """Counting the edition's own files did not give the results that were kept: nothing is published.

    `where` names each file that does not follow from the others, or each cell that was kept otherwise.
    """

    def __init__(self, folder: Path, where: tuple[str, ...]) -> None:
        super().__init__(f"{folder}: {'; '.join(where)}")
        self.where = where


@transaction.atomic
def publish_edition(*, round_code: str, by: Person | None, now: datetime) -> int:
    """Publish the final results as the first edition; return its number."""
    round_actions.move(code=round_code, what=RoundMove.PUBLISH, by=by, now=now)
    return keep_edition(round_code, "", by, now)


@transaction.atomic
def publish_erratum(*, round_code: str, reason: str, by: Person | None, now: datetime) -> int:
    """Publish the newest final results as a further edition, with the reason; the earlier ones stay."""
    about = Subject.ROUND.named(round_code)
    permit(
        by=by, move=RoundAct.PUBLISH_ERRATUM, about=about, now=now, authority=rounds.authority_of(round_code)
    )
    if not reason.strip():
        raise NoReason(round_code)
    if round_actions.locked(round_code).state != RoundState.PUBLISHED:
        raise NotPublishedYet(round_code)
    return keep_edition(round_code, reason.strip(), by, now)


@transaction.atomic
def review_unseen(*, round_code: str, by: Person | None, now: datetime) -> None:
    """Note that somebody has looked at what was not seen, with the figures of that moment."""
    about = Subject.ROUND.named(round_code)
    permit(
        by=by, move=RoundAct.REVIEW_UNSEEN, about=about, now=now, authority=rounds.authority_of(round_code)
    )
    journal.write(
        by=by,
        at=now,
        what=REVIEWED,
        about=round_actions.about(rounds.get(round_code)),
        facts=figures(unseen(round_code)),
    )


def refuse_unusual(round_code: str) -> None:
    """Raise TooMuchUnseen where a ranking would say more of our workers than of the bodies."""
    missing = queries.unusual(round_code)
    if missing and len(people := queries.reviewers(round_code, missing)) < REVIEWERS:
        raise TooMuchUnseen(missing, len(people))


def keep_edition(round_code: str, reason: str, by: Person | None, now: datetime) -> int:
    refuse_unusual(round_code)
    if held := disputes.holding(round_code):
        raise HeldByAppeal(disputes.marks_of(held))
    found = results.result(round_code)
    number = found.round.editions.count() + 1
    facts = edition_facts(found, number, reason, now)
    folder = conf()["EDITIONS"] / queries.folder_name(round_code, number)
    key = public_key_of(conf()["SIGNING_KEY"])
    files = write_edition(facts, folder, conf()["SIGNING_KEY"])
    manifest = next(file.sha256 for file in files if file.name == documents.MANIFEST)
    refuse_unlike(found, folder)
    Edition.objects.create(
        round=found.round,
        result=found,
        number=number,
        made_at=now,
        published_by=by,
        reason=reason,
        folder=queries.folder_name(round_code, number),
        manifest_sha256=manifest,
        public_key=key.base64(),
        files=[file.model_dump(mode="json") for file in files],
    )
    about = (Subject.EDITION.named(f"{round_code}/{number}"), *round_actions.about(found.round))
    journal.write(
        by=by,
        at=now,
        what="edition.published",
        about=about,
        facts={"number": number, "manifest": manifest, "key": key.id, "reason": reason},
    )
    return number


def refuse_unlike(found: ResultSet, folder: Path) -> None:
    """Raise NotReproducible unless the files on disk alone lead to themselves and to every kept number."""
    if damaged := verify_edition(folder):
        raise NotReproducible(folder, tuple(one.file for one in damaged))
    facts = read_facts(folder)
    methodology = facts.methodology()
    again = compute_results(methodology, facts.inputs(), facts.round.sampling)
    if cells := tuple(differing_cells(found, methodology, again.bodies)):
        raise NotReproducible(folder, cells)


def edition_facts(found: ResultSet, number: int, reason: str, now: datetime) -> EditionFacts:
    return EditionFacts(
        round=round_facts(found, number, reason, now),
        methodology_text=found.round.methodology.text,
        bodies=tuple(bodies_of(found.round)),
        observations=tuple(sorted(archive.observations(found), key=canonical)),
        findings=tuple(findings_of(found.round.code)),
    )


def round_facts(found: ResultSet, number: int, reason: str, now: datetime) -> RoundFacts:
    return RoundFacts(
        round=found.round.code,
        title=Words(found.round.title_fa, found.round.title_en),
        scope=Scope(found.round.scope),
        edition=number,
        made_at=now.isoformat(),
        reason=reason,
        methodology=found.round.methodology.code,
        methodology_hash=found.methodology_hash,
        seed=found.seed,
        replicates=found.replicates,
        share_of_whole=found.share_of_whole,
        category=found.round.category,
        disputed=disputes.marks_of(disputes.open_disputes(found.round.code)),
    )


def bodies_of(found: Round) -> Iterator[BodyFacts]:
    for unit in found.bodies.order_by("code"):
        yield BodyFacts(
            code=unit.code,
            title=titled(unit.title_fa, unit.title_en),
            parent=unit.parent_code,
            categories=tuple(unit.categories),
            services=tuple(unit.service_codes),
        )


def canonical(observation: Observation) -> tuple[str, str, str, str, str]:
    one = observation
    return (one.unit, one.indicator, one.service, one.address, one.source)


def findings_of(round_code: str) -> Iterator[SeenFinding]:
    for address in scans.findings(round_code):
        for finding in address.findings:
            yield SeenFinding(address.body_code, address.service_code, address.url, finding)


def make_move(*, round_code: str, move: RoundMove, by: Person | None, now: datetime) -> None:
    """Lead the round by one move, with all that belongs to it; each refusal has its own name."""
    match move:
        case RoundMove.ANNOUNCE:
            round_actions.announce_round(code=round_code, by=by, now=now)
        case RoundMove.START_PROBING:
            scan_actions.start_probing(round_code=round_code, by=by, now=now)
        case RoundMove.GIVE_PRELIMINARY:
            result_actions.give_preliminary(round_code=round_code, by=by, now=now)
        case RoundMove.MAKE_FINAL:
            result_actions.make_final(round_code=round_code, by=by, now=now)
        case RoundMove.PUBLISH:
            publish_edition(round_code=round_code, by=by, now=now)
        case _:
            round_actions.move(code=round_code, what=move, by=by, now=now)
