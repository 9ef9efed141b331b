"""The words of a policy by the whole grammar of RFC 7208, on both sides of each rule."""

import pytest

from sanjeh.core.probing.artifacts.dns import NameAnswer
from sanjeh.probes.dns.spf import Cost, cost, questions
from sanjeh.probes.dns.spf_terms import Term, evaluated, terms
from tests.probes.dns.test_judge import judged, mail
from tests.probes.judging import said

LONG = "a" * 63


@pytest.mark.parametrize(
    ("word", "kind", "value"),
    [
        ("all", "all", ""),
        ("-ALL", "all", ""),
        ("a", "a", ""),
        ("a/0", "a", ""),
        ("a/32//128", "a", ""),
        ("mx//64", "mx", ""),
        ("?mx:Post.nemune.ir/24//64", "mx", "post.nemune.ir"),
        ("a:nemune.ir.", "a", "nemune.ir"),
        ("a:_spf.nemune-1.x-2", "a", "_spf.nemune-1.x-2"),
        ("a:host:8080/path.nemune.ir", "a", "host:8080/path.nemune.ir"),
        ("a:%{d}", "a", "%{d}"),
        ("exists:%{ir}.%{v}._spf.%{d2}", "exists", "%{ir}.%{v}._spf.%{d2}"),
        ("exists:%{l1r+-/}.nemune.ir", "exists", "%{l1r+-/}.nemune.ir"),
        ("exists:%%%_%-.nemune.ir", "exists", "%%%_%-.nemune.ir"),
        ("include:nemune.ir", "include", "nemune.ir"),
        ("ptr", "ptr", ""),
        ("ptr:nemune.ir", "ptr", "nemune.ir"),
        ("ip4:192.0.2.1", "ip4", "192.0.2.1"),
        ("ip4:192.0.2.1/32", "ip4", "192.0.2.1/32"),
        ("ip6:2001:db8::/0", "ip6", "2001:db8::/0"),
        ("ip6:::ffff:192.0.2.1/128", "ip6", "::ffff:192.0.2.1/128"),
        ("redirect=nemune.ir", "redirect", "nemune.ir"),
        ("exp=why._spf.%{d}", "exp", "why._spf.%{d}"),
        ("later=%{c}%_any/thing", "later", "%{c}%_any/thing"),
        ("later=", "later", ""),
        (f"a:{LONG}.ir", "a", f"{LONG}.ir"),
    ],
)
def test_a_word_by_the_grammar_is_read(word: str, kind: str, value: str) -> None:
    (read,) = terms(f"v=spf1 {word}")

    assert (read.kind, read.value) == (kind, value)


@pytest.mark.parametrize(
    "word",
    [
        "all:nemune.ir", "all/24", "moo", "-", "all.", "a:", "a/", "a//", "a/33", "a/032", "a//129",
        "a//01", "a/24//129", "a/24/64", "mx:nemune.ir/40", "a:nemune.ir:25", "a:192.0.2.7", "a:museum",
        "a:museum.", "a:nemune.123", "a:nemune.-ir", "a:nemune.ir-", "a:x..ir", "a:.ir", f"a:{LONG}a.ir",
        f"a:{'a.' * 126}ir", "exists", "exists:", "exists:nemune.ir/24", "exists:%{q}.ir", "exists:%{c}.ir",
        "exists:%{d0}.ir", "exists:50%.ir", "exists:%{d", "exists:%{d}x", "include", "include:",
        "include:/24", "ptr:", "ptr/24", "ip4", "ip4:", "ip4:192.0.2", "ip4:192.0.2.0/", "ip4:192.0.2.0/33",
        "ip4:192.0.2.0/024", "ip4:192.0.2.01", "ip4:2001:db8::", "ip6:192.0.2.1", "ip6:2001:db8::/129",
        "ip6:2001:db8::/08", "ip6:fe80::1%eth0", "redirect=", "redirect=nemune", "redirect:nemune.ir",
        "-redirect=nemune.ir", "exp=", "exp=%{t}.ir", "later=50%", "later=%{z}", "2later=x", "a:ن.ir",
        "a\t-all", "a:nemune.ir/24//64//64",
    ],
)  # fmt: skip
def test_a_word_against_the_grammar_is_none(word: str) -> None:
    (read,) = terms(f"v=spf1 {word}")

    assert read == Term("", "", word)


@pytest.mark.parametrize("modifier", ["redirect", "exp"])
def test_a_modifier_of_the_standard_may_stand_once(modifier: str) -> None:
    once, twice = (f"v=spf1 {f'{modifier}=a.ir ' * count}x=1 x=2" for count in (1, 2))

    assert [term.kind for term in terms(once)] == [modifier, "x", "x"]
    assert [term.kind for term in terms(twice)] == ["", "", "x", "x"]


@pytest.mark.parametrize(
    ("policy", "kinds"),
    [
        ("v=spf1 a -all mx", ["a", "all"]),
        ("v=spf1 redirect=b.ir a ~all", ["a", "all"]),
        ("v=spf1 redirect=b.ir a", ["redirect", "a"]),
        ("v=spf1   a  ", ["a"]),
    ],
)
def test_what_stands_behind_all_and_a_redirect_beside_it_is_not_followed(
    policy: str, kinds: list[str]
) -> None:
    assert [term.kind for term in evaluated(policy)] == kinds


def test_a_redirect_to_itself_beside_all_is_no_circle() -> None:
    assert cost("nemune.ir", "v=spf1 redirect=nemune.ir ~all", {}) == Cost()
    assert [*questions("v=spf1 redirect=b.ir -all a:c.ir", "nemune.ir")] == []


def test_a_wrong_word_behind_all_makes_the_policy_void_too() -> None:
    found = cost("nemune.ir", "v=spf1 include:b.ir -all moo", {})

    assert (found.problem, found.at, found.lookups) == ("broken", "nemune.ir: moo", 0)


@pytest.mark.parametrize(("servers", "problem"), [(10, ""), (11, "too_many_servers")])
def test_a_mechanism_may_lead_to_ten_mail_servers(servers: int, problem: str) -> None:
    records = tuple(f"10 m{at}.nemune.ir." for at in range(servers))

    found = cost("nemune.ir", "v=spf1 mx -all", {"MX nemune.ir": NameAnswer(records=records)})

    assert found.problem == problem


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("v=spf1 mx -ALL", "pass strict"),
        ("v=spf1 ?all -all", "fail open"),
        ("v=spf1 all -all", "fail open"),
        ("v=spf1 ~all redirect=a.ir", "warn soft"),
        ("v=spf1 mx", "fail open"),
    ],
)
def test_the_first_all_of_a_policy_says_what_happens_to_all_others(policy: str, words: str) -> None:
    found = judged(txt=NameAnswer(records=(policy,)), mail=mail())

    assert said(found)["names.spf"] == words
