import pytest

from sanjeh.core.probing.artifacts.dns import NameAnswer
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.dns.spf import Cost, at_work, cost, questions

LATE = Failure(reason=Reason.NAME_TIMEOUT)


def told(**answers: str) -> dict[str, NameAnswer]:
    """Return TXT answers by name; "__" stands for a dot."""
    return {
        f"TXT {name.replace('__', '.')}": NameAnswer(records=(text,) if text else ())
        for name, text in answers.items()
    }


@pytest.mark.parametrize(
    ("policy", "at"),
    [
        ("v=spf1 ip4:10.0.0.0/33 -all", "nemune.ir: ip4:10.0.0.0/33"),
        ("v=spf1 ip4:2001:db8::/32 -all", "nemune.ir: ip4:2001:db8::/32"),
        ("v=spf1 ipv4:10.0.0.1 -all", "nemune.ir: ipv4:10.0.0.1"),
        ("v=spf1 include: -all", "nemune.ir: include:"),
        ("v=spf1 a//129x -all", "nemune.ir: a//129x"),
        ("v=spf1 all:here", "nemune.ir: all:here"),
        ("v=spf1 redirect= -all", "nemune.ir: redirect="),
        ("v=spf1 ,mx -all", "nemune.ir: ,mx"),
    ],
)
def test_a_word_that_is_no_term_makes_the_policy_void(policy: str, at: str) -> None:
    found = cost("nemune.ir", policy, {})

    assert (found.problem, found.at) == ("broken", at)


@pytest.mark.parametrize(
    "policy",
    [
        "v=spf1 -all",
        "v=spf1 +ip4:192.0.2.0/24 ?ip6:2001:db8::/32 ~all",
        "v=spf1 exp=explain._spf.%{d} unknown=modifier -all",
    ],
)
def test_a_policy_of_addresses_costs_nothing(policy: str) -> None:
    assert cost("nemune.ir", policy, {}) == Cost()


def test_every_question_on_the_way_is_counted() -> None:
    answers = told(_spf__nemune__ir="v=spf1 a mx/24 -all", b__ir="v=spf1 ptr exists:%{i}.b.ir ip4:192.0.2.1")
    answers |= {"A _spf.nemune.ir": NameAnswer(records=("192.0.2.1",)), "MX _spf.nemune.ir": NameAnswer()}

    found = cost("nemune.ir", "v=spf1 include:_spf.nemune.ir redirect=b.ir", answers)

    assert found == Cost(lookups=6, voids=1)


def test_an_include_without_a_policy_makes_the_whole_void() -> None:
    found = cost("nemune.ir", "v=spf1 include:gone.ir -all", told(gone__ir=""))

    assert found == Cost(lookups=1, voids=1, problem="dead_include", at="include:gone.ir (0)")


def test_a_circle_of_includes_is_named_and_ends() -> None:
    answers = told(b__ir="v=spf1 include:nemune.ir -all") | told(nemune__ir="v=spf1 include:b.ir -all")

    found = cost("nemune.ir", "v=spf1 include:b.ir -all", answers)

    assert (found.problem, found.at) == ("loop", "nemune.ir")


def test_a_question_that_failed_is_no_fault_of_the_policy() -> None:
    found = cost("nemune.ir", "v=spf1 include:b.ir -all", {"TXT b.ir": NameAnswer(failure=LATE)})

    assert found == Cost(lookups=1, unseen=LATE)


def test_what_a_policy_asks_for_is_known_before_it_is_asked() -> None:
    asked = questions(
        "v=spf1 a mx:b.ir include:c.ir exists:%{i}.d.ir ptr ip4:192.0.2.1 redirect=e.ir", "a.ir"
    )

    assert [*asked] == [("A", "a.ir"), ("MX", "b.ir"), ("TXT", "c.ir"), ("TXT", "e.ir")]


@pytest.mark.parametrize(
    ("term", "rcode", "records", "voids"),
    [
        ("a:b.ir", "NOERROR", (), 0),
        ("a:b.ir", "NXDOMAIN", (), 1),
        ("exists:b.ir", "NOERROR", (), 1),
        ("exists:b.ir", "NOERROR", ("192.0.2.1",), 0),
    ],
)
def test_exists_asks_for_addresses_of_one_kind_alone(
    term: str, rcode: str, records: tuple[str, ...], voids: int
) -> None:
    answers = {"A b.ir": NameAnswer(rcode=rcode, records=records)}

    assert cost("nemune.ir", f"v=spf1 {term} -all", answers) == Cost(lookups=1, voids=voids)


def test_the_domain_s_own_macro_is_known_without_a_mail() -> None:
    policy = "v=spf1 include:_spf.%{d} exists:%{i}.%{d} -all"

    assert [*questions(policy, "nemune.ir")] == [("TXT", "_spf.nemune.ir")]
    found = cost("nemune.ir", policy, told(_spf__nemune__ir="v=spf1 include:%{d} -all"))
    assert (found.problem, found.at) == ("loop", "_spf.nemune.ir")


@pytest.mark.parametrize(
    ("policy", "last"),
    [
        ("v=spf1 redirect=a.ir", "v=spf1 ~all"),
        ("v=spf1 mx redirect=b.ir", "v=spf1 ~all"),
        ("v=spf1 redirect=a.ir -all", "v=spf1 redirect=a.ir -all"),
        ("v=spf1 redirect=gone.ir", "v=spf1 redirect=gone.ir"),
        ("v=spf1 redirect=unasked.ir", "v=spf1 redirect=unasked.ir"),
        ("v=spf1 redirect=%{i}.ir", "v=spf1 redirect=%{i}.ir"),
    ],
)
def test_the_last_word_is_where_a_redirect_leads(policy: str, last: str) -> None:
    answers = told(a__ir="v=spf1 ~all", b__ir="v=spf1 redirect=a.ir", gone__ir="")

    assert at_work(policy, "nemune.ir", answers) == last


def test_a_redirect_in_circles_has_no_last_word() -> None:
    assert at_work("v=spf1 redirect=a.ir", "nemune.ir", told(a__ir="v=spf1 redirect=a.ir")).endswith("a.ir")
