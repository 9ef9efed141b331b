"""How mail of a domain is guarded, on both sides of each line that a rule draws."""

import pytest

from sanjeh.core.probing.artifacts.dns import Mail, NameAnswer, PolicyFile
from tests.probes.dns.test_judge import GOOD, MAIL, judged
from tests.probes.judging import said

DOMAIN = "nemune.gov.ir"


def word(check: str, mail: Mail = MAIL, **changes: object) -> str:
    """Return what one check says of the well kept domain after these changes."""
    return said(judged(mail=mail, **changes))[check]


def sts(age: str) -> Mail:
    text = f"version: STSv1\nmode: enforce\nmx: mail.{DOMAIN}\nmax_age: {age}\n"
    return MAIL.model_copy(update={"policy": PolicyFile(status=200, text=text)})


@pytest.mark.parametrize(
    ("age", "words"),
    [
        ("2592000", "pass enforced"),
        ("2591999", "warn short_lived"),
        ("31557600", "pass enforced"),
        ("31557601", "fail broken_policy"),
        ("00031557600", "fail broken_policy"),
        (f"{'0' * 12}{'9' * 12}", "fail broken_policy"),
        ("9" * 5000, "fail broken_policy"),
        ("-1", "fail broken_policy"),
        ("²", "fail broken_policy"),
        ("", "fail broken_policy"),
    ],
)
def test_a_policy_of_delivery_lives_a_month_to_a_year_in_at_most_ten_digits(age: str, words: str) -> None:
    assert word("names.mta_sts", sts(age)) == words


def spf(policy: str, answers: dict[str, NameAnswer]) -> dict[str, object]:
    return {
        "txt": NameAnswer(records=(policy,)),
        "mail": MAIL.model_copy(update={"spf": answers}),
    }


@pytest.mark.parametrize(("lookups", "words"), [(10, "pass within"), (11, "fail too_many_lookups")])
def test_ten_look_ups_are_within_the_limits_of_a_policy(lookups: int, words: str) -> None:
    names = [f"a{at}.ir" for at in range(lookups)]
    answers = {f"A {name}": NameAnswer(records=("192.0.2.1",)) for name in names}

    changes = spf(f"v=spf1 {' '.join(f'a:{name}' for name in names)} -all", answers)

    assert said(judged(**changes))["names.spf_limits"] == words


@pytest.mark.parametrize(("voids", "words"), [(2, "pass within"), (3, "fail too_many_voids")])
def test_two_look_ups_may_lead_nowhere(voids: int, words: str) -> None:
    names = [f"a{at}.ir" for at in range(voids)]
    answers = {f"A {name}": NameAnswer(rcode="NXDOMAIN") for name in names}

    changes = spf(f"v=spf1 {' '.join(f'a:{name}' for name in names)} -all", answers)

    assert said(judged(**changes))["names.spf_limits"] == words


def included(deep: int) -> dict[str, object]:
    """Return a domain whose policy includes another, and so on, so many times."""
    names = [DOMAIN, *(f"i{at}.ir" for at in range(deep))]
    policies = [f"v=spf1 include:{name} -all" for name in names[1:]] + ["v=spf1 -all"]
    answers = {
        f"TXT {name}": NameAnswer(records=(policy,))
        for name, policy in zip(names[1:], policies[1:], strict=True)
    }
    return spf(policies[0], answers)


