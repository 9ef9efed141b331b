from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from sanjeh.core.failures import Reason
from sanjeh.core.probing import Failure, Finding, Target
from sanjeh.core.sights.names import NameAnswer, NamesSight
from sanjeh.probes.names.judge import CHECKS, PROBE
from tests.probes.judging import Shelf, said, unsaid

GOOD = NamesSight(
    taken_at=datetime(2026, 11, 1, tzinfo=UTC),
    scheme="https",
    host="khedmat.nemune.gov.ir",
    port=443,
    is_literal=False,
    domain="nemune.gov.ir",
    suffix="gov.ir",
    a=NameAnswer(rcode="NOERROR", records=("192.0.2.1",)),
    aaaa=NameAnswer(rcode="NOERROR", records=("2001:db8::1",)),
    soa=NameAnswer(rcode="NOERROR", records=("soa",), is_authenticated=True),
    ds=NameAnswer(rcode="NOERROR", records=("ds",)),
    ns=NameAnswer(rcode="NOERROR", records=("ns1.nemune.gov.ir.", "ns2.nemune.gov.ir.")),
    ns_addresses={
        "ns1.nemune.gov.ir.": NameAnswer(records=("192.0.2.10",)),
        "ns2.nemune.gov.ir.": NameAnswer(records=("198.51.100.10",)),
    },
    caa={"khedmat.nemune.gov.ir": NameAnswer(), "nemune.gov.ir": NameAnswer(records=('0 issue "ca.ir"',))},
    txt=NameAnswer(records=("v=spf1 mx -all", "other")),
    dmarc=NameAnswer(records=("v=DMARC1; p=reject",)),
)
FAILED = NameAnswer(failure=Failure(reason=Reason.NAME_TIMEOUT))


def judged(**changes: object) -> tuple[Finding, ...]:
    sight = GOOD.model_copy(update=changes)
    return tuple(PROBE.judge(sight, Target(url="https://khedmat.nemune.gov.ir/"), Shelf()))


def changed(**changes: object) -> dict[str, str]:
    """Return what is said differently from the good address."""
    findings = judged(**changes)
    assert unsaid("names", findings) == set()
    usual = said(judged())
    return {check: words for check, words in said(findings).items() if usual[check] != words}


def test_a_good_address_passes_every_check() -> None:
    assert said(judged()) == {
        "names.url": "pass clean",
        "names.address": "pass resolves",
        "names.ipv6": "pass present",
        "names.nameservers": "pass several",
        "names.dnssec": "pass validated",
        "names.caa": "pass present",
        "names.spf": "pass strict",
        "names.dmarc": "pass enforced",
        "names.domain": "pass government",
    }
    assert unsaid("names", judged()) == set()


def test_what_was_observed_is_told() -> None:
    observed: dict[str, dict[str, JsonValue]] = {finding.id: finding.observed for finding in judged()}

    assert observed["names.address"] == {"ipv4": ["192.0.2.1"], "ipv6": ["2001:db8::1"], "alias": ""}
    assert observed["names.caa"] == {"at": "nemune.gov.ir", "records": ['0 issue "ca.ir"']}
    assert observed["names.dmarc"] == {"policy": "reject"}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"port": 8443}, {"names.url": "warn odd_port"}),
        ({"scheme": "http", "port": 80}, {"names.url": "warn plain_http"}),
        ({"aaaa": NameAnswer()}, {"names.ipv6": "warn absent"}),
        ({"aaaa": FAILED}, {"names.ipv6": "error name_timeout"}),
        ({"ns": NameAnswer(records=("ns1.ir.",))}, {"names.nameservers": "fail single"}),
        (
            {"ns_addresses": {"ns1": NameAnswer(records=("192.0.2.1", "192.0.2.2"))}},
            {"names.nameservers": "warn same_network"},
        ),
        ({"soa": NameAnswer(records=("soa",))}, {"names.dnssec": "info signed_unverified"}),
        ({"soa": NameAnswer(), "ds": NameAnswer()}, {"names.dnssec": "warn unsigned"}),
        ({"soa": FAILED, "ds": FAILED}, {"names.dnssec": "error name_timeout"}),
        ({"caa": {"x": NameAnswer()}}, {"names.caa": "warn absent"}),
        ({"caa": {"x": FAILED, "y": NameAnswer()}}, {"names.caa": "error name_timeout"}),
        ({"txt": NameAnswer()}, {"names.spf": "fail missing"}),
        ({"txt": NameAnswer(records=("v=spf10 -all",))}, {"names.spf": "fail missing"}),
        ({"txt": NameAnswer(records=("v=spf1 ~all",))}, {"names.spf": "warn soft"}),
        ({"txt": NameAnswer(records=("v=spf1 +all",))}, {"names.spf": "fail open"}),
        ({"txt": NameAnswer(records=("v=spf1 redirect=a.ir",))}, {"names.spf": "info delegated"}),
        ({"txt": NameAnswer(records=("v=spf1 -all", "v=spf1 mx -all"))}, {"names.spf": "fail several"}),
        ({"txt": FAILED}, {"names.spf": "error name_timeout"}),
        ({"dmarc": NameAnswer()}, {"names.dmarc": "fail missing"}),
        ({"dmarc": NameAnswer(records=("v=DMARC1;p=none",))}, {"names.dmarc": "warn monitoring"}),
        ({"dmarc": NameAnswer(records=("v=DMARC1; p=",))}, {"names.dmarc": "fail broken"}),
        ({"host": "nemune.ir"}, {"names.domain": "pass national"}),
        ({"host": "xn--mgb.xn--mgba3a4f16a"}, {"names.domain": "pass national"}),
        ({"host": "nemune.com"}, {"names.domain": "warn foreign"}),
        ({"host": "notgov.ir.example.com"}, {"names.domain": "warn foreign"}),
        ({"host": "nemune.test"}, {"names.domain": "not_applicable reserved"}),
    ],
)
def test_each_defect_changes_its_own_check_only(change: dict[str, object], words: dict[str, str]) -> None:
    assert changed(**change) == words


@pytest.mark.parametrize(("field", "reason"), [("is_literal", "ip_literal"), ("is_local_name", "local_name")])
def test_what_has_no_place_in_the_name_system_is_not_judged_by_it(field: str, reason: str) -> None:
    findings = judged(**{field: True})

    assert {finding.reason for finding in findings[1:]} == {reason}
    assert {str(finding.outcome) for finding in findings[1:]} == {"not_applicable"}
    assert unsaid("names", findings) == set()


def test_a_bare_address_is_no_good_address() -> None:
    assert said(judged(is_literal=True))["names.url"] == "fail ip_literal"


def test_every_check_is_answered_in_its_order() -> None:
    assert [finding.id for finding in judged()] == [check.id for check in CHECKS]
