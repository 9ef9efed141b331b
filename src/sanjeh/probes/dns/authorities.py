"""Judges whether authorities that issue certificates can read what a domain tells them (CAA). Pure."""

import re
from collections.abc import Mapping

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, passed, unseen, warned

_RECORD = re.compile(r"(\d{1,3}) ([0-9A-Za-z]+) \"(.*)\"")
# RFC 8659 §4.2 and §4.3: a name or nothing, then parameters.
_LABEL = r"[a-z0-9](?:-*[a-z0-9])*"
_PARAMETER = rf"{_LABEL}[ \t]*=[ \t]*[!-:<-~]*"
_ISSUER = re.compile(
    rf"[ \t]*(?:{_LABEL}(?:\.{_LABEL})*[ \t]*)?"
    rf"(?:;[ \t]*(?:{_PARAMETER}(?:[ \t]*;[ \t]*{_PARAMETER})*[ \t]*)?)?",
    re.IGNORECASE,
)
# Where reports are sent (§4.4), and an address of mail alone (CA/Browser Forum BR A.1).
_REPORTS_TO = re.compile(r"mailto:[^@\s]+@[^@\s]+|https?://[^/\s]+(?:/\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_FORMS = {
    **dict.fromkeys(("issue", "issuewild", "issuemail", "issuevmc"), _ISSUER),
    "iodef": _REPORTS_TO,
    "contactemail": _MAIL,
}
_CONTACTS = frozenset({"contactphone"})
_CRITICAL = 128
# §4.1: all other bits are kept for later and must be nought.
_FLAGS = frozenset({0, _CRITICAL})


def climbing(answers: Mapping[str, NameAnswer]) -> list[tuple[str, NameAnswer]]:
    """Return the answers from the host upwards, in whatever order a store gave them back (RFC 8659 §3)."""
    return sorted(answers.items(), key=lambda one: (-one[0].rstrip(".").count("."), one[0]))


def caa_form(artifact: DnsArtifact) -> Verdict:
    climbed = climbing(artifact.caa)
    at, records = next(((name, each.records) for name, each in climbed if each.records), ("", ()))
    failure = next((answer.failure for _, answer in climbed if answer.failure), None)
    if not at:
        return unseen(failure) if failure else not_applicable("no_record")
    broken = [record for record in records if not _is_readable(record)]
    if broken:
        return failed("broken", at=at, records=[*broken])
    if not any(_tag(record) == "issue" for record in records):
        return warned("no_issuer", at=at, records=[*records])
    return passed("readable", at=at, records=[*records])


def _is_readable(record: str) -> bool:
    """Return whether authorities heed the record; an unknown critical one keeps every authority away."""
    found = _RECORD.fullmatch(record)
    if found is None or not record.isascii():
        return False
    flags, tag, value = int(found[1]), found[2].lower(), found[3]
    if flags not in _FLAGS:
        return False
    if tag in _FORMS:
        return _FORMS[tag].fullmatch(value) is not None
    return tag in _CONTACTS or not flags & _CRITICAL


def _tag(record: str) -> str:
    return record.split(" ", 2)[1].lower()
