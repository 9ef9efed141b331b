"""A worker that cannot see what a round needs says so; at the bound itself it may still look."""

import pytest

from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.fitness import Abilities, Lack, Need, Trial, lacks
from sanjeh.locale.catalogues import said


def trials(refused: int, of: int, reason: Reason = Reason.PORT_REFUSED) -> list[Trial]:
    return [Trial(f"https://{number}.test/", reason if number < refused else None) for number in range(of)]


def needs(found: Abilities) -> list[Need]:
    return [lack.need for lack in lacks(found)]


def test_a_worker_of_which_nothing_is_wrong_lacks_nothing() -> None:
    assert (
        lacks(Abilities(trials=trials(0, 20), fonts="38 faces", fonts_of_others=frozenset({"38 faces"})))
        == ()
    )


@pytest.mark.parametrize(
    ("refused", "reason", "told"),
    [
        (2, Reason.PORT_REFUSED, []),
        (3, Reason.PORT_REFUSED, [Need.APPROVALS]),
        (3, Reason.ADDRESS_REFUSED, [Need.APPROVALS]),
        (10, Reason.NAME_UNKNOWN, []),
        (11, Reason.NAME_UNKNOWN, [Need.NAMES]),
        (11, Reason.NAME_TIMEOUT, [Need.NAMES]),
        (20, Reason.BAD_URL, []),
    ],
)
def test_more_than_a_tenth_refused_or_a_half_without_names_is_the_workers_own_lack(
    refused: int, reason: Reason, told: list[Need]
) -> None:
    assert needs(Abilities(trials=trials(refused, 20, reason))) == told


@pytest.mark.parametrize(
    ("offset_s", "told"), [(5.0, []), (-5.0, []), (5.1, [Need.CLOCK]), (-172_800.0, [Need.CLOCK])]
)
def test_a_clock_is_within_five_seconds_of_the_databases(offset_s: float, told: list[Need]) -> None:
    assert needs(Abilities(clock_offset_s=offset_s)) == told


@pytest.mark.parametrize(
    ("fonts", "others", "draws_persian", "detail"),
    [
        ("a", {"a"}, True, None),
        ("a", set(), None, None),
        ("a", {"a", "b"}, True, "a ≠ b"),
        ("0 faces", set(), False, "0 faces"),
    ],
)
def test_all_workers_draw_with_the_same_fonts_and_have_persian_letters(
    fonts: str, others: set[str], *, draws_persian: bool | None, detail: str | None
) -> None:
    found = Abilities(fonts=fonts, fonts_of_others=frozenset(others), draws_persian=draws_persian)

    assert lacks(found) == (() if detail is None else (Lack(Need.FONTS, {"detail": detail}),))


def test_each_lack_is_one_sentence_in_the_order_of_the_needs() -> None:
    found = Abilities(
        clock_offset_s=172_800.4,
        trials=trials(20, 20),
        is_connected=False,
        browser_problem="browser_missing",
        evidence_problem="No space left on device",
        fonts="0 faces",
        draws_persian=False,
    )

    assert [said(one.says, "en") for one in lacks(found)] == [
        (
            "It lacks approvals (SANJEH_ALLOW): of 20 addresses of the round that it tried it cannot see 20; "
            "the first: https://0.test/"
        ),
        "It has no way to the network: none of our own addresses (SANJEH_SELF_TEST) answered.",
        "It has no browser, or its browser does not open: browser_missing",
        "Its fonts are not those of the other workers, or have no Persian letters: 0 faces",
        "It cannot write into the folder of evidence: No space left on device",
        "Its clock and the database's are 172800 s apart; more than 5 s are not accepted.",
    ]
