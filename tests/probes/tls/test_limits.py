"""What issuers may give, what a certificate may demand, how long it may live: as browsers hold it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sanjeh.probes.tls.certificates import longest_life
from tests.net.authority import NOW, Holder, Wish
from tests.probes.tls.test_judge import DAY, HOST, ROOT, changed, site

DNS, IP = x509.DNSName, x509.IPAddress
BEYOND = {"tls.trust": "fail beyond_its_issuer"}
WRONG_HOST = {"tls.name": "fail wrong_host"}
SECOND = timedelta(seconds=1)


def made(
    issuer: Holder,
    name: str,
    *extensions: tuple[x509.ExtensionType, bool],
    path_length: int | None = None,
    is_authority: bool = False,
) -> Holder:
    """Return a certificate with these extensions, each with whether it must be understood."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 30 * DAY)
        .not_valid_after(NOW + 335 * DAY)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=path_length), critical=True)
    )
    for extension, is_critical in extensions:
        builder = builder.add_extension(extension, critical=is_critical)
    return Holder(builder.sign(issuer.key, hashes.SHA256()), key)


def named(*names: x509.GeneralName) -> tuple[x509.ExtensionType, bool]:
    return x509.SubjectAlternativeName(names), False


def limited(
    permitted: Iterable[x509.GeneralName] = (), excluded: Iterable[x509.GeneralName] = ()
) -> tuple[x509.ExtensionType, bool]:
    return x509.NameConstraints(list(permitted) or None, list(excluded) or None), True


@pytest.mark.parametrize(
    ("limit", "names", "words"),
    [
        (limited([DNS("nemune.ir")]), [DNS(HOST)], {}),
        (limited([DNS("NEMUNE.ir")]), [DNS(HOST)], {}),
        (limited([DNS(HOST)]), [DNS(HOST)], {}),
        (limited([DNS(".nemune.ir")]), [DNS(HOST)], {}),
        (limited([DNS(".nemune.ir")]), [DNS("*.nemune.ir")], {}),
        (limited([DNS("")]), [DNS(HOST)], {}),
        (limited([DNS("other.ir"), DNS("nemune.ir")]), [DNS(HOST)], {}),
        (limited([DNS("other.ir")]), [DNS(HOST)], BEYOND),
        (limited([DNS("emune.ir")]), [DNS(HOST)], BEYOND),
        (limited([DNS(f".{HOST}")]), [DNS(HOST)], BEYOND),
        (limited([DNS("nemune.ir")]), [DNS(HOST), DNS("other.ir")], BEYOND),
        (limited([], [DNS("other.ir")]), [DNS(HOST)], {}),
        (limited([], [DNS("nemune.ir")]), [DNS(HOST)], BEYOND),
        (limited([], [DNS("bad.nemune.ir")]), [DNS(HOST), DNS("*.nemune.ir")], BEYOND),
        (limited([], [DNS("a.bad.nemune.ir")]), [DNS("*.nemune.ir")], {}),
        (limited([IP(ip_network("192.0.2.0/24"))]), [DNS(HOST)], {}),
        (limited([IP(ip_network("192.0.2.0/24"))]), [DNS(HOST), IP(ip_address("192.0.2.255"))], {}),
        (limited([IP(ip_network("192.0.2.0/24"))]), [DNS(HOST), IP(ip_address("192.0.3.0"))], BEYOND),
        (limited([], [IP(ip_network("192.0.2.0/24"))]), [DNS(HOST), IP(ip_address("192.0.2.0"))], BEYOND),
    ],
)
def test_an_issuer_names_only_what_it_may(
    limit: tuple[x509.ExtensionType, bool], names: list[x509.GeneralName], words: dict[str, str]
) -> None:
    middle = made(ROOT, "Middle", limit, is_authority=True)

    assert changed(made(middle, "site", named(*names)), middle) == words


def test_an_issuer_with_limits_may_issue_what_has_no_names() -> None:
    middle = made(ROOT, "Middle", limited([DNS("other.ir")]), is_authority=True)

    assert changed(made(middle, "site"), middle) == WRONG_HOST


@pytest.mark.parametrize(("most", "words"), [(0, BEYOND), (1, {}), (None, {})])
def test_as_many_authorities_stand_below_one_as_it_allows(most: int | None, words: dict[str, str]) -> None:
    upper = made(ROOT, "Upper", is_authority=True, path_length=most)
    lower = made(upper, "Lower", is_authority=True, path_length=0)

    assert changed(made(lower, "site", named(DNS(HOST))), lower, upper) == words


