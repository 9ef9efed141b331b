"""Takes out of what is kept whatever belongs to a person or a session: values of fields, cookies, tokens."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from pydantic import JsonValue

MASK = "…".encode()
# Shorter values of cookies ("1", "fa", "dark") are no secrets and stand everywhere.
_SHORTEST_SECRET = 8
_TAG = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
_FIELD = re.compile(rb"<input\b" + _TAG + rb">", re.IGNORECASE)
_VALUE = re.compile(rb"(\svalue\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
# What stands on a button is read by people, and what a choice is called is no answer.
_SHOWN = re.compile(
    rb"\stype\s*=\s*[\"']?(?:submit|button|reset|image|radio|checkbox|range|color)\b", re.IGNORECASE
)
_WRITTEN = re.compile(rb"(<textarea\b" + _TAG + rb">)(?:(?!</textarea)[\s\S])+", re.IGNORECASE)
_META = re.compile(
    rb"<meta\b(?=" + _TAG + rb"\sname\s*=\s*[\"']?[\w.:-]*(?:csrf|xsrf|token|nonce))" + _TAG + rb">",
    re.IGNORECASE,
)
_CONTENT = re.compile(rb"(\scontent\s*=\s*)(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE)
_TOKEN = re.compile(rb"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*")
# In addresses; short ones of the second kind are more often the number of a section or the code of a service.
_IN_ADDRESS = re.compile(
    rb"([?&;#](?:"
    rb"[\w.-]{0,40}(?:token|sessionid|phpsessid|jsessionid|password|passwd|secret|api_?key|ticket|auth)="
    rb"|(?:[\w.-]{0,40}sid|session|code|key)=(?=[^?&;\"'\s<>#]{16})"
    rb"))[^?&;\"'\s<>#]+",
    re.IGNORECASE,
)


def masked(content: bytes, secrets: Iterable[str] = ()) -> bytes:
    """Return a text without values of fields, tokens and `secrets`, in any encoding that contains ASCII."""
    content = _FIELD.sub(_without_value, content)
    content = _WRITTEN.sub(rb"\1" + MASK, content)
    content = _META.sub(lambda tag: _CONTENT.sub(rb'\1"' + MASK + rb'"', tag[0]), content)
    content = _IN_ADDRESS.sub(rb"\1" + MASK, _TOKEN.sub(MASK, content))
    for secret in _spellings(secrets):
        content = content.replace(secret, MASK)
    return content


def _without_value(field: re.Match[bytes]) -> bytes:
    return field[0] if _SHOWN.search(field[0]) else _VALUE.sub(rb'\1"' + MASK + rb'"', field[0])


def _spellings(secrets: Iterable[str]) -> list[bytes]:
    """Return the secrets as they may stand in a page, the longest first."""
    spelt = {
        each
        for secret in secrets
        for each in (secret, unquote(secret), quote(secret), quote(secret, safe=""))
    }
    long = (each.encode() for each in spelt if len(each) >= _SHORTEST_SECRET)
    return sorted(long, key=lambda each: (-len(each), each))


def masked_text(text: str, secrets: tuple[str, ...] = ()) -> str:
    """Return a text, such as an address, masked as a page would be."""
    return masked(text.encode("utf-8", "replace"), secrets).decode()


def masked_texts(value: JsonValue, secrets: tuple[str, ...] = ()) -> JsonValue:
    """Return the same value with every text in it masked."""
    match value:
        case str():
            return masked_text(value, secrets)
        case list():
            return [masked_texts(each, secrets) for each in value]
        case dict():
            return {key: masked_texts(each, secrets) for key, each in value.items()}
        case _:
            return value
