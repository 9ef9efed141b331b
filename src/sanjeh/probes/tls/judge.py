"""Judges certificates and versions at the moment of the capture. Pure: the rules are in method.md."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from cryptography import x509

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.judging import (
    failed,
    not_applicable,
    not_tested,
    noted,
    passed,
    resting,
    sign,
    unseen,
    warned,
)
from sanjeh.core.probing.verdicts import Verdict, texts
from sanjeh.probes.tls.capabilities import judged, unread
from sanjeh.probes.tls.certificates import (
    certified_names,
    digest_name,
    fits,
    is_authority,
    is_current,
    issued,
    key_kind,
    names_issuer_address,
    read_certificate,
)
from sanjeh.probes.tls.chain_and_ocsp import judge_chain, judge_staple
from sanjeh.probes.tls.ct_and_revocation import judge_transparency, revocation_addresses
from sanjeh.probes.tls.ruleset import USUAL_RULESET, Ruleset, ruleset

CHECKS = (
    Check("tls.trust", "RFC 5280"),
    Check("tls.name", "RFC 9525"),
    Check("tls.dates", "RFC 5280 4.1.2.5"),
    Check("tls.key", "NIST SP 800-57; CA/Browser Forum BR 6.1.5"),
    Check("tls.protocol", "RFC 8996; RFC 9325"),
    Check("tls.suites", "RFC 9325 4; RFC 8446"),
    Check("tls.order", "NCSC-NL 2025 3.3.4; RFC 9325 4.2.1"),
    Check("tls.groups", "RFC 9325 4.2; RFC 7919; RFC 8446 4.2.7"),
    Check("tls.hygiene", "RFC 9325 3.3, 3.5; RFC 5746; RFC 7627; RFC 7507"),
    Check("tls.stapling", "RFC 6066 8; RFC 7633"),
    Check("tls.chain", "RFC 8446 4.4.2; RFC 5246 7.4.2"),
    Check("tls.transparency", "RFC 6962"),
)
_OF_CERTIFICATES = (
    "tls.trust",
    "tls.name",
    "tls.dates",
    "tls.key",
    "tls.stapling",
    "tls.chain",
    "tls.transparency",
)
_BY_RULESET = frozenset({"tls.suites", "tls.order", "tls.groups"})
_SOON = timedelta(days=30)
_LEAST_BITS = {"RSA": 2048, "EC": 256, "DSA": 1 << 30}
_BROKEN_DIGESTS = frozenset({"md5", "sha1", "md2"})
_OLD = ("SSLv2", "SSLv3", "TLSv1", "TLSv1.1")
_SHOWN_NAMES = 10


def judge(
    sight: TlsArtifact, target: Target, evidence: EvidenceReader, *, rules: Ruleset
) -> Iterable[Finding]:
    """Return one finding per check; each defect fails one check only."""
    del target
    checks = _checks_by(rules)
    if not sight.is_tls:
        return sign("tls", checks, {check.id: not_applicable("plain_http") for check in checks})
    verdicts = _of_certificates(sight, evidence) | judged(sight.greetings, rules)
    return sign("tls", checks, {**verdicts, "tls.protocol": _protocol(sight)})


def _checks_by(rules: Ruleset) -> tuple[Check, ...]:
    """Return the checks; where a ruleset decides, it stands among the standards."""
    return tuple(
        replace(check, standard=f"{rules.code}; {check.standard}") if check.id in _BY_RULESET else check
        for check in CHECKS
    )


def _of_certificates(sight: TlsArtifact, evidence: EvidenceReader) -> dict[str, Verdict]:
    chain = [read_certificate(evidence.read(digest)) for digest in sight.chain]
    leaf = chain[0] if chain else None
    if leaf is None:
        why = resting(unseen(Reason.TLS_FAILED), *sight.chain)
        return dict.fromkeys(_OF_CERTIFICATES, why)
    rest = [certificate for certificate in chain[1:] if certificate is not None]
    shows_another = bool(sight.other_leaf)
    trust = _trust(sight, leaf, rest, evidence)
    return {
        "tls.trust": resting(trust, *sight.chain),
        "tls.name": resting(_name(sight, leaf), sight.chain[0]),
        "tls.dates": resting(_dates(sight, leaf), sight.chain[0]),
        "tls.key": resting(_key(leaf), sight.chain[0]),
        "tls.stapling": resting(
            _with_addresses(_stapling(sight, leaf, rest, evidence), leaf), sight.chain[0], sight.staple
        ),
        "tls.chain": resting(
            judge_chain(leaf, rest, shows_another=shows_another), *sight.chain, sight.other_leaf
        ),
        "tls.transparency": resting(
            judge_transparency(leaf, is_public=trust.reason == "trusted"), sight.chain[0]
        ),
    }


def _with_addresses(verdict: Verdict, leaf: x509.Certificate) -> Verdict:
    """Add where else a revocation is told; we ask nobody, so this is seen and not judged."""
    told = {name: texts(found) for name, found in revocation_addresses(leaf).items() if found}
    return replace(verdict, observed={**verdict.observed, **told})


def _stapling(
    sight: TlsArtifact, leaf: x509.Certificate, rest: list[x509.Certificate], evidence: EvidenceReader
) -> Verdict:
    if sight.greetings is None or (sight.greetings.trouble and not sight.staple):
        return unread(sight.greetings) or not_tested("not_read")
    if sight.staple:
        return judge_staple(leaf, rest, evidence.read(sight.staple), sight.taken_at)
    return judge_staple(leaf, rest, None if sight.greetings.is_stapled is None else b"", sight.taken_at)


def _trust(
    sight: TlsArtifact, leaf: x509.Certificate, rest: list[x509.Certificate], evidence: EvidenceReader
) -> Verdict:
    """Give both verdicts: what every browser holds, and what the nation's own root adds."""
    path = _path(sight, leaf, rest)
    issuer = leaf.issuer.rfc4514_string()
    if _ends_at(path, sight.public_anchor, evidence):
        return passed("trusted", issuer=issuer, certificates=len(sight.chain))
    if _ends_at(path, sight.national_anchor, evidence):
        return noted("national_root_only", issuer=issuer, certificates=len(sight.chain))
    if issued(leaf, leaf):
        return failed("self_signed", issuer=issuer)
    if sight.public_roots == 0:
        return not_tested("no_store", issuer=issuer)
    is_cut = not issued(path[-1], path[-1]) and names_issuer_address(path[-1])
    return failed("incomplete_chain" if is_cut else "untrusted_issuer", issuer=issuer)


