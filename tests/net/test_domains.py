import pytest

from sanjeh.net.domains import registrable


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
