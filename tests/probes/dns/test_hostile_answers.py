"""Whatever a zone answers, it is judged: nothing that a stranger wrote breaks a judge."""

from base64 import b64decode, b64encode

from hypothesis import given, settings
from hypothesis import strategies as some

from sanjeh.core.probing.artifacts.dns import DnsArtifact, NameAnswer, SignedAnswer
from sanjeh.probes.dns import spf
from sanjeh.probes.dns.dnssec import Status, validate
from tests.probes.dns import zones
from tests.probes.dns.zones import NOW

HOST = "khedmat.nemune.ir"
CHAIN = tuple(zones.chain(HOST, "192.0.2.1"))


def artifact(signed: tuple[SignedAnswer, ...]) -> DnsArtifact:
    return DnsArtifact(
        taken_at=NOW,
        scheme="https",
        host=HOST,
        port=443,
        is_literal=False,
        anchors=(zones.ROOT.anchor,),
        signed=signed,
    )


@settings(max_examples=150, deadline=None)
@given(some.integers(0, len(CHAIN) - 1), some.integers(0, 400), some.integers(1, 255))
def test_a_changed_byte_is_told_as_what_it_is(number: int, place: int, change: int) -> None:
    wire = bytearray(b64decode(CHAIN[number].wire))
    wire[place % len(wire)] ^= change
    spoilt = CHAIN[number].model_copy(update={"wire": b64encode(bytes(wire)).decode()})

    validation = validate(artifact((*CHAIN[:number], spoilt, *CHAIN[number + 1 :])))

    assert validation.status in set(Status)
    assert bool(validation.why) != (validation.status is Status.SECURE)


@settings(max_examples=100, deadline=None)
@given(some.integers(0, len(CHAIN) - 1), some.binary(max_size=200))
def test_nonsense_in_place_of_an_answer_is_never_secure(number: int, nonsense: bytes) -> None:
    spoilt = CHAIN[number].model_copy(update={"wire": b64encode(nonsense).decode()})

    validation = validate(artifact((*CHAIN[:number], spoilt, *CHAIN[number + 1 :])))

    assert validation.status is not Status.SECURE


TERMS = "include:a.ir redirect=b.ir a mx:/ exists:%{i}.a.ir ip4:1.2.3.4/99 ip6::: ptr -all = :"
WORDS = some.sampled_from(TERMS.split())


@settings(max_examples=100, deadline=None)
@given(some.lists(WORDS | some.text(max_size=12), max_size=14), some.text(max_size=40))
def test_any_policy_has_a_cost(words: list[str], text: str) -> None:
    policy = "v=spf1 " + " ".join(words)
    answers = {f"TXT {name}.ir": NameAnswer(records=(policy, text)[: 1 + (name == "b")]) for name in "ab"}

    cost = spf.cost("nemune.ir", policy, answers)

    assert (cost.lookups >= 0, cost.voids >= 0) == (True, True)
    assert all(rtype in {"A", "MX", "TXT"} and name for rtype, name in spf.questions(policy, "nemune.ir"))


def test_a_tree_of_includes_is_not_counted_to_its_last_leaf() -> None:
    """Ten storeys of policies with a thousand includes each would have 10^30 leaves."""
    answers = {
        f"TXT {storey}.ir": NameAnswer(records=(f"v=spf1 {f'include:{storey + 1}.ir ' * 1000}",))
        for storey in range(10)
    }

    assert spf.cost("nemune.ir", "v=spf1 include:0.ir", answers).lookups > spf.MOST_LOOKUPS


def test_a_key_that_is_none_breaks_nothing() -> None:
    odd = zones.records("ir", "DNSKEY", "257 3 8 AQ==", "257 3 13 AA==", "257 3 15 AA==")
    keys = [
        zones.answer(one.name, one.rtype, zones.SignedZone("ir").signed(odd)) if one.name == "ir" else one
        for one in CHAIN
        if one.rtype == "DNSKEY"
    ]
    others = [one for one in CHAIN if one.rtype != "DNSKEY"]

    assert validate(artifact((*others, *keys))).status is Status.BOGUS
