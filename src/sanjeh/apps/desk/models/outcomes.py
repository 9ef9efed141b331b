"""What follows from a case: what is made good, what is corrected, who else may follow it."""

from django.db import models

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.models.cases import Complaint


class Remedy(models.Model):
    """What is promised to make something good; somebody else than who did it says that it is done. Sealed."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="remedies")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified_by=None)
                | (models.Q(done_by__isnull=False) & ~models.Q(verified_by=models.F("done_by"))),
                name="remedy_is_verified_by_another",
            ),
        ]


class Representative(models.Model):
    """Somebody whom the complainant lets follow the case, by a receipt of their own."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="representatives")
    name = models.TextField()
    receipt_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=models.Q(ended_at=None), name="one_representative"
            )
        ]


class Likeness(models.Model):
    """Two complaints about the like: each keeps its own way, and their pages lead to one another."""

    one = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="likened_once"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="likened_in_order"),
        ]


class CorrectionOrder(models.Model):
    """The one gate from cases to scoring: a mark that a given ruling found wrong, seen anew by another.

    `becomes` is in the indicator's own unit; scoring takes it only where the body is no worse off by it.
    """

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="corrections")
    round = models.CharField(max_length=40)
    body = models.CharField(max_length=60)
    service = models.CharField(max_length=60, default="", db_default="", blank=True)
    indicator = models.CharField(max_length=60)
    becomes = models.DecimalField(max_digits=18, decimal_places=6)
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "round", "body", "service", "indicator"], name="corrected_once"
            )
        ]
