"""Under which body of a round an address stands, where that is not the body that it was looked at for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sanjeh.apps.conf import conf
from sanjeh.apps.rounds.models import RoundAddress, RoundBody
from sanjeh.core.catalogue.holders import Holding, holder_of, holding_of_address, holding_of_domain
from sanjeh.core.text.html import host_of
from sanjeh.core.text.words import Words, titled
from sanjeh.probes.content.words import is_for_everybody

Kin = Literal["another", "parent", "subsidiary"]


@dataclass(frozen=True, slots=True)
class OtherBody:
    """A body, and what it is to the one that was asked about."""

    code: str
    title: Words
    kin: Kin


@dataclass(frozen=True, slots=True)
class Listed:
    """A body as the list of a round has it; `parent` is a code or empty."""

    title: Words
    parent: str


@dataclass(frozen=True, slots=True)
class Holders:
    """Which body of a round has which addresses; without any, nobody has anything."""

    holdings: tuple[Holding, ...] = ()
    bodies: Mapping[str, Listed] = field(default_factory=dict)

    def other(self, url: str, own: str) -> OtherBody | None:
        """Return the body under which an address stands, None where that is `own`, nobody or everybody.

        What a country has once for all bodies, as its single sign-on, is nobody's own.
        """
        if is_for_everybody(host_of(url)):
            return None
        code = holder_of(url, self.holdings, conf()["SUFFIXES"])
        return (
            OtherBody(code, self.bodies[code].title, self._kin(code, own)) if code not in ("", own) else None
        )

    def _kin(self, code: str, own: str) -> Kin:
        if own in self.bodies and self.bodies[own].parent == code:
            return "parent"
        return "subsidiary" if self.bodies[code].parent == own else "another"


def holders(round_code: str) -> Holders:
    """Return who has what: by the frozen list of a round and the domains of its bodies, as known today."""
    urls = RoundAddress.objects.filter(round__code=round_code).values_list("unit__code", "url")
    columns = ("code", "title_fa", "title_en", "parent_code", "body__domain")
    bodies = list(RoundBody.objects.filter(round__code=round_code).values_list(*columns))
    return Holders(
        (
            *(holding_of_address(*one) for one in urls),
            *(holding_of_domain(code, domain) for code, _, _, _, domain in bodies if domain),
        ),
        {code: Listed(titled(fa, en), parent) for code, fa, en, parent, _ in bodies},
    )
