"""Judges certificates and versions at the moment of the capture. Pure: the rules are in method.md."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from cryptography import x509
from pydantic import JsonValue

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.issuing import issued
from sanjeh.core.probing.verdicts import (
    Rule,
    Verdict,
    checks,
    failed,
    findings,
    not_tested,
    noted,
    passed,
    resting,
    texts,
    warned,
)
from sanjeh.probes.tls import capabilities, limits
from sanjeh.probes.tls.capabilities import Judging, judge_capability, why_unread
from sanjeh.probes.tls.certificates import (
    UNKNOWN,
    certified_names,
    digest_name,
    fits,
    issuer_name,
    key_kind,
    longest_life,
    names_issuer_address,
    serves_servers,
    subject_name,
)
from sanjeh.probes.tls.chain_and_ocsp import judge_chain, judge_staple
from sanjeh.probes.tls.ct_and_revocation import judge_transparency, revocation_addresses
from sanjeh.probes.tls.handshake_view import HandshakeView
from sanjeh.probes.tls.ruleset import USUAL_RULESET, Ruleset, ruleset

_SOON = timedelta(days=30)
_LEAST_BITS = {"RSA": 2048, "EC": 256, "DSA": 1 << 30}
_BROKEN_DIGESTS = frozenset({"md5", "sha1", "md2"})
_OLD = ("SSLv2", "SSLv3", "TLSv1", "TLSv1.1")
_SHOWN_NAMES = 10


_HANDSHAKE, _CERTIFICATE = ("handshake",), ("certificate",)


def _with_addresses(verdict: Verdict, leaf: x509.Certificate) -> Verdict:
    """Add where else a revocation is told; we ask nobody, so this is seen and not judged."""
    told = {name: texts(found) for name, found in revocation_addresses(leaf).items() if found}
    return replace(verdict, observed={**verdict.observed, **told})


def _stapling(view: HandshakeView) -> Verdict:
    verdict = _with_addresses(_staple(view), view.leaf)
    return resting(verdict, view.artifact.chain[0], view.artifact.staple)


def _staple(view: HandshakeView) -> Verdict:
    artifact, leaf, rest = view.artifact, view.leaf, view.rest
    if artifact.greetings is None or (artifact.greetings.trouble and not artifact.staple):
        return why_unread(artifact.greetings) or not_tested("not_read")
    if artifact.staple:
        return judge_staple(leaf, rest, view.evidence.read(artifact.staple), artifact.taken_at)
    return judge_staple(leaf, rest, None if artifact.greetings.is_stapled is None else b"", artifact.taken_at)


def _trust(view: HandshakeView) -> Verdict:
    """Give both verdicts: what every browser holds, and what the nation's own root adds."""
    if view.is_anonymous:
        return failed("no_certificate")
    if missing := view.missing(_CERTIFICATE):
        return missing
    if not (view.is_public or view.ends_at(view.artifact.national_anchor)):
        return _untrusted(view)
    issuer = issuer_name(view.leaf)
    if not all(map(serves_servers, view.path)):
        return failed("wrong_purpose", issuer=issuer)
    if broken := _broken_limit(view):
        return broken
    say = passed if view.is_public else noted
    reason = "trusted" if view.is_public else "national_root_only"
    return say(reason, issuer=issuer, certificates=len(view.artifact.chain))


def _broken_limit(view: HandshakeView) -> Verdict | None:
    """Tell what no browser passes over in a way that leads to a root; None where all keep to their limits."""
    if issuer := limits.overstepped(view.path):
        return failed("beyond_its_issuer", issuer=subject_name(issuer))
    for one in view.path:
        if demand := limits.unknown_demand(one):
            return failed("unknown_demand", at=subject_name(one), extension=demand)
    return None


def _untrusted(view: HandshakeView) -> Verdict:
    """Tell why a certificate leads to no root: the nearest thing that its owner can mend."""
    leaf, issuer = view.leaf, issuer_name(view.leaf)
    if issued(leaf, leaf):
        return failed("self_signed", issuer=issuer)
    if view.outdated:
        until = view.outdated.not_valid_after_utc.date().isoformat()
        return failed("expired_intermediate", issuer=subject_name(view.outdated), valid_until=until)
    if view.artifact.public_roots == 0:
        return not_tested("no_store", issuer=issuer)
    last = view.path[-1]
    is_cut = not issued(last, last) and names_issuer_address(last)
    return failed("incomplete_chain" if is_cut else "untrusted_issuer", issuer=issuer)


