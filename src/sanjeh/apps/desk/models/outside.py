"""Who may be drawn from outside the house, and for which seats that was let happen."""

from django.db import models

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.models.cases import Complaint


class OutsideMember(models.Model):
    """Somebody from outside, by a letter: drawn only where too few of the house are left, and two let it."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.CharField(max_length=200)
    letter_number = models.CharField(max_length=60)
    letter_date = models.DateField()
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(organisation="") & ~models.Q(letter_number=""),
                name="outside_member_has_a_letter",
            ),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("registered_by")), name="nobody_registers_oneself"
            ),
        ]


class Necessity(models.Model):
    """Too few of the house are left for a seat: how many are wanted, how many are free, how many barred."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="necessities")
    role = models.CharField(max_length=20)
    places = models.PositiveSmallIntegerField()
    eligible = models.PositiveSmallIntegerField()
    barred = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "role"], name="one_necessity_a_part"),
            models.CheckConstraint(
                condition=models.Q(eligible__lt=models.F("places")), name="necessity_is_a_want"
            ),
        ]


class NecessityApproval(models.Model):
    """Somebody of another unit, without a part, lets people from outside be drawn; it takes two."""

    necessity = models.ForeignKey(Necessity, on_delete=models.PROTECT, related_name="approvals")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["necessity", "by"], name="approved_once_by_one")]
