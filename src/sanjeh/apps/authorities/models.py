"""Who evaluates: its names and mark, how it is reached, its calendar, and how its codes are written."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanjeh.core.text.calendars import Calendar


class Authority(models.Model):
    """A national authority, or one of a province; other tables know it by its code."""

    code = models.CharField(max_length=40, unique=True)
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    mark = models.BinaryField(default=b"")
    mark_kind = models.CharField(max_length=20, default="", blank=True)
    contact_email = models.CharField(max_length=254, default="", blank=True)
    contact_phone = models.CharField(max_length=40, default="", blank=True)
    contact_url = models.CharField(max_length=500, default="", blank=True)
    postal_address = models.TextField(default="", blank=True)
    calendar = models.CharField(max_length=20, default=Calendar.PERSIAN)
    time_zone = models.CharField(max_length=60, default="Asia/Tehran")
    languages = ArrayField(models.CharField(max_length=12), default=list)
    service_code_pattern = models.CharField(max_length=100, default="[0-9]{11}")
    service_code_hint_fa = models.CharField(max_length=200, default="", blank=True)
    service_code_hint_en = models.CharField(max_length=200, default="", blank=True)
    hands_over = models.BooleanField(default=False, db_default=False)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_authority_by_default"
            ),
            models.CheckConstraint(
                condition=Q(calendar__in=list(Calendar)), name="authority_counts_in_a_known_calendar"
            ),
            models.CheckConstraint(
                condition=Q(mark=b"", mark_kind="")
                | (~Q(mark=b"") & Q(mark_kind__in=["image/png", "image/svg+xml"])),
                name="authority_mark_is_png_or_svg",
            ),
        ]


class OfAuthority(models.Model):
    """What an authority keeps, each its own."""

    authority = models.ForeignKey(
        Authority,
        models.PROTECT,
        to_field="code",
        default="default",
        db_default="default",
        related_name="+",
    )

    class Meta:
        abstract = True
