"""Judges whether a domain insists on encrypted delivery of its mail, and hears of failures. Pure."""

import re
from collections.abc import Iterable

from sanjeh.core.probing.artifacts.dns import DnsArtifact, Mail, PolicyFile
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.verdicts import Verdict, failed, not_applicable, passed, texts, unseen, warned
from sanjeh.probes.dns.mail import NULL_MX, is_address

_LONGEST_POLICY_S = 31_557_600
_MONTH_S = 2_592_000
# RFC 8461 §3.1 and §3.2: 32 letters and digits; ten digits; a name, or a star as its first label.
_ID = re.compile(r"[0-9A-Za-z]{1,32}")
_MAX_AGE = re.compile(r"[0-9]{1,10}")
_SERVER = re.compile(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?")
_VERSIONS = {"sts": "v=STSv1", "rpt": "v=TLSRPTv1"}
# RFC 8460 §3: reports go by mail or over https.
_REPORTS_TO = re.compile(r"mailto:[^@\s,!]+@[^@\s,!]+|https://[^/\s,!]+(?:/[^\s,!]*)?", re.IGNORECASE)
_THEIR_FAULTS = frozenset({Reason.NAME_UNKNOWN, Reason.CONNECT_REFUSED, Reason.TLS_FAILED})


def mta_sts(artifact: DnsArtifact) -> Verdict:
    """Judge whether the domain insists on encrypted delivery of its mail (RFC 8461)."""
    known = artifact.mail
    if known is None or known.mta_sts.failure:
        return unseen((known and known.mta_sts.failure) or Reason.NOT_ASKED)
    if not _takes_mail(known):
        return not_applicable("no_mail")
    announced = _announced(known.mta_sts.records, _VERSIONS["sts"])
    if not announced:
        return warned("missing")
    ids = [value for key, value in _fields(announced[0]) if key == "id"]
    if len(announced) > 1 or len(ids) != 1 or not _ID.fullmatch(ids[0]) or known.policy is None:
        return failed("broken_record", count=len(announced))
    return _failure(known.policy.failure) if known.policy.failure else _policy(known.policy, known)


def tls_rpt(artifact: DnsArtifact) -> Verdict:
    """Judge whether the domain wants to hear of mail that could not be encrypted (RFC 8460)."""
    known = artifact.mail
    if known is None or known.tls_rpt.failure:
        return unseen((known and known.tls_rpt.failure) or Reason.NOT_ASKED)
    if not _takes_mail(known):
        return not_applicable("no_mail")
    announced = _announced(known.tls_rpt.records, _VERSIONS["rpt"])
    if len(announced) != 1:
        return failed("broken", count=len(announced)) if announced else warned("missing")
    named = [value for key, value in _fields(announced[0]) if key == "rua"]
    where = ", ".join(named)
    uris = [uri.strip() for uri in where.split(",")]
    is_readable = len(named) == 1 and all(map(_REPORTS_TO.fullmatch, uris))
    return passed("present", at=where) if is_readable else failed("broken", at=where)


def _announced(records: Iterable[str], version: str) -> list[str]:
    """Return the records of this version; others at the same name speak of something else."""
    return [text for text in records if text.partition(";")[0].rstrip(" \t") == version]


def _fields(record: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in record.split(";"))
    return [(key.strip(), value.strip()) for key, equals, value in pairs if equals]


def _failure(failure: Failure) -> Verdict:
    """Return what a policy that could not be had says; that nobody answered in time may be our own fault."""
    is_theirs = failure.reason in _THEIR_FAULTS
    return failed("no_policy", detail=failure.reason.value) if is_theirs else unseen(failure)


def _policy(policy: PolicyFile, known: Mail) -> Verdict:
    pairs = [line.partition(":") for line in policy.text.splitlines()]
    # RFC 8461 §3.2: names of fields are written in small letters.
    lines = [(key.strip(), value.strip()) for key, colon, value in pairs if colon]
    # RFC 8461 §3.2: of a field that stands twice, the first counts; only `mx` may.
    fields = dict(reversed(lines))
    servers = [value.lower() for key, value in lines if key == "mx"]
    mode, age = fields.get("mode", ""), fields.get("max_age", "")
    age_s = int(age) if _MAX_AGE.fullmatch(age) else _LONGEST_POLICY_S + 1
    is_whole = fields.get("version") == "STSv1" and age_s <= _LONGEST_POLICY_S
    are_named = mode == "none" or (bool(servers) and all(map(_SERVER.fullmatch, servers)))
    if policy.status != 200 or not (is_whole and are_named) or mode not in {"enforce", "testing", "none"}:
        return failed("broken_policy", status=policy.status, mode=mode)
    if mode != "enforce":
        return warned("not_enforced", mode=mode)
    unnamed = [name for name in _mail_servers(known) if not any(_covers(each, name) for each in servers)]
    if unnamed:
        return failed("server_not_named", servers=texts(unnamed))
    return warned("short_lived", max_age_s=age_s) if age_s < _MONTH_S else passed("enforced", mode=mode)


def _mail_servers(known: Mail) -> list[str]:
    """Return the names of the servers; a number among them is another rule's matter."""
    names = [record.split()[-1].rstrip(".").lower() for record in known.mx.records]
    return [name for name in names if not is_address(name)]


def _covers(pattern: str, server: str) -> bool:
    """Return whether a pattern names a mail server; its star stands for one label (RFC 8461 §4.1)."""
    pattern = pattern.rstrip(".")
    return server == pattern or (pattern.startswith("*.") and server.partition(".")[2] == pattern[2:])


def _takes_mail(known: Mail) -> bool:
    return bool(known.mx.records) and known.mx.records != NULL_MX
