"""What was seen, when, and what it means; a capture is never edited, a second try adds a row."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sanjeh.apps.rounds.models import Round, RoundAddress


class LookJob(models.Model):
    """How far the looking at one address of a round has come."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    address = models.OneToOneField(RoundAddress, models.CASCADE, related_name="job")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(default="", blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)


class CaptureRecord(models.Model):
    """One look at one address; `document` is the whole capture, `digest` the SHA-256 of its JSON.

    `kept` are the digests of the bytes that the capture names in the store of evidence.
    """

    address = models.ForeignKey(RoundAddress, models.CASCADE, related_name="captures")
    collector = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    try_number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    elapsed_ms = models.FloatField()
    failure_reason = models.CharField(max_length=40, default="", blank=True)
    failure_detail = models.TextField(default="", blank=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    kept = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="capture_once_per_try", fields=["address", "collector", "try_number"]
            ),
        ]
        indexes = [
            models.Index(name="capture_digest", fields=["digest"]),
            GinIndex(name="capture_kept", fields=["kept"]),
        ]


class FindingRecord(models.Model):
    """One check of one address, judged from its latest captures; `ordinal` is the canonical order."""

    address = models.ForeignKey(RoundAddress, models.CASCADE, related_name="findings")
    ordinal = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=60)
    probe = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    reason = models.CharField(max_length=60)
    standard = models.CharField(max_length=300)
    observed = models.JSONField(default=dict)
    evidence = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        ordering = ["address", "ordinal"]
        constraints = [models.UniqueConstraint(name="finding_once", fields=["address", "finding"])]


class WorkerRecord(models.Model):
    """What a worker has last told of itself; `lacks` is empty when it may look. Times are the database's."""

    name = models.CharField(max_length=200, unique=True)
    vantage = models.CharField(max_length=100)
    seen_at = models.DateTimeField()
    fonts = models.CharField(max_length=200, default="", blank=True)
    lacks = models.JSONField(default=list)


class RoundStop(models.Model):
    """A round in which one cause became frequent all at once: nobody looks until somebody has judged it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="stops")
    reason = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_stop_at_a_time", fields=["round"], condition=models.Q(ended_at=None)
            ),
        ]