@pytest.mark.parametrize(("deep", "words"), [(10, "pass within"), (11, "fail loop")])
def test_policies_may_include_one_another_ten_deep(deep: int, words: str) -> None:
    assert said(judged(**included(deep)))["names.spf_limits"] == words


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("v=DMARC1; p=none; sp=reject; rua=mailto:a@b.ir", "pass covered"),
        ("v=DMARC1; p=reject; sp=none; rua=mailto:a@b.ir", "fail subdomains_open"),
        ("v=DMARC1; p=quarantine; rua=mailto:a@b.ir", "pass covered"),
        ("v=DMARC1; p=reject; pct=99; rua=mailto:a@b.ir", "warn partial"),
        ("v=DMARC1; p=reject; pct=100; rua=mailto:a@b.ir", "pass covered"),
        ("v=DMARC1; p=reject; t=y; rua=mailto:a@b.ir", "warn partial"),
        ("v=DMARC1; p=reject", "warn no_reports"),
    ],
)
def test_mail_in_the_name_of_a_subdomain_is_covered_by_what_is_said_of_subdomains(
    policy: str, words: str
) -> None:
    dmarc = {
        "_dmarc.khedmat.nemune.gov.ir": NameAnswer(),
        "_dmarc.nemune.gov.ir": NameAnswer(records=(policy,)),
    }

    assert word("names.dmarc_cover", MAIL.model_copy(update={"dmarc": dmarc})) == words


@pytest.mark.parametrize(("psd", "words"), [("; psd=y", "pass covered"), ("", "fail uncovered")])
def test_above_the_domain_only_a_policy_for_all_counts(psd: str, words: str) -> None:
    above = NameAnswer(records=(f"v=DMARC1; p=reject; rua=mailto:a@b.ir{psd}",))
    dmarc = {f"_dmarc.{GOOD.host}": NameAnswer(), f"_dmarc.{DOMAIN}": NameAnswer(), "_dmarc.gov.ir": above}

    assert word("names.dmarc_cover", MAIL.model_copy(update={"dmarc": dmarc})) == words


DEEP = "vam.khedmat"


def policy_at(**policies: str) -> dict[str, NameAnswer]:
    """Return what stands at the host vam.khedmat and above it, "-" for the domain itself."""
    names = {"host": f"{DEEP}.{DOMAIN}", "middle": f"khedmat.{DOMAIN}", "domain": DOMAIN, "above": "gov.ir"}
    return {
        f"_dmarc.{names[place]}": NameAnswer(
            records=(f"v=DMARC1; rua=mailto:a@b.ir; {text}",) if text else ()
        )
        for place, text in policies.items()
    }


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("policies", "words"),
    [
        ({"host": "p=reject", "middle": "p=none", "domain": "p=none"}, "pass covered"),
        ({"host": "p=none", "middle": "p=reject", "domain": "p=reject"}, "fail subdomains_open"),
        ({"host": "", "middle": "p=none", "domain": "p=reject"}, "pass covered"),
        ({"host": "", "middle": "p=reject", "domain": "p=none"}, "fail subdomains_open"),
        ({"host": "", "middle": "p=reject; psd=n", "domain": "p=none"}, "pass covered"),
        ({"host": "", "middle": "p=reject", "domain": ""}, "pass covered"),
        ({"host": "", "middle": "p=reject", "domain": "", "above": "p=none; psd=y"}, "pass covered"),
        ({"host": "", "middle": "", "domain": "", "above": "p=reject; psd=y"}, "pass covered"),
        ({"host": "", "middle": "", "domain": "p=none", "above": "p=reject"}, "fail subdomains_open"),
    ],
)
def test_without_a_policy_of_its_own_a_host_has_that_of_its_organisation(
    policies: dict[str, str], words: str, *, backwards: bool
) -> None:
    told = policy_at(**policies)
    told = dict(reversed(told.items())) if backwards else told

    found = judged(host=f"{DEEP}.{DOMAIN}", mail=MAIL.model_copy(update={"dmarc": told}))

    assert said(found)["names.dmarc_cover"] == words


def dmarc(policy: str) -> tuple[str, str]:
    """Return what both checks say of a policy: that of the domain, and that of the host below it."""
    answer = NameAnswer(records=(policy,))
    found = said(judged(dmarc=answer, mail=MAIL.model_copy(update={"dmarc": {f"_dmarc.{DOMAIN}": answer}})))
    return found["names.dmarc"], found["names.dmarc_cover"]