def test_a_root_that_is_sent_along_is_trusted_for_what_it_is() -> None:
    root = _own_root(path_length=0)
    middle = root.issue(Wish("Middle", is_authority=True))

    words = changed(middle.issue(site()), middle, root, public=root)

    assert words == {"tls.chain": "info root_sent"}


def _own_root(path_length: int) -> Holder:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Own")])
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 7, NOW - DAY, NOW + 900 * DAY
    ).add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    return Holder(builder.sign(key, hashes.SHA256()), key)


@pytest.mark.parametrize(
    ("is_critical", "words"), [(True, {"tls.trust": "fail unknown_demand"}), (False, {})]
)
@pytest.mark.parametrize("whose", ["leaf", "middle"])
def test_a_demand_that_nobody_knows_is_refused(
    whose: str, words: dict[str, str], *, is_critical: bool
) -> None:
    odd = (x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), is_critical)
    middle = made(ROOT, "Middle", *([odd] if whose == "middle" else []), is_authority=True)
    leaf = made(middle, "site", named(DNS(HOST)), *([odd] if whose == "leaf" else []))

    assert changed(leaf, middle) == words


@pytest.mark.parametrize(
    ("life", "words"),
    [(398 * DAY, {}), (398 * DAY + SECOND, {"tls.dates": "fail lives_too_long"})],
)
def test_a_public_certificate_lives_as_long_as_browsers_let_it(
    life: timedelta, words: dict[str, str]
) -> None:
    middle = ROOT.issue(Wish("Middle", is_authority=True))

    assert changed(middle.issue(site(starts=NOW - 30 * DAY, ends=NOW - 30 * DAY + life)), middle) == words


def test_the_nation_s_own_authority_lets_certificates_live_as_long_as_it_likes() -> None:
    middle = ROOT.issue(Wish("Middle", is_authority=True))
    leaf = middle.issue(site(ends=NOW + 7300 * DAY))

    assert changed(leaf, middle, public=None, national=ROOT) == {"tls.trust": "info national_root_only"}


@pytest.mark.parametrize(
    ("starts", "days"),
    [
        (datetime(2018, 2, 28, 23, 59, 59, tzinfo=UTC), 1830),
        (datetime(2018, 3, 1, tzinfo=UTC), 825),
        (datetime(2020, 8, 31, 23, 59, 59, tzinfo=UTC), 825),
        (datetime(2020, 9, 1, tzinfo=UTC), 398),
    ],
)
def test_how_long_depends_on_the_day_from_which_it_is_valid(starts: datetime, days: int) -> None:
    assert longest_life(starts) == days * DAY


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([DNS("*.nemune.ir")], {}),
        ([DNS("*.NEMUNE.IR")], {}),
        ([DNS("*.ir")], WRONG_HOST),
        ([DNS("*.*.ir")], WRONG_HOST),
        ([DNS("kh*.nemune.ir")], WRONG_HOST),
        ([DNS("*")], WRONG_HOST),
        ([DNS("nemune.ir")], WRONG_HOST),
        ([DNS("*.khedmat.nemune.ir")], WRONG_HOST),
        ([DNS("xn--mgb.ir")], WRONG_HOST),
    ],
)
def test_a_star_stands_for_one_whole_label_of_somebody_s_domain(
    names: list[x509.GeneralName], words: dict[str, str]
) -> None:
    middle = ROOT.issue(Wish("Middle", is_authority=True))

    assert changed(made(middle, HOST, named(*names)), middle) == words


@pytest.mark.parametrize(
    ("host", "name", "words"),
    [
        ("edare.gov.ir", DNS("*.gov.ir"), WRONG_HOST),
        ("a.edare.gov.ir", DNS("*.edare.gov.ir"), {}),
        ("site.github.io", DNS("*.github.io"), {}),
        ("192.0.2.7", IP(ip_address("192.0.2.7")), {}),
        ("192.0.2.7", DNS("192.0.2.7"), WRONG_HOST),
    ],
)
def test_suffixes_and_addresses_are_read_as_browsers_do(
    host: str, name: x509.GeneralName, words: dict[str, str]
) -> None:
    middle = ROOT.issue(Wish("Middle", is_authority=True))

    assert changed(made(middle, "site", named(name)), middle, host=host) == words
