"""The fictional country as it is written in `demo/country.toml`: bodies, services, addresses."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass as checked

from sanjeh.demo.shipped import demo_folder


@checked(frozen=True, slots=True)
class Kind:
    """What every service of a kind asks for; Persian, for its sheet is only published in Persian."""

    law_fa: str
    documents: tuple[str, ...]
    steps: tuple[str, ...]


@checked(frozen=True, slots=True)
class Design:
    """How the site of a body looks."""

    layout: str
    colour: str
    logo: str


@checked(frozen=True, slots=True)
class Parent:
    code: str
    title_fa: str
    title_en: str


@checked(frozen=True, slots=True)
class Service:
    """`days` are working days until the answer; `host` is empty when it lives on its body's site.

    One with a `guide` offers it as a PDF.
    """

    code: str
    slug: str
    title_fa: str
    title_en: str
    kind: str
    days: int
    fee_rials: int
    host: str = ""
    guide: bool = False

    @property
    def path(self) -> str:
        return f"/services/{self.slug}"


@checked(frozen=True, slots=True)
class Body:
    """`domain` is its own registered domain; most bodies have names in the country's zone instead."""

    code: str
    parent: str
    title_fa: str
    title_en: str
    host: str
    look: Design
    categories: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    domain: str = ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the names of its sites: the portal's first, then those of services that live apart."""
        own = dict.fromkeys([self.host, *(service.host or self.host for service in self.services)])
        return tuple(own)


@checked(frozen=True)
class Country:
    """`stranger` is a host that no longer exists, from which a page still fetches a script."""

    zone: str
    title_fa: str
    title_en: str
    stranger: str
    sign_on: Body
    kinds: dict[str, Kind]
    parents: tuple[Parent, ...]
    bodies: tuple[Body, ...]

    def parent_of(self, body: Body) -> Parent:
        return next(parent for parent in self.parents if parent.code == body.parent)

    def portal_url(self, body: Body, https_port: int) -> str:
        return f"{self.origin(body, body.host, https_port)}/"

    def service_url(self, body: Body, service: Service, https_port: int) -> str:
        return f"{self.origin(body, service.host or body.host, https_port)}{service.path}"

    def origin(self, body: Body, host: str, https_port: int) -> str:
        return f"https://{host}.{body.domain or self.zone}:{https_port}"


@dataclass(frozen=True, slots=True)
class Site:
    """One host, by its label, the registered domain it lies in, and the body whose pages it shows."""

    host: str
    domain: str
    body: Body

    @property
    def name(self) -> str:
        return f"{self.host}.{self.domain}"


def sites(country: Country) -> tuple[Site, ...]:
    """Return one site per host, in the order in which loopback addresses are given out."""
    bodies = (country.sign_on, *country.bodies)
    return tuple(Site(host, body.domain or country.zone, body) for body in bodies for host in body.hosts)


def read_country(folder: Path | None = None) -> Country:
    """Return the country that stands in `folder`, or the shipped one."""
    text = ((folder or demo_folder()) / "country.toml").read_text(encoding="utf-8")
    return TypeAdapter(Country).validate_python(tomllib.loads(text))
