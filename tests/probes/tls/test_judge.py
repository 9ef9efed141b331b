from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.net.gate import parse
from sanjeh.probes.tls.certificates import fits
from sanjeh.probes.tls.judge import PROBE
from tests.evidence import MemoryStore
from tests.net.authority import NOW, Holder, Wish
from tests.probes.judging import said, unsaid
from tests.probes.tls.capable import CAPABLE

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
OTHER_ROOT = Holder.self_signed(Wish("Other", is_authority=True))
MIDDLE = ROOT.issue(Wish("Middle", is_authority=True))
HOST = "khedmat.nemune.ir"
MODERN = {"TLSv1": False, "TLSv1.1": False, "TLSv1.2": True, "TLSv1.3": True}
GOOD = {
    "tls.trust": "pass trusted",
    "tls.name": "pass matches",
    "tls.dates": "pass valid",
    "tls.key": "pass strong",
    "tls.protocol": "pass modern",
    "tls.suites": "pass strong",
    "tls.order": "pass any_order_will_do",
    "tls.groups": "pass strong",
    "tls.hygiene": "pass sound",
    "tls.stapling": "not_applicable no_responder",
    "tls.chain": "pass in_order",
    "tls.transparency": "warn not_in_certificate",
}
DAY = timedelta(days=1)


def site(hosts: tuple[str, ...] = (HOST,), **wishes: object) -> Wish:
    return Wish("site", hosts=hosts, **wishes)  # type: ignore[arg-type]


def judged(*chain: Holder, public: Holder | None = ROOT, **changes: object) -> tuple[Finding, ...]:
    shelf = MemoryStore()
    artifact = TlsArtifact(
        taken_at=NOW,
        host=HOST,
        port=443,
        is_tls=True,
        chain=tuple(shelf.keep(holder.der) for holder in chain),
        public_anchor=shelf.keep(public.der) if public else "",
        public_roots=140,
        accepted=MODERN,
        greetings=CAPABLE,
    )
    national = changes.pop("national", None)
    if isinstance(national, Holder):
        changes["national_anchor"] = shelf.keep(national.der)
    findings = tuple(PROBE.judge(artifact.model_copy(update=changes), Target(url=f"https://{HOST}/"), shelf))
    assert unsaid("tls", findings) == set()
    return findings


def changed(*chain: Holder, **changes: object) -> dict[str, str]:
    """Return what is said differently from a good certificate; logs have tests of their own."""
    findings = said(judged(*chain, **changes))  # type: ignore[arg-type]
    logs = "tls.transparency"
    return {check: words for check, words in findings.items() if GOOD[check] != words and check != logs}


def test_a_good_certificate_passes_every_check() -> None:
    findings = judged(MIDDLE.issue(site()), MIDDLE)

    assert said(findings) == GOOD
    assert [finding.id for finding in findings] == [check.id for check in PROBE.checks]
    assert findings[2].observed == {"valid_until": (NOW + 335 * DAY).date().isoformat(), "days_left": 335}


def test_the_order_in_which_intermediates_are_sent_does_not_spoil_trust() -> None:
    second = MIDDLE.issue(Wish("Second", is_authority=True))

    assert changed(second.issue(site()), MIDDLE, second, ROOT) == {"tls.chain": "warn wrong_order"}


def test_an_expired_certificate_fails_its_dates_only() -> None:
    expired = MIDDLE.issue(site(starts=NOW - 90 * DAY, ends=NOW - DAY))

    assert changed(expired, MIDDLE) == {"tls.dates": "fail expired"}


def test_a_certificate_of_tomorrow_fails_its_dates_only() -> None:
    assert changed(MIDDLE.issue(site(starts=NOW + DAY)), MIDDLE) == {"tls.dates": "fail not_yet_valid"}


@pytest.mark.parametrize(
    ("life_days", "left_days", "words"),
    [
        (365, 10, {"tls.dates": "warn expires_soon"}),
        (365, 31, {}),
        (90, 20, {}),
        (90, 14, {"tls.dates": "warn expires_soon"}),
        (6, 2, {}),
    ],
)
def test_soon_depends_on_the_life_of_the_certificate(
    life_days: int, left_days: int, words: dict[str, str]
) -> None:
    ends = NOW + left_days * DAY

    assert changed(MIDDLE.issue(site(starts=ends - life_days * DAY, ends=ends)), MIDDLE) == words


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("life", "left", "words"),
    [
        (90 * DAY, 15 * DAY, {}),
        (90 * DAY, 15 * DAY - SECOND, {"tls.dates": "warn expires_soon"}),
        (6 * DAY, DAY, {}),
        (6 * DAY, DAY - SECOND, {"tls.dates": "warn expires_soon"}),
        (180 * DAY, 30 * DAY, {}),
        (398 * DAY, 30 * DAY, {}),
        (398 * DAY, 30 * DAY - SECOND, {"tls.dates": "warn expires_soon"}),
        (90 * DAY, 0 * DAY, {"tls.dates": "warn expires_soon"}),
        (90 * DAY, -SECOND, {"tls.dates": "fail expired"}),
        (90 * DAY, 90 * DAY, {}),
        (90 * DAY, 90 * DAY + SECOND, {"tls.dates": "fail not_yet_valid"}),
    ],
)
def test_a_sixth_of_a_certificates_life_or_thirty_days_are_enough_to_the_second(
    life: timedelta, left: timedelta, words: dict[str, str]
) -> None:
    ends = NOW + left

    assert changed(MIDDLE.issue(site(starts=ends - life, ends=ends)), MIDDLE) == words


