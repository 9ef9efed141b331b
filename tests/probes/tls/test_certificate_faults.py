"""What may be wrong on the way from a certificate to its root, each told as itself."""

from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.net.authority import NOW, Holder, Key, Wish
from tests.net.old_digests import signed_with_sha1
from tests.probes.judging import said
from tests.probes.tls import strange
from tests.probes.tls.test_judge import DAY, MIDDLE, ROOT, changed, judged, site

Signing = Callable[[Holder, Key], Holder]


@pytest.mark.parametrize(
    ("purposes", "words"),
    [
        (strange.CLIENTS, {"tls.trust": "fail wrong_purpose"}),
        (strange.SERVERS, {}),
        (strange.ANYTHING, {}),
        ((), {}),
    ],
    ids=["clients", "servers", "anything", "unsaid"],
)
def test_a_certificate_for_another_purpose_is_no_servers(
    purposes: strange.Purposes, words: dict[str, str]
) -> None:
    assert changed(strange.issued_by(MIDDLE, site(), purposes=purposes), MIDDLE) == words


def test_an_issuer_for_another_purpose_makes_no_server_either() -> None:
    middle = strange.issued_by(ROOT, Wish("Mail", is_authority=True), purposes=strange.CLIENTS)

    assert changed(middle.issue(site()), middle) == {"tls.trust": "fail wrong_purpose"}


@pytest.mark.parametrize(
    ("may_issue", "words"), [(True, {}), (False, {"tls.trust": "fail untrusted_issuer"})]
)
def test_a_key_that_may_not_sign_certificates_issues_none(*, may_issue: bool, words: dict[str, str]) -> None:
    usage = strange.usage(may_issue=may_issue)
    middle = strange.issued_by(ROOT, Wish("Middle", is_authority=True), usage=usage)

    assert changed(middle.issue(site()), middle) == words


@pytest.mark.parametrize(
    ("days_ago", "words"),
    [(1, {"tls.trust": "fail expired_intermediate"}), (0, {})],
    ids=["yesterday", "today"],
)
@pytest.mark.parametrize("whose", ["public", "national"])
def test_an_intermediate_that_has_expired_is_told_as_that(
    whose: str, days_ago: int, words: dict[str, str]
) -> None:
    middle = ROOT.issue(Wish("Middle", is_authority=True, starts=NOW - 90 * DAY, ends=NOW - days_ago * DAY))
    anchors = {"public": {}, "national": {"public": None, "national": ROOT}}[whose]
    reached = {"tls.trust": "info national_root_only"} if whose == "national" else {}

    found = judged(middle.issue(site()), middle, **anchors)

    assert {**reached, **words}.get("tls.trust", "pass trusted") == said(found)["tls.trust"]
    if words:
        observed = {"issuer": "CN=Middle", "valid_until": (NOW - DAY).date().isoformat()}
        assert found[0].observed == observed


@pytest.mark.parametrize("where", ["leaf", "middle", "root"])
def test_an_old_digest_is_told_wherever_anybody_checks_it(where: str) -> None:
    old = {where: signed_with_sha1}
    kept: Signing = lambda holder, _key: holder  # noqa: E731 - beside the other way of signing
    root = old.get("root", kept)(ROOT, ROOT.key)
    middle = old.get("middle", kept)(ROOT.issue(Wish("Middle", is_authority=True)), ROOT.key)
    leaf = old.get("leaf", kept)(middle.issue(site()), middle.key)
    sent = (leaf, middle, root) if where == "root" else (leaf, middle)

    weak = {"tls.key": "fail weak_signature"}
    assert (
        changed(*sent)
        == {
            "leaf": weak,
            "middle": weak,
            "root": {"tls.chain": "info root_sent"},  # it is trusted for what it is, not for what it signed
        }[where]
    )


def test_a_weak_key_on_the_way_up_is_told_with_its_place() -> None:
    middle = ROOT.issue(Wish("Middle", is_authority=True), rsa.generate_private_key(65537, 1024))  # noqa: S505

    found = judged(middle.issue(site()), middle)

    assert said(found)["tls.key"] == "fail weak_key"
    assert found[3].observed == {"kind": "RSA", "bits": 1024, "digest": "sha256", "at": "CN=Middle"}


def test_a_key_that_nobody_can_read_breaks_no_judge() -> None:
    der = MIDDLE.issue(site()).der
    kind = bytes.fromhex("06072a8648ce3d0201")  # an elliptic curve's key
    odd = x509.load_der_x509_certificate(der.replace(kind, kind[:-1] + b"\x09"))

    found = said(judged(Holder(odd, MIDDLE.key), MIDDLE))

    assert found["tls.key"] == "fail unknown_key"
    assert "error probe_broken" not in found.values()