RUA = f"rua=mailto:d@{DOMAIN}"


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (f"v=DMARC1; p=reject; {RUA}", ("pass enforced", "pass covered")),
        (f"v = DMARC1 ;p = Reject;{RUA};", ("pass enforced", "pass covered")),
        (f"v=dmarc1; p=reject; {RUA}", ("fail missing", "fail uncovered")),
        (f"v=DMARC12; p=reject; {RUA}", ("fail missing", "fail uncovered")),
        (f"p=reject; v=DMARC1; {RUA}", ("fail missing", "fail uncovered")),
        (f"v=DMARC1; p=none; p=reject; {RUA}", ("fail broken", "fail broken")),
        (f"v=DMARC1; p=reject; {RUA}; {RUA}", ("fail broken", "fail broken")),
        (f"v=DMARC1; p=reject; sp=maybe; {RUA}", ("warn monitoring", "fail broken")),
        ("v=DMARC1; p=reject; sp=maybe", ("fail broken", "fail broken")),
        (f"v=DMARC1; p=maybe; {RUA}", ("warn monitoring", "fail broken")),
        (f"v=DMARC1; {RUA}", ("warn monitoring", "fail subdomains_open")),
        ("v=DMARC1", ("fail broken", "fail subdomains_open")),
        ("v=DMARC1; p=reject; rua=d@nemune.ir", ("pass enforced", "warn no_reports")),
        ("v=DMARC1; p=reject; rua=https://nemune.ir", ("pass enforced", "warn no_reports")),
        ("v=DMARC1; p=reject; rua=x, mailto:d@nemune.ir!10m", ("pass enforced", "pass covered")),
        (f"v=DMARC1; p=reject; pct=99; {RUA}", ("pass enforced", "warn partial")),
        (f"v=DMARC1; p=reject; pct=100; {RUA}", ("pass enforced", "pass covered")),
        (f"v=DMARC1; p=reject; pct=²; {RUA}", ("pass enforced", "pass covered")),
    ],
)
def test_forged_mail_meets_what_receivers_read_in_a_policy(policy: str, words: tuple[str, str]) -> None:
    assert dmarc(policy) == words


def test_of_two_policies_for_forged_mail_none_holds() -> None:
    answer = NameAnswer(records=("v=DMARC1; p=reject",) * 2)

    assert said(judged(dmarc=answer))["names.dmarc"] == "fail several"


STS = f"version: STSv1\nmode: enforce\nmx: mail.{DOMAIN}\nmax_age: 2592000\n"


