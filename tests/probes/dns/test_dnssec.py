"""Signatures are followed from an anchor down to a host, and every gap has its own name."""

import struct
from base64 import b64decode, b64encode
from datetime import UTC, datetime

import dns.dnssec
import dns.rrset
import pytest

from sanjeh.core.probing.artifacts.dns import DnsArtifact, SignedAnswer
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.dns.dnssec import Status, Validation, validate
from tests.probes.dns.zones import DAY, NOW, SignedZone, answer, records

HOST = "khedmat.nemune.ir"
ROOT, IR, NEMUNE = SignedZone("."), SignedZone("ir"), SignedZone("nemune.ir")
ADDRESS = records(HOST, "A", "192.0.2.1")
SPENT = SignedZone("nemune.ir", NOW - DAY / 2, NEMUNE.key)


def nsec(zone: SignedZone, name: str, text: str) -> list[dns.rrset.RRset]:
    return zone.signed(records(name, "NSEC", text))


def nsec3(
    zone: SignedZone, name: str, types: str, *, flags: int = 0, span: bool = False
) -> list[dns.rrset.RRset]:
    """Return the proof about the hash of a name, or one that spans it."""
    hashed = dns.dnssec.nsec3_hash(name, "", 0, 1)
    label = f"{hashed[:-1]}0" if span else hashed
    following = f"{hashed[:-1]}V" if span else f"V{hashed[1:]}"
    return zone.signed(records(f"{label}.{zone.name}", "NSEC3", f"1 {flags} 0 - {following} {types}".strip()))


def denied(authority: list[dns.rrset.RRset]) -> SignedAnswer:
    """Return what the parent says of a domain for whose keys it does not vouch."""
    return answer("nemune.ir", "DS", authority=authority)


SOUND = {
    ("", "DNSKEY"): answer("", "DNSKEY", ROOT.signed(ROOT.keys)),
    ("ir", "DS"): answer("ir", "DS", ROOT.signed(IR.ds)),
    ("ir", "DNSKEY"): answer("ir", "DNSKEY", IR.signed(IR.keys)),
    ("nemune.ir", "DS"): answer("nemune.ir", "DS", IR.signed(NEMUNE.ds)),
    ("nemune.ir", "DNSKEY"): answer("nemune.ir", "DNSKEY", NEMUNE.signed(NEMUNE.keys)),
    (HOST, "DS"): answer(HOST, "DS", authority=nsec(NEMUNE, HOST, "z.nemune.ir. A RRSIG NSEC")),
    (HOST, "A"): answer(HOST, "A", NEMUNE.signed(ADDRESS)),
}


def validated(
    *changed: SignedAnswer, anchors: tuple[str, ...] = (ROOT.anchor,), at: datetime = NOW
) -> Validation:
    known = SOUND | {(one.name.removesuffix("."), one.rtype): one for one in changed}
    return validate(
        DnsArtifact(
            taken_at=at, scheme="https", host=HOST, port=443, is_literal=False, anchors=anchors,
            signed=tuple(known.values()),
        )
    )  # fmt: skip


def test_a_chain_without_a_gap_is_secure() -> None:
    assert validated() == Validation(Status.SECURE, at="nemune.ir")


def test_a_nearer_anchor_makes_what_lies_above_needless() -> None:
    broken = answer("", "DNSKEY", ROOT.signed(SignedZone(".").keys))

    assert validated(broken, anchors=(ROOT.anchor, NEMUNE.anchor)) == Validation(
        Status.SECURE, at="nemune.ir"
    )


def test_a_name_may_have_an_alias_or_lie_below_one_for_many() -> None:
    alias = records(HOST, "CNAME", "cdn.example.")
    for_many = records("nemune.ir", "DNAME", "example.")

    assert validated(answer(HOST, "A", NEMUNE.signed(alias))).status == Status.SECURE
    assert validated(answer(HOST, "A", [*NEMUNE.signed(for_many), alias])).status == Status.SECURE


