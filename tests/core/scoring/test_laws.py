"""Laws that hold for every table, whatever is in it."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import Methodology, parse_methodology
from sanjeh.core.scoring.engine import score_table
from sanjeh.core.scoring.methodology_tree import INDEX
from tests.core.scoring.small import TEXT, small
from tests.core.scoring.tables import table

Row = dict[str, str]
QUESTIONS = (("A1", ""), ("A2", ""), ("B1", ""), ("B2", "s1"), ("B2", "s2"))
SHARES = st.floats(0, 1).map(lambda share: round(share, 6))
BODIES = st.lists(st.lists(st.none() | SHARES, min_size=5, max_size=5), min_size=1, max_size=5)
MEANS = {
    total: parse_methodology(TEXT.replace('code = "small"', f'code = "small"\ntotal = {total}', 1), "m.toml")
    for total in ('"arithmetic"', '"geometric"', '"harmonic"', "0.5")
}
FIXED = settings(max_examples=40)


def rows(bodies: Sequence[Sequence[float | None]], prefix: str = "body") -> list[Row]:
    return [
        {"unit": f"{prefix}-{n}", "indicator": code, "service": service, **answer(share)}
        for n, shares in enumerate(bodies)
        for (code, service), share in zip(QUESTIONS, shares, strict=True)
    ]


def answer(share: float | None) -> Row:
    return {"state": "missing"} if share is None else {"state": "value", "value": repr(share)}


def totals(told: list[Row], methodology: Methodology | None = None) -> dict[str, float]:
    """Return the total of every body to nine digits; NaN where it has none."""
    method = methodology or small()
    scored = score_table(method, table(method, told))
    return dict(zip(scored.units, np.round(scored.points[INDEX], 9), strict=True))


def same(one: dict[str, float] | list[float]) -> object:
    return pytest.approx(one, abs=1e-9, nan_ok=True)


@FIXED
@given(BODIES, st.sampled_from(sorted(MEANS)), st.integers(0, 4), SHARES)
def test_better_never_scores_less(
    bodies: list[list[float | None]], mean: str, question: int, share: float
) -> None:
    bodies[0][question] = held = bodies[0][question] or 0.0
    better = [list(shares) for shares in bodies]
    better[0][question] = max(share, held)

    before, after = (totals(rows(one), MEANS[mean])["body-0"] for one in (bodies, better))

    assert after >= before - 1e-9


@FIXED
@given(BODIES)
def test_no_body_depends_on_another(bodies: list[list[float | None]]) -> None:
    together = totals(rows(bodies))

    parts = (totals([row for row in rows(bodies) if row["unit"] == unit]) for unit in together)
    alone = {unit: total for part in parts for unit, total in part.items()}

    assert alone == same(together)


@FIXED
@given(BODIES)
def test_names_change_nothing(bodies: list[list[float | None]]) -> None:
    renamed = [
        {**row, "unit": f"z{row['unit']}", "service": row["service"] and f"other {row['service']}"}
        for row in rows(bodies)
    ]

    assert list(totals(renamed).values()) == same(list(totals(rows(bodies)).values()))


@FIXED
@given(BODIES, st.floats(0.5, 1000), st.floats(-1000, 1000))
def test_another_measure_with_its_own_goalposts_changes_nothing(
    bodies: list[list[float | None]], factor: float, shift: float
) -> None:
    ends = f"zero = {shift!r}, full = {shift + factor!r}"
    method = parse_methodology(TEXT.replace('kind = "share"', f'kind = "linear", {ends}'), "m.toml")
    measured = [
        {**row, "value": repr(shift + factor * float(row["value"]))} if "value" in row else row
        for row in rows(bodies)
    ]

    assert totals(measured, method) == pytest.approx(totals(rows(bodies)), abs=1e-6, nan_ok=True)


@FIXED
@given(
    st.lists(SHARES, min_size=5, max_size=5),
    st.sampled_from((0, 1, 2)),
    st.sampled_from(("not_applicable", "exempt")),
)
def test_what_does_not_apply_acts_only_by_its_own_removal(
    shares: list[float], question: int, state: str
) -> None:
    told = rows([shares])
    without = [row for n, row in enumerate(told) if n != question]

    out = score_table(small(), table(small(), [*without, {**told[question], "state": state, "value": ""}]))
    full = totals(rows([[1.0 if n == question else share for n, share in enumerate(shares)]]))

    # The same children as without the question, and no debt of coverage for it.
    assert out.points[INDEX][0] == pytest.approx(totals(without)["body-0"])
    assert out.coverage[INDEX][0] == 1
    assert out.points[INDEX][0] <= full["body-0"] + 1e-9


@FIXED
@given(BODIES)
def test_ignorance_is_never_a_number(bodies: list[list[float | None]]) -> None:
    unseen = [{**row, "state": "probe_error", "value": ""} for row in rows(bodies)]

    scored = score_table(small(), table(small(), unseen))

    assert np.isnan(scored.points[INDEX]).all()
    assert not scored.ranked.any()
    assert not scored.ranks.any()


@FIXED
@given(BODIES)
def test_points_lie_between_nothing_and_everything(bodies: list[list[float | None]]) -> None:
    for mean in MEANS.values():
        found = [total for total in totals(rows(bodies), mean).values() if not np.isnan(total)]

        assert all(0 <= total <= 100 for total in found)
