"""How many bodies cannot be told apart from one another."""

from django.db.models import Count

from sanjeh.apps.results.queries import FINAL, result


def group_sizes(round_code: str, states: tuple[str, ...] = (FINAL,)) -> dict[int, int]:
    """Return the size of every tied group of the newest results, nothing where none were kept.

    Raise NoResults.
    """
    ranked = result(round_code, states).cards.filter(rank_group__isnull=False)
    return dict(ranked.order_by().values_list("rank_group").annotate(Count("id")))
