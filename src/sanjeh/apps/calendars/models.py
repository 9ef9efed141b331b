"""What an authority says of its working time: weeks, holidays and decrees, each confirmed by a second person.

A change counts from its confirmation, which needs a published notice; triggers keep all else as entered.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.notices.models import Notice
from sanjeh.core.integrity.references import Subject
from sanjeh.core.working_time.calendar import EVERYWHERE, Effect


def confirmed_by_a_second(table: str) -> list[models.BaseConstraint]:
    """Return the constraints of a change: its number, its place, and its confirmation as a whole."""
    return [
        models.UniqueConstraint(fields=["authority", "number"], name=f"{table}_number_once"),
        models.CheckConstraint(
            condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("made_by")),
            name=f"{table}_confirmed_by_a_second",
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by=None, confirmed_at=None, notice=None)
            | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, notice__isnull=False),
            name=f"{table}_confirmed_with_a_notice",
        ),
        models.CheckConstraint(
            condition=Q(made_by=None, made_at=None) | Q(made_by__isnull=False, made_at__isnull=False),
            name=f"{table}_made_by_somebody",
        ),
    ]


class CalendarChange(models.Model):
    """One change of the calendar; `number` is its own among all kinds of changes of the authority.

    Nobody made what came with the program: it counts as it is, but for holidays that are only reckoned.
    """

    authority = models.ForeignKey(
        "authorities.Authority",
        models.PROTECT,
        to_field="code",
        default="default",
        db_default="default",
        related_name="+",
    )
    number = models.PositiveIntegerField()
    place = models.CharField(max_length=40, blank=True, default=EVERYWHERE, db_default=EVERYWHERE)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, to_field="number", null=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        return Subject.CALENDAR.named(self.number)


class CalendarVersion(CalendarChange):
    """The week from a day on: `week` holds the hours of seven days, Monday first, in seconds of the day."""

    effective_from = models.DateField()
    week = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = confirmed_by_a_second("calendar_version")


class Holiday(CalendarChange):
    """A day off. `is_reckoned`: a day of the moon's calendar that was only calculated."""

    day = models.DateField()
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    is_reckoned = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["day", "number"]
        constraints = confirmed_by_a_second("holiday")


class Decree(CalendarChange):
    """What was ordered for some days by a letter; `hours` are pairs of seconds of the day."""

    first_day = models.DateField()
    last_day = models.DateField()
    effect = models.CharField(max_length=20, choices=[(effect.value, effect.value) for effect in Effect])
    hours = ArrayField(ArrayField(models.PositiveIntegerField(), size=2), default=list, blank=True)
    title_fa = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    letter = models.CharField(max_length=100)
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            *confirmed_by_a_second("decree"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="decree_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(letter=""), name="decree_has_a_letter"),
            models.CheckConstraint(
                condition=Q(effect=Effect.CLOSES, hours=[]) | (~Q(effect=Effect.CLOSES) & ~Q(hours=[])),
                name="decree_closes_or_has_hours",
            ),
        ]
