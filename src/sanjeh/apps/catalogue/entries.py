"""What a catalogue is loaded from: plain values, whoever reads them from wherever."""

from dataclasses import dataclass

from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class AddressEntry:
    """An address; `plain_port` is where its plain http twin answers."""

    url: str
    plain_port: int = 80


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A service with its code and where it is found."""

    code: str
    title: Words
    addresses: tuple[AddressEntry, ...]


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """A body; `parent` is the code of another entry, empty at the head of a branch."""

    code: str
    title: Words
    parent: str = ""
    categories: tuple[str, ...] = ()
    domain: str = ""
    portals: tuple[AddressEntry, ...] = ()
    services: tuple[ServiceEntry, ...] = ()
