"""Handing a short message to the operator's HTTP gateway: one POST with a JSON of `to` and `text`."""

import json
from dataclasses import dataclass

import aiohttp

WAIT_S = 20
MOST_BYTES = 65_536


class SmsRefused(Exception):
    """The gateway will not take this message, now or later (4xx, but for 408 and 429)."""


class SmsDeferred(Exception):
    """The gateway cannot be reached, or asks to be tried later."""


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """`token` goes into the Authorization header as a bearer token (RFC 6750); empty: none."""

    url: str
    token: str = ""


async def send_sms(gateway: SmsGateway, receiver: str, text: str) -> str:
    """Hand it over and return the gateway's name for it, empty where it gives none."""
    headers = {"Authorization": f"Bearer {gateway.token}"} if gateway.token else {}
    wait = aiohttp.ClientTimeout(total=WAIT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=wait, headers=headers) as session,
            session.post(gateway.url, json={"to": receiver, "text": text}, allow_redirects=False) as answer,
        ):
            body = await answer.content.read(MOST_BYTES)
            return taken(answer.status, body)
    except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
        raise SmsDeferred(f"{type(trouble).__name__}: {trouble}") from trouble


def taken(status: int, body: bytes) -> str:
    """Return the name in the answer; raise SmsRefused or SmsDeferred where it was not taken."""
    if 200 <= status < 300:
        return name_in(body)
    said = f"{status} {' '.join(body.decode(errors='replace').split())}"[:300]
    if 400 <= status < 500 and status not in {401, 403, 408, 429}:
        raise SmsRefused(said)
    raise SmsDeferred(said)


def name_in(body: bytes) -> str:
    """Return what the gateway calls the message: `id` or `message_id` of its JSON."""
    try:
        answer = json.loads(body)
    except ValueError:
        return ""
    named = answer.get("id") or answer.get("message_id") if isinstance(answer, dict) else None
    return str(named)[:200] if isinstance(named, str | int) else ""