def _path(sight: TlsArtifact, leaf: x509.Certificate, rest: list[x509.Certificate]) -> list[x509.Certificate]:
    """Return the longest chain of current issuers that the server itself sent, in any order."""
    path, left = [leaf], list(rest)
    while True:
        fitting = [one for one in left if _may_issue(sight, one, path[-1])]
        if not fitting or issued(path[-1], path[-1]):
            return path
        path.append(fitting[0])
        left.remove(fitting[0])


def _may_issue(sight: TlsArtifact, issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    return is_authority(issuer) and is_current(issuer, sight.taken_at) and issued(issuer, certificate)


def _ends_at(path: list[x509.Certificate], digest: str, evidence: EvidenceReader) -> bool:
    anchor = read_certificate(evidence.read(digest)) if digest else None
    return anchor is not None and any(one == anchor or issued(anchor, one) for one in path)


def _name(sight: TlsArtifact, leaf: x509.Certificate) -> Verdict:
    names = certified_names(leaf)
    shown = list(names[:_SHOWN_NAMES])
    if fits(sight.host, names):
        return passed("matches", host=sight.host, names=[*shown])
    return failed("wrong_host", host=sight.host, names=[*shown])


def _dates(sight: TlsArtifact, leaf: x509.Certificate) -> Verdict:
    starts, ends, now = leaf.not_valid_before_utc, leaf.not_valid_after_utc, sight.taken_at
    days_left = (ends - now).days
    until = ends.date().isoformat()
    if now < starts:
        return failed("not_yet_valid", valid_from=starts.date().isoformat(), days_left=days_left)
    if now > ends:
        return failed("expired", valid_until=until, days_left=days_left)
    # Short certificates are renewed late by design: a sixth of their life, at most 30 days, is "soon".
    if ends - now < min(_SOON, (ends - starts) / 6):
        return warned("expires_soon", valid_until=until, days_left=days_left)
    return passed("valid", valid_until=until, days_left=days_left)


def _key(leaf: x509.Certificate) -> Verdict:
    kind, bits = key_kind(leaf)
    digest = digest_name(leaf)
    if bits and bits < _LEAST_BITS.get(kind, 0):
        return failed("weak_key", kind=kind, bits=bits, digest=digest)
    if digest in _BROKEN_DIGESTS:
        return failed("weak_signature", kind=kind, bits=bits, digest=digest)
    return passed("strong", kind=kind, bits=bits, digest=digest)


def _protocol(sight: TlsArtifact) -> Verdict:
    spoken = [version for version, is_accepted in sight.accepted.items() if is_accepted]
    # RFC 6176, 7568 and 8996: SSL 2.0 and 3.0, TLS 1.0 and 1.1 MUST NOT be negotiated.
    if any(sight.accepted.get(version) for version in _OLD):
        return failed("old_protocol", versions=[*spoken], cipher=sight.cipher)
    if not sight.accepted.get("TLSv1.3"):
        return warned("no_tls13", versions=[*spoken], cipher=sight.cipher)
    return passed("modern", versions=[*spoken], cipher=sight.cipher)


def judging_by(rules: Ruleset) -> Probe[TlsArtifact]:
    """Return the probe that judges suites, their order and groups by this ruleset."""
    return Probe("tls", 3, "tls", TlsArtifact, _checks_by(rules), partial(judge, rules=rules))


PROBE: Probe[TlsArtifact] = judging_by(ruleset(USUAL_RULESET))