@pytest.mark.parametrize(
    ("record", "text", "words"),
    [
        ("v=STSv1; id=20261101;", STS, "pass enforced"),
        ("v=STSv1;id=1; later=2", STS.replace("\n", "\r\n"), "pass enforced"),
        ("v=STSv1;", STS, "fail broken_record"),
        ("v=STSv1; id=", STS, "fail broken_record"),
        (f"v=STSv1; id={'1' * 32}", STS, "pass enforced"),
        (f"v=STSv1; id={'1' * 33}", STS, "fail broken_record"),
        ("v=STSv1; id=a-b", STS, "fail broken_record"),
        ("v=STSv1; id=1; id=2", STS, "fail broken_record"),
        ("v=stsv1; id=1", STS, "warn missing"),
        ("v=STSv10; id=1", STS, "warn missing"),
        ("v=STSv1; id=1", STS.replace(f"mx: mail.{DOMAIN}\n", ""), "fail broken_policy"),
        ("v=STSv1; id=1", STS.replace(f"mail.{DOMAIN}", "*"), "fail broken_policy"),
        ("v=STSv1; id=1", STS.replace("mail.", "*."), "pass enforced"),
        ("v=STSv1; id=1", STS.replace("mail.", "*.mail."), "fail server_not_named"),
        ("v=STSv1; id=1", STS.replace("mail.", "Mail2.") + f"mx: MAIL.{DOMAIN}\n", "pass enforced"),
        ("v=STSv1; id=1", STS.replace("mail.", "mail2."), "fail server_not_named"),
        ("v=STSv1; id=1", STS.replace("mode:", "mode: none\nmode:"), "warn not_enforced"),
        ("v=STSv1; id=1", f"{STS}mode: none\n", "pass enforced"),
        ("v=STSv1; id=1", STS.replace("version:", "Version:"), "fail broken_policy"),
        ("v=STSv1; id=1", STS.replace("mx:", "MX:"), "fail broken_policy"),
        ("v=STSv1; id=1", "version: STSv1\nmode: none\nmax_age: 60\n", "warn not_enforced"),
    ],
)
def test_delivery_is_enforced_by_a_whole_record_and_a_whole_policy(
    record: str, text: str, words: str
) -> None:
    changes = {"mta_sts": NameAnswer(records=(record,)), "policy": PolicyFile(status=200, text=text)}

    assert word("names.mta_sts", MAIL.model_copy(update=changes)) == words


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("v=TLSRPTv1; rua=mailto:t@nemune.ir", "pass present"),
        ("v=TLSRPTv1;rua=mailto:t@nemune.ir,https://nemune.ir/t", "pass present"),
        ("v=TLSRPTv1; rua=mailto:a@b.ir; rua=mailto:c@d.ir", "fail broken"),
        ("v=TLSRPTv1; rua=mailto:a@b.ir,x", "fail broken"),
        ("v=TLSRPTv1; rua=mailto:", "fail broken"),
        ("v=TLSRPTv1; rua=https://", "fail broken"),
        ("v=TLSRPTv1", "fail broken"),
        ("v=tlsrptv1; rua=mailto:a@b.ir", "warn missing"),
    ],
)
def test_reports_of_failed_encryption_go_where_they_can_arrive(record: str, words: str) -> None:
    known = MAIL.model_copy(update={"tls_rpt": NameAnswer(records=(record,))})

    assert word("names.tls_rpt", known) == words


@pytest.mark.parametrize(
    ("record", "is_readable"),
    [
        ('0 issue "ca.ir"', True),
        ('128 issue ";"', True),
        ('0 issue ""', True),
        ('0 issue "ca.ir; validationmethods=dns-01; accounturi=https://ca.ir/7"', True),
        ('0 issue "ca.ir; policy"', False),
        ('0 issue "ca.ir; a=b;"', False),
        ('0 issue "ca-.ir"', False),
        ('0 issue "ca.ir b.ir"', False),
        ('1 issue "ca.ir"', False),
        ('127 issue "ca.ir"', False),
        ('129 issue "ca.ir"', False),
        ('0 iodef "mailto:a@b.ir"', True),
        ('0 iodef "https://b.ir/report"', True),
        ('0 iodef "http://"', False),
        ('0 iodef "mailto:"', False),
        ('0 contactemail "a@b.ir"', True),
        ('0 contactemail "b.ir"', False),
        ('0 later "x"', True),
        ('128 later "x"', False),
    ],
)
def test_authorities_heed_a_record_by_its_grammar_alone(record: str, *, is_readable: bool) -> None:
    found = said(judged(caa={DOMAIN: NameAnswer(records=('0 issue "ca.ir"', record))}))

    assert found["names.caa_form"] == ("pass readable" if is_readable else "fail broken")


@pytest.mark.parametrize(
    ("led_to", "words"),
    [
        (("v=spf1 -all",), "pass strict"),
        (("v=spf1 ~all",), "warn soft"),
        (("v=spf1 +all",), "fail open"),
        (("v=spf1 ip4:10.0.0.300 -all",), "fail broken"),
        ((), "info delegated"),
        (("v=spf1 -all", "v=spf1 ~all"), "info delegated"),
    ],
)
def test_a_policy_that_redirects_says_what_is_said_there(led_to: tuple[str, ...], words: str) -> None:
    mail = MAIL.model_copy(update={"spf": {"TXT a.ir": NameAnswer(records=led_to)}})

    found = said(judged(txt=NameAnswer(records=("v=spf1 redirect=a.ir",)), mail=mail))

    assert found["names.spf"] == words
