"""Reading the register of gaps; how far a proposal has come is worked out from the words of the versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from sanjeh.apps.agreements.models import Acceptance, AgreementVersion, Gap, GapProposal
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.text.search import squeezed
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.agreements import HELD, READABLE
from sanjeh.core.workflow.gaps import GAP_STATE_WORDS, GAP_WORDS, GapKind, GapState


class NoSuchGap(LookupError):
    """The register has no gap of this number."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """Proposed words; `version` is the newest that holds them, None while none does."""

    words: Words
    at: datetime | None
    version: int | None
    state: GapState


@dataclass(frozen=True, slots=True)
class GapRow:
    """What a sentence of a version does not give, with what was proposed for it, the newest last."""

    number: int
    version: int
    clause: int
    kind: GapKind
    sentence: str
    lacks: Words
    at: datetime | None
    proposals: tuple[ProposalRow, ...]

    @property
    def reference(self) -> str:
        return Subject.GAP.named(self.number)

    @property
    def state(self) -> GapState:
        """Return how far the best of the proposals has come."""
        order = list(GapState)
        return max((one.state for one in self.proposals), key=order.index, default=GapState.OPEN)

    @property
    def is_active(self) -> bool:
        return self.state is GapState.ACTIVE

    @property
    def says(self) -> Translatable:
        return GAP_STATE_WORDS[self.state]

    @property
    def kind_title(self) -> Translatable:
        return GAP_WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Holder:
    """A version that may hold proposed words: its letters alone, and whether it binds now."""

    number: int
    letters: str
    binds: bool


def register(now: datetime, authority: str = DEFAULT_AUTHORITY) -> tuple[GapRow, ...]:
    """Return every gap of this authority's agreement, in the order of the register."""
    holders = holders_of(now, authority)
    gaps = Gap.objects.filter(authority__code=authority).select_related("version")
    return tuple(gap_row(one, holders) for one in gaps.prefetch_related("proposals").order_by("number"))


def gap(number: int, now: datetime) -> GapRow:
    """Return one gap; raise NoSuchGap."""
    found = Gap.objects.select_related("version").prefetch_related("proposals").filter(number=number).first()
    if found is None:
        raise NoSuchGap(number)
    return gap_row(found, holders_of(now, str(found.authority_id)))


def holders_of(now: datetime, authority: str) -> tuple[Holder, ...]:
    """Return the versions that everybody may read, the newest first.

    One binds while its days last, it was put in force and a body has accepted it: a proposal of one side
    alone never becomes active.
    """
    accepted = Exists(Acceptance.objects.filter(version=OuterRef("pk"), at__lte=now))
    readable = AgreementVersion.objects.filter(authority__code=authority, state__in=READABLE)
    rows = readable.annotate(is_accepted=accepted).order_by("-number")
    return tuple(
        Holder(row.number, squeezed(row.exact_text), row.is_accepted and is_in_its_days(row, now))
        for row in rows
    )


def is_in_its_days(row: AgreementVersion, now: datetime) -> bool:
    has_begun = row.valid_from is None or row.valid_from <= now
    return row.state in HELD and has_begun and now < row.valid_until


def gap_row(found: Gap, holders: Iterable[Holder]) -> GapRow:
    later = [one for one in holders if one.number > found.version.number]
    return GapRow(
        number=found.number,
        version=found.version.number,
        clause=found.clause,
        kind=GapKind(found.kind),
        sentence=found.sentence,
        lacks=Words(found.lacks_fa, found.lacks_en),
        at=found.at,
        proposals=tuple(proposal_row(one, later) for one in found.proposals.all()),
    )


def proposal_row(proposal: GapProposal, later: Iterable[Holder]) -> ProposalRow:
    """Return a proposal with the version that holds its very words, those that bind before all others."""
    letters = squeezed(proposal.words_fa)
    holding = [one for one in later if letters in one.letters]
    best = next((one for one in holding if one.binds), next(iter(holding), None))
    state = GapState.PROPOSED
    if best:
        state = GapState.ACTIVE if best.binds else GapState.CONTAINED
    words = Words(proposal.words_fa, proposal.words_en)
    return ProposalRow(words, proposal.at, best.number if best else None, state)


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return Gap.objects.filter(number=number).values_list("authority__code", flat=True).first()