@pytest.mark.parametrize(
    ("changed", "why", "at"),
    [
        (answer(HOST, "A", [ADDRESS]), "signature_missing", HOST),
        (answer(HOST, "A", SignedZone("nemune.ir").signed(ADDRESS)), "signature_wrong", HOST),
        (answer(HOST, "A", IR.signed(ADDRESS)), "signature_wrong", HOST),
        (
            answer(HOST, "A", [records(HOST, "A", "192.0.2.9"), NEMUNE.signed(ADDRESS)[1]]),
            "signature_wrong",
            HOST,
        ),
        (answer(HOST, "A", SPENT.signed(ADDRESS)), "signature_expired", HOST),
        (answer("nemune.ir", "DNSKEY"), "keys_missing", "nemune.ir"),
        (answer("nemune.ir", "DNSKEY", IR.signed(IR.keys)), "keys_missing", "nemune.ir"),
        (
            answer("nemune.ir", "DNSKEY", (other := SignedZone("nemune.ir")).signed(other.keys)),
            "keys_foreign",
            "nemune.ir",
        ),
        (answer("nemune.ir", "DS", [NEMUNE.ds]), "signature_missing", "nemune.ir"),
        (denied(nsec(IR, "nemune.ir", "z.ir. NS DS RRSIG NSEC")), "proof_contradicts", "nemune.ir"),
        (denied(nsec(NEMUNE, "nemune.ir", "z.ir. NS")), "signature_wrong", "nemune.ir"),
        (denied(nsec(IR, "b.ir", "c.ir. NS")), "proof_missing", "nemune.ir"),
    ],
)  # fmt: skip
def test_every_gap_has_its_name(changed: SignedAnswer, why: str, at: str) -> None:
    assert validated(changed) == Validation(Status.BOGUS, why, at)


@pytest.mark.parametrize(
    "authority",
    [
        nsec(IR, "nemune.ir", "z.ir. NS RRSIG NSEC"),
        nsec3(IR, "nemune.ir", "NS"),
        nsec3(IR, "nemune.ir", "", flags=1, span=True),
    ],
)
def test_an_unsigned_zone_is_one_that_its_parent_proves(authority: list[dns.rrset.RRset]) -> None:
    found = validated(denied(authority))

    assert found == Validation(Status.INSECURE, "not_delegated", "nemune.ir")


@pytest.mark.parametrize(
    "authority",
    [
        nsec(NEMUNE, "a.nemune.ir", "z.nemune.ir. A RRSIG NSEC"),
        nsec(NEMUNE, "a.nemune.ir", "nemune.ir. A RRSIG NSEC"),
        nsec3(NEMUNE, HOST, "A RRSIG"),
        nsec3(NEMUNE, HOST, "", span=True),
    ],
)
def test_a_name_at_which_no_zone_begins_stays_in_its_zone(authority: list[dns.rrset.RRset]) -> None:
    assert validated(answer(HOST, "DS", authority=authority)) == Validation(Status.SECURE, at="nemune.ir")


def test_signatures_of_an_unknown_kind_count_as_none() -> None:
    unknown = records("nemune.ir", "DS", f"{NEMUNE.ds[0].key_tag} 12 2 {'00' * 32}")

    found = validated(answer("nemune.ir", "DS", IR.signed(unknown)))

    assert found == Validation(Status.INSECURE, "unknown_algorithm", "nemune.ir")


def test_a_resolver_that_hides_signatures_proves_nothing() -> None:
    assert validated(answer("", "DNSKEY", [ROOT.keys])) == Validation(
        Status.INDETERMINATE, "resolver_unaware", "."
    )
    assert validated(answer("", "DNSKEY")) == Validation(Status.INDETERMINATE, "resolver_unaware", ".")


def test_a_resolver_that_hides_proofs_accuses_nobody() -> None:
    assert validated(answer("nemune.ir", "DS")) == Validation(
        Status.INDETERMINATE, "proof_hidden", "nemune.ir"
    )


def test_what_was_not_answered_proves_nothing() -> None:
    late = SignedAnswer(name="nemune.ir", rtype="DNSKEY", failure=Failure(reason=Reason.NAME_TIMEOUT))

    assert validated(late) == Validation(Status.INDETERMINATE, "not_answered", "nemune.ir")
    assert validated(anchors=()) == Validation(Status.INDETERMINATE, "no_anchor", ".")


def test_a_foreign_anchor_makes_all_bogus() -> None:
    assert validated(anchors=(SignedZone(".").anchor,)) == Validation(Status.BOGUS, "keys_foreign", ".")


def test_the_moment_of_the_look_counts_and_not_the_moment_of_the_judgement() -> None:
    later = datetime(2027, 11, 1, tzinfo=UTC)

    assert validated(at=later) == Validation(Status.BOGUS, "signature_expired", ".")


def test_too_many_keys_are_not_tried() -> None:
    many = dns.rrset.from_rdata_list(NEMUNE.owner, 300, [SignedZone("nemune.ir").keys[0] for _ in range(25)])

    assert validated(answer("nemune.ir", "DNSKEY", NEMUNE.signed(many))).why == "too_many_keys"


def test_nonsense_in_place_of_an_answer_proves_nothing() -> None:
    cut = SignedAnswer(name=HOST, rtype="A", wire=b64encode(b64decode(SOUND[HOST, "A"].wire)[:20]).decode())
    empty = SignedAnswer(name=HOST, rtype="A", wire=b64encode(struct.pack("!6H", *range(6))).decode())

    assert validated(cut) == Validation(Status.INDETERMINATE, "unreadable", HOST)
    assert validated(empty).status == Status.INDETERMINATE
