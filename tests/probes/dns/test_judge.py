from datetime import UTC, datetime

import pytest
from pydantic import JsonValue

from sanjeh.core.probing.artifacts.dns import DnsArtifact, Mail, NameAnswer, PolicyFile
from sanjeh.core.probing.contracts import Failure, Finding, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.dns.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.dns import zones
from tests.probes.judging import said, unsaid

RECORD = ("v=STSv1; id=1",)
POLICY = PolicyFile(
    status=200, text="version: STSv1\nmode: enforce\nmx: mail.nemune.gov.ir\nmax_age: 31557600\n"
)
MAIL = Mail(
    mx=NameAnswer(records=("10 mail.nemune.gov.ir.",)),
    mx_addresses={"mail.nemune.gov.ir.": NameAnswer(records=("192.0.2.25",))},
    mta_sts=NameAnswer(records=RECORD),
    policy=POLICY,
    tls_rpt=NameAnswer(records=("v=TLSRPTv1; rua=mailto:tls@nemune.gov.ir",)),
    spf={"MX nemune.gov.ir": NameAnswer(records=("10 mail.nemune.gov.ir.",))},
    dmarc={
        "_dmarc.khedmat.nemune.gov.ir": NameAnswer(),
        "_dmarc.nemune.gov.ir": NameAnswer(records=("v=DMARC1; p=reject; rua=mailto:d@nemune.gov.ir",)),
        "_dmarc.gov.ir": NameAnswer(),
    },
)
GOOD = DnsArtifact(
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
    ns_addresses6={"ns1.nemune.gov.ir.": NameAnswer(records=("2001:db8::53",))},
    anchors=(zones.ROOT.anchor,),
    signed=tuple(zones.chain("khedmat.nemune.gov.ir", "192.0.2.1")),
    mail=MAIL,
    https_record=NameAnswer(records=('1 . alpn="h2,h3"',)),
    resolvers={
        "10.0.0.1:53": NameAnswer(records=("192.0.2.1",)),
        "10.0.0.2:53": NameAnswer(records=("192.0.2.1",)),
    },
)
FAILED = NameAnswer(failure=Failure(reason=Reason.NAME_TIMEOUT))


NO_SPF = {"names.spf_limits": "not_applicable no_policy"}
NO_MAIL = {"names.mta_sts": "not_applicable no_mail", "names.tls_rpt": "not_applicable no_mail"}
OF_MAIL = ("names.spf_limits", "names.dmarc_cover", "names.mail", "names.mta_sts", "names.tls_rpt")


def mail(**changes: object) -> Mail:
    return MAIL.model_copy(update=changes)


def dmarc(tags: str, at: str = "nemune.gov.ir") -> Mail:
    return mail(dmarc={f"_dmarc.{at}": NameAnswer(records=(f"v=DMARC1; {tags}",))})


def policy(old: str, new: str) -> Mail:
    return mail(policy=POLICY.model_copy(update={"text": POLICY.text.replace(old, new)}))


def caa(*records: str) -> dict[str, NameAnswer]:
    return {"nemune.gov.ir": NameAnswer(records=records)}


def spf(terms: str) -> NameAnswer:
    return NameAnswer(records=(f"v=spf1 {terms} -all",))


def told(*addresses: str) -> dict[str, NameAnswer]:
    return {f"10.0.0.{n}:53": NameAnswer(records=(one,) if one else ()) for n, one in enumerate(addresses)}


