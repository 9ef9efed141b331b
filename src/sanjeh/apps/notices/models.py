"""Published notices. Triggers of the database refuse any change: a mistake is mended by a new notice."""

from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.authorities.models import OfAuthority
from sanjeh.apps.notices.kinds import Kind


class Notice(OfAuthority):
    """A notice as it was published.

    `earliest_at` is from when on it could take effect without a reason, as the calendar was known then; it is
    empty in those of before that was kept.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    version = models.CharField(max_length=80)
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body_fa = models.TextField()
    body_en = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    effective_at = models.DateTimeField()
    earliest_at = models.DateTimeField(null=True)
    short_notice_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["kind", "version"], name="notice_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_at__gte=F("published_at")), name="notice_before_it_takes_effect"
            ),
            models.CheckConstraint(
                condition=Q(earliest_at=None)
                | Q(effective_at__gte=F("earliest_at"))
                | ~Q(short_notice_reason=""),
                name="short_notice_has_a_reason",
            ),
        ]
