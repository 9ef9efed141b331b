"""What an authority still lacks for its first round, in the order in which it is best mended."""

from dataclasses import dataclass
from enum import StrEnum


class FirstStep(StrEnum):
    """One thing that an installation needs before it can run a round of its own."""

    NAME = "name"
    CONTACT = "contact"
    SECOND_PUBLISHER = "second_publisher"
    AGREEMENT = "agreement"
    METHOD_LOADED = "method_loaded"
    METHOD_ANNOUNCED = "method_announced"
    METHOD_IN_FORCE = "method_in_force"
    BODIES = "bodies"
    SERVICES = "services"
    PEOPLE_OF_BODIES = "people_of_bodies"
    MAIL_SERVER = "mail_server"
    NOTICE = "notice"
    ROUND = "round"


LEAST_PUBLISHERS = 2  # who made results final does not publish them


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an installation has come; counts are of what is there, `short_bodies` have too few people."""

    has_own_name: bool = False
    has_contact: bool = False
    publishers: int = 0
    has_agreement: bool = False
    methods: int = 0
    methods_announced: int = 0
    has_method_in_force: bool = False
    bodies: int = 0
    services: int = 0
    short_bodies: int = 0
    has_mail_server: bool = False
    notices: int = 0
    rounds: int = 0


def missing_steps(standing: Standing) -> tuple[FirstStep, ...]:
    """Return what is still missing; nothing for an installation that can run its round."""
    is_there = {
        FirstStep.NAME: standing.has_own_name,
        FirstStep.CONTACT: standing.has_contact,
        FirstStep.SECOND_PUBLISHER: standing.publishers >= LEAST_PUBLISHERS,
        FirstStep.AGREEMENT: standing.has_agreement,
        FirstStep.METHOD_LOADED: standing.methods > 0,
        FirstStep.METHOD_ANNOUNCED: standing.methods_announced > 0,
        FirstStep.METHOD_IN_FORCE: standing.has_method_in_force,
        FirstStep.BODIES: standing.bodies > 0,
        FirstStep.SERVICES: standing.services > 0,
        FirstStep.PEOPLE_OF_BODIES: standing.bodies > 0 and standing.short_bodies == 0,
        FirstStep.MAIL_SERVER: standing.has_mail_server,
        FirstStep.NOTICE: standing.notices > 0,
        FirstStep.ROUND: standing.rounds > 0,
    }
    return tuple(step for step in FirstStep if not is_there[step])
