"""How many bodies cannot be told apart from one another."""

from django.db.models import Count

from sanjeh.apps.results.queries import result


def group_sizes(round_code: str, version: int | None = None) -> dict[int, int]:
    """Return the size of every tied group of these results, nothing where none were kept; raise NoResults."""
    ranked = result(round_code, version=version).cards.filter(rank_group__isnull=False)
    return dict(ranked.order_by().values_list("rank_group").annotate(Count("id")))
