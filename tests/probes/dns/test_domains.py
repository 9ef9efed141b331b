import pytest

from tests.probes.dns.test_judge import judged
from tests.probes.judging import said


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("nemune.ir", "pass national"),
        ("xn--mgb.xn--mgba3a4f16a", "pass national"),
        ("nemune.com", "warn foreign"),
        ("notgov.ir.example.com", "warn foreign"),
        ("nemune.test", "not_applicable reserved"),
    ],
)
def test_a_domain_is_governmental_national_or_foreign(host: str, words: str) -> None:
    assert said(judged(host=host))["names.domain"] == words
