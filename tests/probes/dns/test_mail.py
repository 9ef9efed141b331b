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