def _chain(view: HandshakeView) -> Verdict:
    other = view.artifact.other_leaf
    verdict = judge_chain(view.leaf, view.rest, shows_another=bool(other))
    faults = _faults_of_the_other(view)
    if faults:
        verdict = warned("other_certificate", **verdict.observed, faults=texts(faults))
    return resting(verdict, *view.artifact.chain, *(view.artifact.other_chain or (other,)))


def _faults_of_the_other(view: HandshakeView) -> list[str]:
    """Return what is wrong with the certificate that other clients see, and with the first one is not."""
    artifact = view.artifact
    if not artifact.other_leaf:
        return []
    public, national = artifact.other_anchors
    seen = {
        "chain": artifact.other_chain or (artifact.other_leaf,),
        "public_anchor": public,
        "national_anchor": national,
    }
    other = replace(view, artifact=artifact.model_copy(update=seen))
    if other.missing(_CERTIFICATE):
        return ["tls.chain unreadable"]
    # What older captures kept of it leads to no root: nothing is said of its trust.
    asked = _OF_A_CERTIFICATE if artifact.other_chain else _OF_A_CERTIFICATE[1:]
    told = {check: (rule(view), rule(other)) for check, rule in asked}
    return [
        f"{check} {its.reason}"
        for check, (first, its) in told.items()
        if its.outcome == "fail" and its.reason != first.reason
    ]


def _transparency(view: HandshakeView) -> Verdict:
    return judge_transparency(view.leaf, is_public=view.is_public)


def _name(view: HandshakeView) -> Verdict:
    host, names = view.artifact.host, certified_names(view.leaf)
    shown = texts(names[:_SHOWN_NAMES])
    return (passed if fits(host, names) else failed)(
        "matches" if fits(host, names) else "wrong_host", host=host, names=shown
    )


def _dates(view: HandshakeView) -> Verdict:
    starts, ends, now = view.leaf.not_valid_before_utc, view.leaf.not_valid_after_utc, view.artifact.taken_at
    days_left = (ends - now).days
    until = ends.date().isoformat()
    if now < starts:
        return failed("not_yet_valid", valid_from=starts.date().isoformat(), days_left=days_left)
    if now > ends:
        return failed("expired", valid_until=until, days_left=days_left)
    if view.is_public and ends - starts > longest_life(starts):
        return failed("lives_too_long", valid_until=until, days=(ends - starts).days)
    # Short certificates are renewed late by design: a sixth of their life, at most 30 days, is "soon".
    if ends - now < min(_SOON, (ends - starts) / 6):
        return warned("expires_soon", valid_until=until, days_left=days_left)
    return passed("valid", valid_until=until, days_left=days_left)


def _key(view: HandshakeView) -> Verdict:
    """Judge the keys and signatures of the whole way up: it is as strong as the weakest of them."""
    kind, bits = key_kind(view.leaf)
    observed: dict[str, JsonValue] = {"kind": kind, "bits": bits, "digest": digest_name(view.leaf)}
    if kind == UNKNOWN:
        return failed("unknown_key", **observed)
    for one in view.path_at_any_time:
        kind, bits = key_kind(one)
        at = {} if one is view.leaf else {"at": subject_name(one)}
        if bits and bits < _LEAST_BITS.get(kind, 0):
            return failed("weak_key", **{**observed, "kind": kind, "bits": bits}, **at)
        # A root is trusted for what it is; nobody checks the signature that it gave itself.
        if digest_name(one) in _BROKEN_DIGESTS and (one is view.leaf or not issued(one, one)):
            return failed("weak_signature", **{**observed, "digest": digest_name(one)}, **at)
    return passed("strong", **observed)


_OF_A_CERTIFICATE = (
    ("tls.trust", _trust),
    ("tls.name", _name),
    ("tls.dates", _dates),
    ("tls.key", _key),
)


def _protocol(view: HandshakeView) -> Verdict:
    artifact = view.artifact
    spoken = [version for version, is_accepted in artifact.accepted.items() if is_accepted]
    # RFC 6176, 7568 and 8996: SSL 2.0 and 3.0, TLS 1.0 and 1.1 MUST NOT be negotiated.
    if any(artifact.accepted.get(version) for version in _OLD):
        return failed("old_protocol", versions=[*spoken], cipher=artifact.cipher)
    if not artifact.accepted.get("TLSv1.3"):
        return warned("no_tls13", versions=[*spoken], cipher=artifact.cipher)
    return passed("modern", versions=[*spoken], cipher=artifact.cipher)


