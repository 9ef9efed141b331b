"""Whether a program may answer a mail at all (RFC 3834): never one that a program wrote, nor its own."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from sanjeh.core.messages.incoming import IncomingKind

ONE_IN = timedelta(days=1)  # so often the same address is answered
MOST_AN_HOUR = 100  # whatever comes, so that nobody makes us flood others in somebody's name
# Whoever is called so is a program (RFC 3834, section 2; RFC 2142).
PROGRAMS = frozenset(
    {"mailer-daemon", "postmaster", "no-reply", "noreply", "do-not-reply", "bounce", "bounces"}
)


class Unanswered(StrEnum):
    """Why a mail is not answered."""

    AUTOMATIC = "automatic"
    NOBODY = "nobody"
    OURSELVES = "ourselves"
    LATELY = "lately"
    FLOOD = "flood"


def unanswered(kind: IncomingKind, sender: str, own: Collection[str]) -> Unanswered | None:
    """Return why it must not be answered, or None; how often it was is asked of the tables."""
    if kind is not IncomingKind.WORDS:
        return Unanswered.AUTOMATIC
    local, _, domain = sender.partition("@")
    if not (local and domain):
        return Unanswered.NOBODY
    if sender in own:
        return Unanswered.OURSELVES
    is_program = local in PROGRAMS or local.startswith(("owner-", "bounce-", "bounces-", "bounces+"))
    is_program |= local.endswith(("-request", "-bounces", "-owner"))
    return Unanswered.NOBODY if is_program else None
