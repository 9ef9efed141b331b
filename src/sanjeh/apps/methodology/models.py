"""Versions of the method, each kept as the text that was announced."""

from django.db import models

from sanjeh.apps.authorities.models import OfAuthority


class MethodologyVersion(OfAuthority):
    """One methodology; `text` and `hash` never change once a round has used it (`frozen_at`)."""

    code = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField()
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    text = models.TextField()
    hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    notice = models.PositiveIntegerField(null=True)
    in_force_from = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="methodology_in_force_only_with_a_notice",
                condition=models.Q(in_force_from=None) | models.Q(notice__isnull=False),
            ),
        ]
