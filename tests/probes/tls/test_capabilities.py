import pytest

from sanjeh.core.probing.artifacts.tls import TlsArtifact, TlsCapabilities
from sanjeh.probes.tls import capabilities
from sanjeh.probes.tls.judge import judging_by
from sanjeh.probes.tls.ruleset import RULESETS, Level, RulesetBroken, parse_ruleset, ruleset, ruleset_text
from tests.evidence import MemoryStore
from tests.net.authority import NOW
from tests.probes.judging import said, unsaid
from tests.probes.tls.capable import CAPABLE

OF_CAPABILITIES = frozenset({"tls.suites", "tls.order", "tls.groups", "tls.hygiene"})
MOZILLA, NCSC = "mozilla-intermediate", "ncsc-nl-2025"
GCM_256 = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
CBC_SHA256 = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"
CBC_SHA = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"
RC4 = "TLS_RSA_WITH_RC4_128_SHA"


def say(greetings: TlsCapabilities | None, by: str = MOZILLA) -> dict[str, str]:
    """Return "outcome reason" of each check; every one must have its text."""
    artifact = TlsArtifact(taken_at=NOW, host="a.ir", port=443, is_tls=True, greetings=greetings)
    findings = tuple(judging_by(ruleset(by)).judge(artifact, None, MemoryStore()))  # type: ignore[arg-type]
    assert unsaid("tls", findings) == set()
    return {check: words for check, words in said(findings).items() if check in OF_CAPABILITIES}


def changed(by: str = MOZILLA, /, **changes: object) -> dict[str, str]:
    """Return what is said differently from a well kept server."""
    before = say(CAPABLE, by)
    after = say(CAPABLE.model_copy(update=changes), by)
    return {check: words for check, words in after.items() if before[check] != words}


def suites(*names: str) -> dict[str, tuple[str, ...]]:
    return {"TLSv1.3": ("TLS_AES_256_GCM_SHA384",), "TLSv1.2": names}


@pytest.mark.parametrize("by", RULESETS)
def test_a_well_kept_server_passes_by_every_ruleset(by: str) -> None:
    assert say(CAPABLE, by) == {
        "tls.suites": "pass strong",
        "tls.order": "pass any_order_will_do",
        "tls.groups": "pass strong",
        "tls.hygiene": "pass sound",
    }


@pytest.mark.parametrize(
    ("by", "suite", "words"),
    [
        (MOZILLA, GCM_256, "pass strong"),
        (MOZILLA, CBC_SHA256, "warn phase_out"),
        (MOZILLA, CBC_SHA, "warn phase_out"),
        (MOZILLA, RC4, "fail insufficient"),
        (NCSC, GCM_256, "pass strong"),
        (NCSC, CBC_SHA256, "warn phase_out"),
        (NCSC, CBC_SHA, "fail insufficient"),
        (NCSC, RC4, "fail insufficient"),
        (NCSC, "0xFEED", "fail insufficient"),
    ],
)
def test_each_suite_counts_as_the_ruleset_says(by: str, suite: str, words: str) -> None:
    assert say(CAPABLE.model_copy(update={"suites": suites(suite)}), by)["tls.suites"] == words


def test_the_finding_names_the_ruleset_and_every_suite_by_its_level() -> None:
    verdict = capabilities.suites(
        CAPABLE.model_copy(update={"suites": suites(GCM_256, CBC_SHA)}), ruleset(NCSC)
    )

    assert verdict.observed == {
        "ruleset": "ncsc-nl-2025 2025-05",
        "good": ["TLS_AES_256_GCM_SHA384"],
        "sufficient": [GCM_256],
        "phase_out": [],
        "insufficient": [CBC_SHA],
    }


@pytest.mark.parametrize(
    ("order", "names", "words"),
    [
        ("server", (GCM_256, CBC_SHA256), "pass strong_first"),
        ("server", (CBC_SHA256, GCM_256), "warn weak_first"),
        ("client", (GCM_256, CBC_SHA256), "warn client_decides"),
        ("client", (GCM_256, CBC_SHA), "warn client_decides"),
        ("", (CBC_SHA,), "not_applicable nothing_to_order"),
        ("", (), "not_applicable nothing_to_order"),
    ],
)
def test_weak_suites_come_last_and_the_server_insists(order: str, names: tuple[str, ...], words: str) -> None:
    greetings = CAPABLE.model_copy(update={"order": order, "suites": suites(*names)})

    assert say(greetings)["tls.order"] == words