def _of_leaf(judge: Callable[[HandshakeView], Verdict]) -> Callable[[HandshakeView], Verdict]:
    """Return the rule whose verdict rests on the server's own certificate alone."""
    return lambda view: resting(judge(view), view.artifact.chain[0])


def _of_chain(judge: Callable[[HandshakeView], Verdict]) -> Callable[[HandshakeView], Verdict]:
    """Return the rule whose verdict rests on every certificate that was sent."""
    return lambda view: resting(judge(view), *view.artifact.chain)


def _capability(judge: Judging, *steps: str) -> Callable[[HandshakeView], Verdict]:
    """Return the rule about what a server is willing to speak, which these steps of reading it tell."""
    return lambda view: judge_capability(judge, steps, view.artifact.greetings, view.rules)


def _hygiene(view: HandshakeView) -> Verdict:
    """Judge the habits; worse than any is to let in nobody who has no certificate of his own."""
    greetings = view.artifact.greetings
    if view.artifact.shut and greetings and greetings.asks_certificate:
        return failed("demands_certificate")
    return judge_capability(capabilities.hygiene, ("habits",), greetings, view.rules)


_BY_RULESET = frozenset({"tls.suites", "tls.order", "tls.groups"})
RULES: tuple[Rule[HandshakeView], ...] = (
    Rule(Check("tls.trust", "RFC 5280"), _of_chain(_trust), _HANDSHAKE),
    Rule(Check("tls.name", "RFC 9525"), _of_leaf(_name), _CERTIFICATE),
    Rule(Check("tls.dates", "RFC 5280 4.1.2.5"), _of_leaf(_dates), _CERTIFICATE),
    Rule(Check("tls.key", "NIST SP 800-57; CA/Browser Forum BR 6.1.5"), _of_chain(_key), _CERTIFICATE),
    Rule(Check("tls.protocol", "RFC 8996; RFC 9325"), _protocol, _HANDSHAKE),
    Rule(
        Check("tls.suites", "RFC 9325 4; RFC 8446"),
        _capability(capabilities.suites, "suites", "tls13"),
        _HANDSHAKE,
    ),
    Rule(
        Check("tls.order", "NCSC-NL 2025 3.3.4; RFC 9325 4.2.1"),
        _capability(capabilities.order, "order"),
        _HANDSHAKE,
    ),
    Rule(
        Check("tls.groups", "RFC 9325 4.2; RFC 7919; RFC 8446 4.2.7"),
        _capability(capabilities.groups, "prime", "groups"),
        _HANDSHAKE,
    ),
    Rule(
        Check("tls.hygiene", "RFC 9325 3.3, 3.5; RFC 5746; RFC 7627; RFC 7507"),
        _hygiene,
        _HANDSHAKE,
    ),
    Rule(Check("tls.stapling", "RFC 6066 8; RFC 7633"), _stapling, _CERTIFICATE),
    Rule(Check("tls.chain", "RFC 8446 4.4.2; RFC 5246 7.4.2"), _chain, _CERTIFICATE),
    Rule(Check("tls.transparency", "RFC 6962"), _of_leaf(_transparency), _CERTIFICATE),
)


def _rules_by(rules: Ruleset) -> tuple[Rule[HandshakeView], ...]:
    """Return the rules; where a ruleset decides, it stands among the standards."""
    return tuple(_named(rule, rules) if rule.check.id in _BY_RULESET else rule for rule in RULES)


def _named(rule: Rule[HandshakeView], rules: Ruleset) -> Rule[HandshakeView]:
    return replace(rule, check=replace(rule.check, standard=f"{rules.code}; {rule.check.standard}"))


def judge(
    artifact: TlsArtifact, target: Target, evidence: EvidenceReader, *, rules: Ruleset
) -> Iterable[Finding]:
    """Return one finding per check; each defect fails one check only."""
    del target
    view = HandshakeView(artifact, evidence, rules)
    return tuple(findings("tls", _rules_by(rules), view, view.missing))


def judging_by(rules: Ruleset) -> Probe[TlsArtifact]:
    """Return the probe that judges suites, their order and groups by this ruleset."""
    return Probe("tls", 5, "tls", TlsArtifact, checks(_rules_by(rules)), partial(judge, rules=rules))


PROBE: Probe[TlsArtifact] = judging_by(ruleset(USUAL_RULESET))
