"""What a round gave: counted again and again, never overwritten."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.rounds.models import Round, RoundBody


class ResultSet(models.Model):
    """One counting of a round; `varied` says what was for the intervals, nothing for the weights alone."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="results")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    methodology_hash = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    replicates = models.PositiveIntegerField()
    share_of_whole = models.FloatField()
    varied = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="result_version_once", fields=["round", "version"])]


class ScorecardRecord(models.Model):
    """One body's results: flat columns for the tables, and the observations that explain every number.

    `rank` is null for a body that is listed apart, and `lacks` says why. `places` maps each
    category ("" is overall) to {rank, low, high, of}. From `rank_median` to `is_borderline` stands how firm
    place and class are (`class_shares` as [[class, share], ...]), null where the method does not name what is
    varied. Titles are copies, so that a page needs one query.
    """

    result = models.ForeignKey(ResultSet, models.CASCADE, related_name="cards")
    unit = models.ForeignKey(RoundBody, models.PROTECT, related_name="cards")
    code = models.CharField(max_length=60)
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    parent_code = models.CharField(max_length=60, default="", blank=True)
    parent_title_fa = models.CharField(max_length=300, default="", blank=True)
    parent_title_en = models.CharField(max_length=300, default="", blank=True)
    categories = ArrayField(models.CharField(max_length=60), default=list)
    rank = models.PositiveIntegerField(null=True)
    rank_low = models.PositiveIntegerField(null=True)
    rank_high = models.PositiveIntegerField(null=True)
    rank_median = models.PositiveIntegerField(null=True)
    rank_group = models.PositiveIntegerField(null=True)
    class_shares = models.JSONField(null=True)
    above_next = models.FloatField(null=True)
    is_borderline = models.BooleanField(null=True)
    # As many digits as a method may print; how many of them are shown, the method of the round says.
    score = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    score_class = models.CharField(max_length=40, default="", blank=True)
    capped_by = ArrayField(models.CharField(max_length=60), default=list)
    stage = models.PositiveSmallIntegerField(null=True)
    readiness = models.FloatField(null=True)
    coverage = models.FloatField()
    axes = models.JSONField(default=dict)
    places = models.JSONField(default=dict)
    lacks = models.JSONField(default=list)
    observations = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_card_per_body", fields=["result", "unit"])]
        indexes = [
            models.Index(name="card_rank", fields=["result", "rank"]),
            models.Index(name="card_code", fields=["result", "code"]),
        ]


class Correction(models.Model):
    """A mark that a case has found wrong, as it is counted from now on; `ordered_in` names the case.

    The one row by which anything of a case reaches scoring.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="corrections")
    unit = models.CharField(max_length=60)
    service = models.CharField(max_length=60, default="", db_default="", blank=True)
    indicator = models.CharField(max_length=60)
    becomes = models.DecimalField(max_digits=18, decimal_places=6)
    ordered_in = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Dispute(models.Model):
    """A mark about which an appeal runs: it counts as before, and an edition waits or says so.

    One boolean a mark is all that anything of a case tells the results, beside a correction.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="disputes")
    unit = models.CharField(max_length=60)
    indicator = models.CharField(max_length=60)
    opened_in = models.CharField(max_length=120)
    opened_at = models.DateTimeField()
    shown_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="disputed_once",
                fields=["round", "unit", "indicator", "opened_in"],
                condition=models.Q(settled_at=None),
            )
        ]


class PlaceMoved(models.Model):
    """A body whose place is another since a counting that a correction asked for; null is listed apart."""

    before = models.ForeignKey(ResultSet, models.PROTECT, related_name="+")
    after = models.ForeignKey(ResultSet, models.PROTECT, related_name="moved")
    unit = models.ForeignKey(RoundBody, models.PROTECT, related_name="+")
    place_before = models.PositiveIntegerField(null=True)
    place_after = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="moved_once", fields=["after", "unit"])]