@pytest.mark.parametrize(
    ("by", "groups", "dh_bits", "words"),
    [
        (MOZILLA, ("x25519", "ffdhe2048"), None, "pass strong"),
        (MOZILLA, ("x25519", "secp224r1"), None, "warn phase_out"),
        (MOZILLA, ("x25519", "secp192r1"), None, "fail insufficient"),
        (MOZILLA, (), 2048, "pass strong"),
        (MOZILLA, (), 1024, "warn phase_out"),
        (MOZILLA, (), 768, "fail insufficient"),
        (NCSC, ("x25519", "ffdhe3072"), None, "warn phase_out"),
        (NCSC, ("x25519",), 2048, "fail insufficient"),
        (NCSC, (), None, "not_applicable no_groups"),
    ],
)
def test_each_group_and_prime_counts_as_the_ruleset_says(
    by: str, groups: tuple[str, ...], dh_bits: int | None, words: str
) -> None:
    assert say(CAPABLE.model_copy(update={"groups": groups, "dh_bits": dh_bits}), by)["tls.groups"] == words


def test_a_hybrid_against_quantum_computers_is_noted() -> None:
    ready = capabilities.groups(CAPABLE, ruleset(MOZILLA))
    unready = capabilities.groups(CAPABLE.model_copy(update={"groups": ("x25519",)}), ruleset(MOZILLA))

    assert (ready.observed["post_quantum"], unready.observed["post_quantum"]) == (True, False)


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ({"has_compression": True}, "fail compression"),
        ({"has_secure_renegotiation": False}, "fail insecure_renegotiation"),
        ({"has_extended_master_secret": False}, "warn no_extended_master_secret"),
        ({"refuses_fallback": False}, "warn fallback_not_refused"),
    ],
)
def test_each_bad_habit_is_named(habit: dict[str, bool], words: str) -> None:
    assert changed(**habit) == {"tls.hygiene": words}


def test_the_worst_habit_is_the_one_that_is_told() -> None:
    assert changed(refuses_fallback=False, has_compression=True) == {"tls.hygiene": "fail compression"}


def test_habits_that_nothing_could_show_are_no_bad_habits() -> None:
    only_13 = dict.fromkeys(
        ("has_compression", "has_secure_renegotiation", "has_extended_master_secret", "refuses_fallback")
    )

    assert changed(**only_13) == {}


def test_evidence_older_than_the_reader_is_not_tested() -> None:
    assert set(say(None).values()) == {"not_tested not_read"}


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("budget", "not_tested not_finished"),
        ("connection_reset", "error connection_reset"),
        ("rate_limited", "blocked rate_limited"),
    ],
)
def test_a_reading_that_was_cut_short_is_never_praised(trouble: str, words: str) -> None:
    assert set(say(CAPABLE.model_copy(update={"trouble": trouble})).values()) == {words}


def test_a_reading_that_was_cut_short_still_tells_what_is_bad_anyway() -> None:
    cut = CAPABLE.model_copy(update={"trouble": "budget", "suites": suites(RC4)})

    assert say(cut)["tls.suites"] == "fail insufficient"


def test_what_was_read_to_its_end_is_judged_though_the_rest_was_not() -> None:
    cut = CAPABLE.model_copy(update={"trouble": "budget", "finished": ("groups", "habits", "prime")})

    assert say(cut) == {
        "tls.suites": "not_tested not_finished",
        "tls.order": "not_tested not_finished",
        "tls.groups": "pass strong",
        "tls.hygiene": "pass sound",
    }


@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_gives_every_suite_one_level_only(name: str) -> None:
    rules = ruleset(name)

    assert (rules.name, rules.of_suite(RC4), rules.of_group("sect571k1")) == (
        name, Level.INSUFFICIENT, Level.INSUFFICIENT,
    )  # fmt: skip


def test_an_unknown_ruleset_is_refused() -> None:
    with pytest.raises(KeyError):
        ruleset("nobody")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("[suites]", "[suites"), "Expected ']'"),
        (('name = "ncsc-nl-2025"', ""), "name: Field required"),
        (
            ("order_matters = true", 'order_matters = "often"'),
            "order_matters: Input should be a valid boolean",
        ),
        (("[prime]", "[primes]"), "prime: Field required"),
    ],
)
def test_a_ruleset_of_ones_own_is_read_or_refused_with_the_place(
    change: tuple[str, str], problem: str
) -> None:
    text = ruleset_text(NCSC)

    with pytest.raises(RulesetBroken) as broken:
        parse_ruleset(text.replace(*change))

    assert (parse_ruleset(text), str(broken.value)[: len(problem)]) == (ruleset(NCSC), problem)


def test_the_order_is_that_of_the_highest_version_and_the_suites_are_those_of_all() -> None:
    lower = {"TLSv1": (CBC_SHA, RC4), **suites(GCM_256)}

    assert changed(suites=lower, order="client") == {
        "tls.suites": "fail insufficient", "tls.order": "not_applicable nothing_to_order",
    }  # fmt: skip


def test_a_finding_names_the_ruleset_that_decided() -> None:
    checks = judging_by(ruleset(NCSC)).checks

    decided = [check.id for check in checks if check.standard.startswith("ncsc-nl-2025 2025-05; ")]
    assert decided == ["tls.suites", "tls.order", "tls.groups"]
