"""Light requests at planned moments, and the times in which nobody is blamed for silence."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanjeh.apps.catalogue.models import Address
from sanjeh.apps.rounds.models import RoundAddress


class UptimeSample(models.Model):
    """One light request at its planned moment: `status` of the answer, or the `reason` why there was none.

    `ours` says how we know that we and not the site were cut off; `places` are the addresses and the domain
    to which the name led then.
    """

    address = models.ForeignKey(RoundAddress, models.CASCADE, related_name="samples")
    planned_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    ttfb_ms = models.FloatField(null=True)
    reason = models.CharField(max_length=40, default="", blank=True)
    ours = models.CharField(max_length=20, default="", blank=True)
    places = ArrayField(models.CharField(max_length=300), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="sample_once", fields=["address", "planned_at"])]


class Maintenance(models.Model):
    """A time in which a registered address will not answer, declared before it begins."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="maintenance")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="maintenance_ends_after_it_begins",
                condition=models.Q(ends_at__gt=models.F("begins_at")),
            ),
            models.CheckConstraint(
                name="maintenance_is_declared_before_it_begins",
                condition=models.Q(declared_at__lte=models.F("begins_at")),
            ),
        ]
