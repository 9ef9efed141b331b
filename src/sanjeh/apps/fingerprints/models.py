"""What was seen running, each time it differed, and what of that nobody had announced."""

from django.db import models
from django.db.models import Q

from sanjeh.apps.notices.models import Notice
from sanjeh.core.workflow.fingerprints import Part


class Fingerprint(models.Model):
    """The running system at a moment: the digest of each thing in force, by part and name."""

    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    parts = models.JSONField()

    class Meta:
        ordering = ["pk"]


class SilentChange(models.Model):
    """A breach: something runs otherwise than was announced; it stays, also once that was announced."""

    fingerprint = models.ForeignKey(Fingerprint, models.PROTECT, related_name="silent")
    part = models.CharField(max_length=20, choices=[(part.value, part.value) for part in Part])
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField()
    notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice=None, announced_at=None)
                | Q(notice__isnull=False, announced_at__isnull=False),
                name="silent_change_is_announced_by_a_notice",
            ),
            models.CheckConstraint(condition=Q(part__in=list(Part)), name="silent_change_of_a_known_part"),
        ]
