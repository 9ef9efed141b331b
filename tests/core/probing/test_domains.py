import pytest

from sanjeh.core.probing.domains import is_same_site, public_suffix, registrable


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.health.gov.ir", "health.gov.ir"),
        ("a.b.tax.gov.ir.", "tax.gov.ir"),
        ("portal.bank.ir", "bank.ir"),
        ("Portal.Bank.IR", "bank.ir"),
        ("a.body.country.test", "body.country.test"),
        ("country.test", "country.test"),
        ("localhost", "localhost"),
        ("192.0.2.1", ""),
        ("2001:db8::1", ""),
    ],
)
def test_a_host_belongs_to_the_domain_that_somebody_registered(host: str, domain: str) -> None:
    assert registrable(host, suffixes=("country.test",)) == domain


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("a.b.nemune.gov.ir", ("nemune.gov.ir", "gov.ir")),
        ("nemune.ir", ("nemune.ir", "ir")),
        ("a.nemune.test", ("nemune.test", "test")),
        ("gov.ir", ("gov.ir", "gov.ir")),
    ],
)
def test_the_registrable_domain_and_what_it_stands_below_are_found(
    host: str, answer: tuple[str, str]
) -> None:
    assert (registrable(host), public_suffix(host)) == answer


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("www.tax.gov.ir", "api.tax.gov.ir", True),
        ("tax.gov.ir", "health.gov.ir", False),
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("localhost", "a.localhost", False),
    ],
)
def test_hosts_of_one_registered_domain_stand_together(one: str, other: str, *, together: bool) -> None:
    assert is_same_site(one, other) is together
