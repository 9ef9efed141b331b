"""Reading a Permissions-Policy by the grammar of its field, a dictionary (RFC 9651 §3.2). Pure."""

import re

_ITEM = r"(?:[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*|\"(?:[ !#-\[\]-~]|\\[\"\\])*\")"
_KEY = r"[a-z*][a-z0-9_.*-]*"
_PARAMETERS = rf"(?:;[ ]*{_KEY}(?:={_ITEM})?)*"
_LIST = rf"\([ ]*(?:{_ITEM}{_PARAMETERS}(?:[ ]+{_ITEM}{_PARAMETERS})*)?[ ]*\)"
_MEMBER = rf"{_KEY}(?:=(?:{_LIST}|{_ITEM}))?{_PARAMETERS}"
_FIELD = re.compile(rf"[ ]*{_MEMBER}(?:[ \t]*,[ \t]*{_MEMBER})*[ ]*")


def is_heeded(text: str) -> bool:
    """Return whether browsers heed the field: one slip of its grammar, and they throw all of it away.

    «geolocation 'none'» is how the field's forerunner, Feature-Policy, was written.
    """
    return _FIELD.fullmatch(text) is not None and "=" in text
