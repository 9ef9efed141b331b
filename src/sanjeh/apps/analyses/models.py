"""What is worked out of published results, once, and kept: results never change, so this never does."""

from django.db import models

from sanjeh.apps.results.models import ResultSet


class IndexAudit(models.Model):
    """How sound the index was in one counting.

    `audit` is the core's `Audit`, `sensitivity` its `Sensitivity` (null: not worked out). `apart` counts
    the bodies without a place, which no audit can use.
    """

    result = models.OneToOneField(ResultSet, models.CASCADE, related_name="index_audit")
    made_at = models.DateTimeField()
    apart = models.PositiveIntegerField()
    audit = models.JSONField()
    sensitivity = models.JSONField(null=True)


class Comparison(models.Model):
    """Two countings of different rounds set against each other.

    `share` (0..1) of the newer method's weight is asked alike. `changes` are the
    core's, one for each indicator; `rules` name what else the method changed. `left_out` has the bodies
    of either round that are not compared, with the reason.
    """

    before = models.ForeignKey(ResultSet, models.CASCADE, related_name="compared_after")
    after = models.ForeignKey(ResultSet, models.CASCADE, related_name="compared_before")
    made_at = models.DateTimeField()
    share = models.FloatField(default=0)
    is_break = models.BooleanField(default=False)
    changes = models.JSONField(default=list)
    rules = models.JSONField(default=list)
    left_out = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="compared_once", fields=["before", "after"])]


class FailedAnalysis(models.Model):
    """An analysis of `after` that broke last time: an audit, or with `before` a comparison.

    `error` is the name of the fault and its own words; the row goes once the analysis succeeds.
    """

    before = models.ForeignKey(ResultSet, models.CASCADE, null=True, related_name="+")
    after = models.ForeignKey(ResultSet, models.CASCADE, related_name="+")
    error = models.TextField()
    failed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="failed_once", fields=["before", "after"], nulls_distinct=False)
        ]


class BodyChange(models.Model):
    """One body in both rounds, in published digits.

    `parts` map each cause to its part; they sum to `score_after - score_before`, and are empty when the
    change cannot be taken apart. `alike` is both scores and places on the common questions, null on a
    break; `gain` is their difference.
    """

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="bodies")
    code = models.CharField(max_length=60)
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    score_before = models.DecimalField(max_digits=6, decimal_places=2)
    score_after = models.DecimalField(max_digits=6, decimal_places=2)
    parts = models.JSONField(default=dict)
    alike = models.JSONField(null=True)
    gain = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="body_compared_once", fields=["comparison", "code"])]
        indexes = [models.Index(name="body_change_gain", fields=["comparison", "gain"])]
