"""Editions: frozen files that anyone can recompute."""

from django.db import models

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.results.models import ResultSet
from sanjeh.apps.rounds.models import Round


class Edition(models.Model):
    """One publication of a round; an erratum is a new edition with its reason."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="editions")
    result = models.ForeignKey(ResultSet, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    # Null in editions from before people were asked for; a trigger wants it in every new one.
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(default="", blank=True)
    # Below the folder of editions: that one lies elsewhere after a restore.
    folder = models.CharField(max_length=500)
    manifest_sha256 = models.CharField(max_length=64)
    # Which key signed it, in base64: one that is no longer used stays known. Empty before there were keys.
    public_key = models.CharField(max_length=44, default="", db_default="", blank=True)
    files = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="edition_number_once", fields=["round", "number"]),
            models.CheckConstraint(
                name="a_later_edition_says_why", condition=models.Q(number=1) | ~models.Q(reason="")
            ),
        ]
