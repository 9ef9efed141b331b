"""What an edition is made from: enough to count the round again, and nothing else."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from sanjeh.core.methodology.methodology import Methodology, parse_methodology, restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Observation
from sanjeh.core.probing.contracts import Finding, Frozen
from sanjeh.core.results.model import RankSampling
from sanjeh.core.scoring.inputs import BodyInput
from sanjeh.core.text.words import Words
from sanjeh.core.uncertainty.replicates import MOST_REPLICATES
from sanjeh.core.workflow.rounds import Scope


class RoundFacts(Frozen):
    """`round.json`: which round, by which method, with which dice; `reason` explains a later edition.

    `category` is that of the bodies that the round was of, empty where it was of all; then nothing is written
    of it, as before rounds could be of one. `disputed` are the marks under review (`body/indicator`); where
    there are none the file has no such line.
    """

    round: str
    title: Words
    scope: Scope
    edition: int
    made_at: str
    reason: str
    methodology: str
    methodology_hash: str
    seed: Annotated[str, Field(pattern=r"^[0-9]{1,100}$")]
    replicates: Annotated[int, Field(ge=0, le=MOST_REPLICATES)]
    share_of_whole: Annotated[float, Field(ge=0, le=1)]
    category: Annotated[str, Field(max_length=60)] = ""
    disputed: Annotated[tuple[str, ...], Field(exclude_if=lambda marks: not marks)] = ()

    @property
    def sampling(self) -> RankSampling:
        return RankSampling(int(self.seed), self.replicates)


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """A line of `bodies.csv`; `parent` is empty at the head of a branch."""

    code: str
    title: Words
    parent: str
    categories: tuple[str, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """A line of `findings.csv`."""

    unit: str
    service: str
    address: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """Everything that is published of a round, before it is counted."""

    round: RoundFacts
    methodology_text: str
    bodies: tuple[BodyFacts, ...]
    observations: tuple[Observation, ...]
    findings: tuple[SeenFinding, ...]

    def methodology(self) -> Methodology:
        """Return the method as the round asked it: an automatic round asks the probes alone."""
        whole = parse_methodology(self.methodology_text, self.round.methodology)
        return restrict(whole, {Source.PROBE}) if self.round.scope is Scope.AUTOMATIC else whole

    def inputs(self) -> tuple[BodyInput, ...]:
        """Return what is known of each body, as counting wants it."""
        by_unit: dict[str, list[Observation]] = {body.code: [] for body in self.bodies}
        for observation in self.observations:
            by_unit[observation.unit].append(observation)
        return tuple(
            BodyInput(body.code, body.services, body.categories, tuple(by_unit[body.code]))
            for body in self.bodies
        )
