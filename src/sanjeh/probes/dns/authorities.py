"""Judges whether authorities that issue certificates can read what a domain tells them (CAA). Pure."""

import re
from collections.abc import Mapping

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, passed, unseen, warned

_RECORD = re.compile(r"(\d{1,3}) ([0-9A-Za-z]+) \"(.*)\"")
# RFC 8659 §4.2 and §4.3: a name or nothing, then parameters.
_ISSUER = re.compile(r"\s*(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*)?\s*(?:;[^\x00-\x1f]*)?", re.IGNORECASE)
_ISSUING = frozenset({"issue", "issuewild", "issuemail", "issuevmc"})
_CONTACTS = frozenset({"iodef", "contactemail", "contactphone"})
_CRITICAL = 128


def climbing(answers: Mapping[str, NameAnswer]) -> list[tuple[str, NameAnswer]]:
    """Return the answers from the host upwards (RFC 8659 §3): the nearest name that has records decides."""
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
    if tag in _ISSUING:
        return _ISSUER.fullmatch(value) is not None
    if tag == "iodef":
        return value.startswith(("mailto:", "https:", "http:"))
    return tag in _CONTACTS or not flags & _CRITICAL


def _tag(record: str) -> str:
    return record.split(" ", 2)[1].lower()
