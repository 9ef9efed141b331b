"""What PostgreSQL can do and Django has no name for."""

from django.db.models import Aggregate, FloatField


class Median(Aggregate):
    """The middle of the sorted numbers, between the two middle ones where there are two."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()
