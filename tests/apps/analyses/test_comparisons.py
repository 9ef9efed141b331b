"""What two published rounds say beside one another: true to what was published, body by body."""

from decimal import Decimal

import pytest

from sanjeh.apps.analyses import queries
from sanjeh.apps.analyses.figures import Absence, Alike, LeftOut
from sanjeh.apps.analyses.models import Comparison
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.results import actions as results
from sanjeh.apps.results import queries as result_queries
from sanjeh.core.comparison.decomposition import Cause
from sanjeh.core.diagnostics.findings import Doubt
from sanjeh.core.text.words import Words
from tests import people
from tests.apps.analyses.comparing import NOW, compared
from tests.web import country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("compared_country")]


def test_an_erratum_is_audited_and_compared_anew_and_what_was_made_before_stays() -> None:
    results.count_again(round_code=country.ROUND, by=people.secretariat(), now=NOW)
    publication.publish_erratum(
        round_code=country.ROUND, reason="شمارش دوباره", by=people.approver(), now=NOW
    )

    before = queries.published_round(country.ROUND)

    assert queries.audit_of(before) is None
    assert queries.comparison(before, queries.published_round(country.NEXT)) is None
    assert country.analyse() == 2
    assert Comparison.objects.count() == 2
    assert queries.audit_of(before) is not None


def test_the_audit_speaks_of_the_ranked_bodies_alone() -> None:
    found = queries.audit_of(queries.published_round(country.ROUND))

    assert found is not None
    assert (found.audit.bodies, found.apart) == (4, 1)
    assert [(axis.code, axis.stated) for axis in found.audit.axes] == [("A", 0.5), ("B", 0.5)]
    assert found.audit.flags[0].doubt is Doubt.FEW_BODIES
    assert found.sensitivity is not None
    assert found.sensitivity.rows == 8


def test_a_body_of_both_rounds_is_told_whole() -> None:
    assert compared().rows[0] == queries.BodyChangeRow(
        code="body-2",
        title=Words("سازمان نمونه 2", "Sample organisation 2"),
        before=Decimal("62.50"),
        after=Decimal("100.00"),
        parts=(
            (Cause.PERFORMANCE, Decimal("38.75")),
            (Cause.COVERAGE, Decimal("0.00")),
            (Cause.POPULATION, Decimal("0.00")),
            (Cause.FRAMEWORK, Decimal("-1.25")),
        ),
        alike=Alike(before=Decimal("60.00"), after=Decimal("100.00"), place_before=2, place_after=1),
    )


def test_the_parts_sum_to_the_difference_of_what_was_published() -> None:
    ask = result_queries.RankingAsk(page=0)
    old, new = (
        {row.code: row.score for row in result_queries.ranking(code, ask).rows}
        for code in (country.ROUND, country.NEXT)
    )

    told = {row.code: sum(points for _, points in row.parts) for row in compared().rows}

    assert told == {code: (new[code] or 0) - (old[code] or 0) for code in ("body-2", "body-1", "body-3")}


def test_who_has_no_place_in_both_rounds_is_named_with_the_reason() -> None:
    left_out = compared().left_out

    assert left_out == (
        LeftOut("body-4", Words("سازمان نمونه 4", "Sample organisation 4"), Absence.APART_AFTER),
        LeftOut("body-5", Words("سازمان نمونه 5", "Sample organisation 5"), Absence.APART_BEFORE),
    )
    found = queries.body_since_before(country.NEXT, "body-5")
    assert found is not None
    assert (found.row, found.why) == (None, left_out[1])


def test_bodies_stand_by_their_gain_and_only_who_gained_is_among_the_best() -> None:
    found = compared()

    assert [row.code for row in found.rows] == ["body-2", "body-1", "body-3"]
    assert [row.code for row in found.best] == ["body-2"]
    assert (found.improved, found.fell, found.count) == (1, 2, 3)


def test_the_first_published_round_has_nothing_before_it() -> None:
    assert queries.earlier_rounds(country.ROUND) == ()
    assert [one.code for one in queries.earlier_rounds(country.NEXT)] == [country.ROUND]
    assert queries.body_since_before(country.ROUND, "body-1") is None
    with pytest.raises(queries.NotPublished):
        queries.earlier_rounds("none")
