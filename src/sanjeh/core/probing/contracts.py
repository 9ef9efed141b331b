"""The shapes that a look at a service is made of: target, capture, finding, probe.

A *look* is the only half that touches the network; a *probe* judges what a look brought
home and is pure, so that a finding can be made again in ten years from the same capture.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Generic, Protocol, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from sanjeh.core.integrity.storable_json import storable, storable_text
from sanjeh.core.probing.failures import BLOCKING, UNTRIED, Reason
from sanjeh.core.text.code_rule import IRAN, checked


class Outcome(StrEnum):
    """What a probe says of one check. The last three can never become a number."""

    PASS = "pass"  # noqa: S105 -- an outcome, not a password
    WARN = "warn"
    FAIL = "fail"
    INFO = "info"
    NOT_APPLICABLE = "not_applicable"
    NOT_TESTED = "not_tested"
    BLOCKED = "blocked"
    ERROR = "error"


UNSEEN = frozenset({Outcome.NOT_TESTED, Outcome.BLOCKED, Outcome.ERROR})


class Frozen(BaseModel):
    """A value that is written to disk and read back: unchangeable, and strict about its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(Frozen):
    """One address to look at, and what the catalogue knows of it.

    `codes` are the codes of all services of the body, for the catalogue check of a portal; `plain_port` is
    the port on which the plain http twin of the address answers. `code_rule` says how the authority of the
    round writes its codes (`core.text.code_rule`); Iran's is not written down, so that what was kept before
    there were others keeps its digest.
    """

    url: str
    body: str = ""
    service: str = ""
    is_portal: bool = False
    codes: tuple[str, ...] = ()
    plain_port: int = 80
    code_rule: Annotated[str, AfterValidator(checked)] = Field(IRAN, exclude_if=lambda rule: rule == IRAN)


class Failure(Frozen):
    """Why a look brought nothing home."""

    reason: Reason
    detail: Annotated[str, BeforeValidator(storable_text)] = ""

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of every check that this failure leaves unseen."""
        if self.reason in BLOCKING:
            return Outcome.BLOCKED
        return Outcome.NOT_TESTED if self.reason in UNTRIED else Outcome.ERROR


class Capture(Frozen):
    """What one look brought home: raw, hashed, never edited.

    `shared_with` is the address at which it was taken, where that was another one of the same host.
    What is stored names the collector `look` and the artifact `sight` (docs/public-contracts.md).
    A NUL in what a site said is a replacement sign from the first: it is judged, hashed and kept as it will
    be read.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    collector: str = Field(alias="look")
    version: int
    target: Target
    taken_at: datetime
    elapsed_ms: float
    vantage: str
    tools: dict[str, str]
    failure: Failure | None
    artifact: Annotated[JsonValue, BeforeValidator(storable)] = Field(alias="sight")
    shared_with: str = ""


class Finding(Frozen):
    """One check of one address, judged. `evidence` holds SHA-256 digests (hex)."""

    id: str
    probe: str
    outcome: Outcome
    reason: str
    standard: str
    observed: Annotated[dict[str, JsonValue], BeforeValidator(storable)] = {}
    evidence: tuple[str, ...] = ()


class EvidenceReader(Protocol):
    """Reads what was kept."""

    def read(self, digest: str) -> bytes:
        """Return the bytes with this SHA-256; raise KeyError when they were never kept."""
        ...


class Evidence(EvidenceReader, Protocol):
    """Keeps what was seen, addressed by its content."""

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their SHA-256 as 64 hex digits."""
        ...


Artifact = TypeVar("Artifact", bound=BaseModel)
Net = TypeVar("Net")


@dataclass(frozen=True, slots=True)
class Collector(Generic[Artifact, Net]):
    """One kind of capture: all that anybody asks about a look stands here and nowhere else.

    `capture` takes it, and raises CaptureFailed when nothing could be seen; a text names the package in whose
    module `capture` that function stands, so that who only judges or shows need not load the network with it.
    What a look `is_of_host` brings home is the same for every https address of a host. One that `asks_others`
    never asks the destination, so it need not wait there. One that `is_alone` is timed and shares the machine
    with no other. One that `is_sampled` is taken at hours of its own, where it is asked for, and neither ends
    the looking at an address nor begins it again.
    """

    name: str
    version: int
    artifact: type[Artifact]
    capture: str | Callable[[Target, Net, Evidence], Awaitable[Artifact]]
    deadline_s: float = 60.0
    needs_browser: bool = False
    is_of_host: bool = False
    asks_others: bool = False
    is_alone: bool = False
    is_sampled: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One question that a probe answers on every look, so that none is silently left out."""

    id: str
    standard: str


@dataclass(frozen=True, slots=True)
class Probe(Generic[Artifact]):
    """Judges the artifact of the collector of that name; gives exactly one finding per check.

    A sampled one judges only where its look was taken; elsewhere it says nothing at all.
    """

    name: str
    version: int
    collector: str
    artifact: type[Artifact]
    checks: tuple[Check, ...]
    judge: Callable[[Artifact, Target, EvidenceReader], Iterable[Finding]] = field(repr=False)
    is_sampled: bool = False