def judged(**changes: object) -> tuple[Finding, ...]:
    artifact = GOOD.model_copy(update=changes)
    return tuple(PROBE.judge(artifact, Target(url="https://khedmat.nemune.gov.ir/"), MemoryStore()))


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
        "names.caa_form": "pass readable",
        "names.spf_limits": "pass within",
        "names.dmarc_cover": "pass covered",
        "names.mail": "pass servers",
        "names.mta_sts": "pass enforced",
        "names.tls_rpt": "pass present",
        "names.nameservers6": "pass present",
        "names.resolvers": "pass agree",
        "names.https_record": "info present",
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
        ({"signed": ()}, {"names.dnssec": "info signed_unverified"}),
        ({"signed": (), "ds": NameAnswer()}, {"names.dnssec": "warn unsigned"}),
        ({"signed": (), "ds": FAILED}, {"names.dnssec": "error name_timeout"}),
        ({"anchors": (zones.SignedZone(".").anchor,)}, {"names.dnssec": "fail bogus"}),
        (
            {"signed": tuple(zones.chain("khedmat.nemune.gov.ir", "192.0.2.1", ends_at="gov.ir"))},
            {"names.dnssec": "warn unsigned"},
        ),
        (
            {"caa": {"x": NameAnswer()}},
            {"names.caa": "warn absent", "names.caa_form": "not_applicable no_record"},
        ),
        (
            {"caa": {"x": FAILED, "y": NameAnswer()}},
            {"names.caa": "error name_timeout", "names.caa_form": "error name_timeout"},
        ),
        ({"caa": caa('0 issue "ca.ir; account=1"', '128 odd "x"')}, {"names.caa_form": "fail broken"}),
        ({"caa": caa('0 issue "ca ir"')}, {"names.caa_form": "fail broken"}),
        ({"caa": caa('0 issue "گواهی.ir"')}, {"names.caa_form": "fail broken"}),
        ({"caa": caa('0 issue ";"', '0 iodef "amn@nemune.ir"')}, {"names.caa_form": "fail broken"}),
        ({"caa": caa('0 iodef "mailto:amn@nemune.ir"')}, {"names.caa_form": "warn no_issuer"}),
        ({"caa": caa('0 issue ";"', '0 odd "x"')}, {}),
        ({"txt": NameAnswer()}, {"names.spf": "fail missing", **NO_SPF}),
        ({"txt": NameAnswer(records=("v=spf10 -all",))}, {"names.spf": "fail missing", **NO_SPF}),
        ({"txt": spf("include:no.ir")}, {}),
        ({"txt": spf("a " * 11)}, {"names.spf_limits": "fail too_many_lookups"}),
        ({"txt": spf("ip4:1.2.3")}, {"names.spf": "fail broken", "names.spf_limits": "fail broken"}),
        (
            {"txt": spf("include:no.ir"), "mail": mail(spf={"TXT no.ir": NameAnswer()})},
            {"names.spf_limits": "fail dead_include"},
        ),
        (
            {
                "txt": spf("exists:a.ir a:a.ir a:a.ir"),
                "mail": mail(spf={"A a.ir": NameAnswer(rcode="NXDOMAIN")}),
            },
            {"names.spf_limits": "fail too_many_voids"},
        ),
        (
            {"txt": spf("a"), "mail": mail(spf={"A nemune.gov.ir": FAILED})},
            {"names.spf_limits": "error name_timeout"},
        ),
        (
            {"mail": mail(dmarc={"_dmarc.nemune.gov.ir": NameAnswer()})},
            {"names.dmarc_cover": "fail uncovered"},
        ),
        (
            {"mail": dmarc("p=reject; sp=none; rua=mailto:a@b.ir")},
            {"names.dmarc_cover": "fail subdomains_open"},
        ),
        ({"mail": dmarc("p=reject; pct=50; rua=mailto:a@b.ir")}, {"names.dmarc_cover": "warn partial"}),
        ({"mail": dmarc("p=reject; t=y; rua=mailto:a@b.ir")}, {"names.dmarc_cover": "warn partial"}),
        ({"mail": dmarc("p=reject")}, {"names.dmarc_cover": "warn no_reports"}),
        (
            {"mail": dmarc("p=none", at="khedmat.nemune.gov.ir")},
            {"names.dmarc_cover": "fail subdomains_open"},
        ),
        (
            {"mail": dmarc("p=reject; rua=mailto:a@b.ir", at="gov.ir")},
            {"names.dmarc_cover": "fail uncovered"},
        ),
        ({"mail": dmarc("p=reject; psd=y; rua=mailto:a@b.ir", at="gov.ir")}, {}),
        (
            {
                "mail": mail(
                    dmarc={
                        "_dmarc.nemune.gov.ir": NameAnswer(records=("v=DMARC1; p=none", "v=DMARC1; p=none"))
                    }
                )
            },
            {"names.dmarc_cover": "fail several"},
        ),
        (
            {"mail": mail(dmarc={"_dmarc.khedmat.nemune.gov.ir": FAILED})},
            {"names.dmarc_cover": "error name_timeout"},
        ),
        ({"mail": mail(mx=NameAnswer())}, {"names.mail": "warn silent", **NO_MAIL}),
        ({"mail": mail(mx=NameAnswer(records=("0 .",)))}, {"names.mail": "pass none_wanted", **NO_MAIL}),
        ({"mail": mail(mx=NameAnswer(records=("10 192.0.2.1.",)))}, {"names.mail": "fail bare_address"}),
        (
            {"mail": mail(mx_addresses={"mail.nemune.gov.ir.": NameAnswer()})},
            {"names.mail": "fail dead_server"},
        ),
        ({"mail": mail(mx_addresses={"mail.nemune.gov.ir.": FAILED})}, {}),
        ({"mail": mail(mta_sts=NameAnswer(), policy=None)}, {"names.mta_sts": "warn missing"}),
        ({"mail": mail(mta_sts=NameAnswer(records=RECORD * 2))}, {"names.mta_sts": "fail broken_record"}),
        ({"mail": mail(policy=PolicyFile(failure=FAILED.failure))}, {"names.mta_sts": "error name_timeout"}),
        (
            {"mail": mail(policy=PolicyFile(failure=Failure(reason=Reason.TLS_FAILED)))},
            {"names.mta_sts": "fail no_policy"},
        ),
        ({"mail": mail(policy=PolicyFile(status=404))}, {"names.mta_sts": "fail broken_policy"}),
        ({"mail": policy("enforce", "testing")}, {"names.mta_sts": "warn not_enforced"}),
        ({"mail": policy("31557600", "86400")}, {"names.mta_sts": "warn short_lived"}),
        ({"mail": policy("31557600", "99999999")}, {"names.mta_sts": "fail broken_policy"}),
        ({"mail": mail(tls_rpt=NameAnswer())}, {"names.tls_rpt": "warn missing"}),
        (
            {"mail": mail(tls_rpt=NameAnswer(records=("v=TLSRPTv1; rua=x",)))},
            {"names.tls_rpt": "fail broken"},
        ),
        ({"mail": None}, dict.fromkeys(OF_MAIL, "not_tested not_asked")),
        ({"ns_addresses6": {"ns1.": NameAnswer()}}, {"names.nameservers6": "warn absent"}),
        ({"ns_addresses6": {"ns1.": FAILED}}, {"names.nameservers6": "error name_timeout"}),
        ({"ns_addresses6": None}, {"names.nameservers6": "not_tested not_asked"}),
        ({"resolvers": {"a": NameAnswer()}}, {"names.resolvers": "not_tested one_resolver"}),
        ({"resolvers": told("192.0.2.1", "192.0.2.2")}, {"names.resolvers": "info differ"}),
        ({"resolvers": told("192.0.2.1", "")}, {"names.resolvers": "fail lost"}),
        ({"resolvers": None}, {"names.resolvers": "not_tested not_asked"}),
        ({"https_record": NameAnswer()}, {"names.https_record": "info absent"}),
        ({"https_record": FAILED}, {"names.https_record": "error name_timeout"}),
        ({"txt": NameAnswer(records=("v=spf1 ~all",))}, {"names.spf": "warn soft"}),
        ({"txt": NameAnswer(records=("v=spf1 +all",))}, {"names.spf": "fail open"}),
        ({"txt": NameAnswer(records=("v=spf1 redirect=a.ir",))}, {"names.spf": "info delegated"}),
        ({"txt": NameAnswer(records=("v=spf1 ip4:0.0.0.0/0 -all",))}, {"names.spf": "fail open"}),
        ({"txt": NameAnswer(records=("v=spf1 ip6:::/0 -all",))}, {"names.spf": "fail open"}),
        ({"txt": NameAnswer(records=("v=spf1 mx/0 -all",))}, {"names.spf": "fail open"}),
        ({"txt": NameAnswer(records=("v=spf1 mx/24//0 ~all",))}, {"names.spf": "fail open"}),
        ({"txt": NameAnswer(records=("v=spf1 ?mx/0 -ip4:0.0.0.0/0 -all",))}, {}),
        ({"txt": NameAnswer(records=("v=spf1 ip4:10.0.0.0/10 mx/20 -all mx/0",))}, {}),
        (
            {"txt": NameAnswer(records=("v=spf1 -all", "v=spf1 mx -all"))},
            {"names.spf": "fail several", **NO_SPF},
        ),
        ({"txt": FAILED}, {"names.spf": "error name_timeout", "names.spf_limits": "error name_timeout"}),
        ({"dmarc": NameAnswer()}, {"names.dmarc": "fail missing"}),
        ({"dmarc": NameAnswer(records=("v=DMARC1;p=none",))}, {"names.dmarc": "warn monitoring"}),
        ({"dmarc": NameAnswer(records=("v=DMARC1; p=",))}, {"names.dmarc": "fail broken"}),
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
    assert [finding.id for finding in judged()] == [check.id for check in PROBE.checks]
