"""What readers told us of our own pages, until it has been dealt with and grown old."""

from django.db import models
from django.db.models import Q

from sanjeh.apps.accounts.models import Person


class Feedback(models.Model):
    """One message; `contact` is where the reader wants the answer, empty if nowhere."""

    number = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    helped = models.CharField(max_length=10, blank=True)
    page = models.CharField(max_length=2000, blank=True)
    text = models.TextField()
    contact = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    outcome = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["settled_at", "at"], name="feedback_open_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, outcome="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(outcome="")),
                name="feedback_is_settled_by_somebody_with_a_word",
            ),
        ]
