"""What was handed over to an archive; triggers keep each row as it was made, but for its one receipt."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.core.integrity.references import Subject


class HandOver(models.Model):
    """One package: a whole `round`, or the `complaints` of a period; `made_by` is empty for the machine.

    It counts as handed over once somebody else has noted the receipt of the archive. One that was lost before
    that stays here as it was, and another takes its name.
    """

    name = models.CharField(max_length=60)
    round = models.CharField(max_length=40, default="", blank=True)
    complaints = ArrayField(models.PositiveIntegerField(), default=list)
    folder = models.CharField(max_length=1000)
    manifest_sha512 = models.CharField(max_length=128)
    payload_bytes = models.BigIntegerField()
    payload_files = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receipt = models.CharField(max_length=200, null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lost_at = models.DateTimeField(null=True)
    lost_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(lost_at=None), name="hand_over_of_one_name_is_one_unless_lost"
            ),
            models.CheckConstraint(
                name="hand_over_is_lost_before_it_is_received",
                condition=Q(lost_at=None, lost_by=None)
                | Q(lost_at__isnull=False, lost_by__isnull=False, received_at=None),
            ),
            models.CheckConstraint(
                name="hand_over_is_received_with_a_receipt",
                condition=Q(receipt=None, received_at=None, received_by=None)
                | Q(receipt__isnull=False, received_at__isnull=False, received_by__isnull=False)
                & ~Q(receipt=""),
            ),
            models.CheckConstraint(
                name="hand_over_is_received_by_another",
                condition=Q(received_by=None) | Q(made_by=None) | ~Q(received_by=F("made_by")),
            ),
            models.CheckConstraint(
                name="hand_over_is_of_a_round_or_of_complaints",
                condition=Q(round="") & ~Q(complaints=[]) | ~Q(round="") & Q(complaints=[]),
            ),
        ]

    @property
    def reference(self) -> str:
        return Subject.ARCHIVE.named(self.name)
