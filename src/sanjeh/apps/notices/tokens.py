"""What stands in the links of a subscription: signed, so that nobody else confirms or ends it."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from sanjeh.apps.notices.kinds import Kind, Rhythm

CONFIRM, END = "sanjeh.subscription.confirm", "sanjeh.subscription.end"
LASTS = timedelta(days=3)


class TokenUnknown(ValueError):
    """This link was not made here, or its time is over."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody has asked for; it holds once the link is followed."""

    topics: tuple[Kind, ...]
    rhythm: Rhythm
    language: str


def confirming(number: int, wish: Wish) -> str:
    told = {"n": number, "t": list(wish.topics), "r": wish.rhythm, "l": wish.language}
    return signing.dumps(told, salt=CONFIRM)


def confirmed(token: str) -> tuple[int, Wish]:
    """Return whose wish this is, and what it is; raise TokenUnknown."""
    try:
        told = signing.loads(token, salt=CONFIRM, max_age=LASTS)
    except signing.BadSignature as bad:
        raise TokenUnknown from bad
    return int(told["n"]), Wish(tuple(map(Kind, told["t"])), Rhythm(told["r"]), str(told["l"]))


def ending(number: int) -> str:
    return signing.dumps({"n": number}, salt=END)


def ended(token: str) -> int:
    """Return which subscription this link ends; raise TokenUnknown."""
    try:
        return int(signing.loads(token, salt=END)["n"])
    except signing.BadSignature as bad:
        raise TokenUnknown from bad
