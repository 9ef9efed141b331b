"""The clocks of a case, as events that are never changed."""

from django.db import models

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.models.cases import Complaint


class ComplaintClock(models.Model):
    """The target of one stage as it stood when the clock started; `day_seconds` is its working day."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="clocks")
    stage = models.CharField(max_length=20)
    seconds = models.PositiveIntegerField()
    day_seconds = models.PositiveIntegerField()
    agreement = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "stage"], name="one_clock_a_stage"),
            models.CheckConstraint(
                condition=models.Q(seconds__gt=0, day_seconds__gt=0), name="target_is_more_than_nothing"
            ),
        ]


class ClockEvent(models.Model):
    """What happened to a clock; the numbers of these rows order what happened in one moment."""

    clock = models.ForeignKey(ComplaintClock, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()
    reason = models.CharField(max_length=20, blank=True, default="", db_default="")
    pause = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    held_by = models.CharField(max_length=20, blank=True, default="", db_default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="paused") & ~models.Q(reason="")
                | ~models.Q(kind="paused") & models.Q(reason=""),
                name="pause_alone_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["contested", "pause_overturned"], pause__isnull=False)
                | ~models.Q(kind__in=["contested", "pause_overturned"]) & models.Q(pause=None),
                name="contest_names_its_pause",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="reopened") & ~models.Q(held_by="")
                | ~models.Q(kind="reopened") & models.Q(held_by=""),
                name="reopening_says_whose_time_passed",
            ),
            models.UniqueConstraint(
                fields=["clock"], condition=models.Q(kind="started"), name="clock_starts_once"
            ),
        ]


class TimeCredit(models.Model):
    """Working seconds that the complainant's own deadline got, because the house was late: a breach's remedy.

    It is added to whatever deadline of the complainant runs, or to the one that begins next.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="credits")
    breach = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "breach"], name="one_credit_a_breach"),
            models.CheckConstraint(condition=models.Q(seconds__gt=0), name="credit_is_more_than_nothing"),
        ]


class Call(models.Model):
    """A duty that was called because so many per cent of a target have passed: once, and by a message."""

    clock = models.ForeignKey(ComplaintClock, on_delete=models.PROTECT, related_name="calls")
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "percent"], name="called_once")]