@pytest.mark.parametrize("hosts", [("other.ir",), ("*.ir",), ("*.khedmat.nemune.ir",), ()])
def test_a_certificate_for_another_name_fails_its_name_only(hosts: tuple[str, ...]) -> None:
    assert changed(MIDDLE.issue(site(hosts)), MIDDLE) == {"tls.name": "fail wrong_host"}


def test_a_star_stands_for_one_label() -> None:
    assert changed(MIDDLE.issue(site(("*.nemune.ir",))), MIDDLE) == {}


def test_the_dot_behind_an_address_is_no_part_of_the_name_that_is_wanted() -> None:
    assert fits(parse(f"https://{HOST}./").host, (HOST,))
    assert not fits(parse(f"https://{HOST}./").host, (f"x.{HOST}",))


def test_a_star_stands_for_no_two_labels_whoever_issued_it() -> None:
    two_deep = site(("*.ir", "ir"))

    assert changed(MIDDLE.issue(two_deep), MIDDLE) == {"tls.name": "fail wrong_host"}
    assert changed(Holder.self_signed(two_deep), public=None) == {
        "tls.name": "fail wrong_host",
        "tls.trust": "fail self_signed",
    }


def test_a_self_signed_certificate_fails_its_trust_only() -> None:
    assert changed(Holder.self_signed(site()), public=None) == {"tls.trust": "fail self_signed"}


def test_an_authority_that_nobody_knows_is_not_trusted() -> None:
    middle = OTHER_ROOT.issue(Wish("Middle", is_authority=True))

    assert changed(middle.issue(site()), middle, public=None) == {"tls.trust": "fail untrusted_issuer"}


def test_a_missing_intermediate_is_told_from_an_unknown_authority() -> None:
    alone = MIDDLE.issue(site(says_where_its_issuer_is=True))

    leaf_alone = {"tls.chain": "info leaf_alone"}
    assert changed(alone, public=None) == {"tls.trust": "fail incomplete_chain", **leaf_alone}
    assert changed(MIDDLE.issue(site()), public=None) == {"tls.trust": "fail untrusted_issuer", **leaf_alone}


def test_the_national_root_is_a_verdict_of_its_own() -> None:
    assert changed(MIDDLE.issue(site()), MIDDLE, public=None, national=ROOT) == {
        "tls.trust": "info national_root_only"
    }


def test_somebody_who_is_no_authority_cannot_issue() -> None:
    impostor = MIDDLE.issue(Wish("impostor"))

    assert changed(impostor.issue(site()), impostor, MIDDLE) == {"tls.trust": "fail untrusted_issuer"}


def test_without_a_store_nothing_is_said_of_trust() -> None:
    assert changed(MIDDLE.issue(site()), MIDDLE, public=None, public_roots=0) == {
        "tls.trust": "not_tested no_store"
    }


def test_a_short_key_fails_its_key_only() -> None:
    short = MIDDLE.issue(site(), rsa.generate_private_key(65537, 1024))  # noqa: S505

    assert changed(short, MIDDLE) == {"tls.key": "fail weak_key"}


@pytest.mark.parametrize(("bits", "words"), [(2047, {"tls.key": "fail weak_key"}), (2048, {})])
def test_2048_bits_are_enough_and_one_less_is_not(bits: int, words: dict[str, str]) -> None:
    assert changed(MIDDLE.issue(site(), rsa.generate_private_key(65537, bits)), MIDDLE) == words


@pytest.mark.parametrize(
    ("accepted", "words"),
    [
        ({"SSLv3": True}, {"tls.protocol": "fail old_protocol"}),
        ({"TLSv1": True}, {"tls.protocol": "fail old_protocol"}),
        ({"TLSv1.1": True}, {"tls.protocol": "fail old_protocol"}),
        ({"TLSv1.3": False}, {"tls.protocol": "warn no_tls13"}),
    ],
)
def test_versions_are_judged_apart_from_certificates(
    accepted: dict[str, bool], words: dict[str, str]
) -> None:
    assert changed(MIDDLE.issue(site()), MIDDLE, accepted={**MODERN, **accepted}) == words


def test_a_broken_certificate_is_unseen_and_not_failed() -> None:
    shelf = MemoryStore()
    artifact = TlsArtifact(
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
        host=HOST,
        port=443,
        is_tls=True,
        chain=(shelf.keep(b"broken"),),
        accepted=MODERN,
        greetings=CAPABLE,
    )

    findings = said(PROBE.judge(artifact, Target(url=f"https://{HOST}/"), shelf))

    certificates = (
        "tls.trust",
        "tls.name",
        "tls.dates",
        "tls.key",
        "tls.stapling",
        "tls.chain",
        "tls.transparency",
    )
    assert findings == {**GOOD, **dict.fromkeys(certificates, "error tls_failed")}


def test_plain_http_has_nothing_to_judge() -> None:
    findings = judged(is_tls=False)

    assert set(said(findings).values()) == {"not_applicable plain_http"}
