"""A round and what was frozen when it was announced."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanjeh.apps.authorities.models import OfAuthority
from sanjeh.apps.catalogue.models import Address, Body
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.core.text.code_rule import IRAN


class Round(OfAuthority):
    """One evaluation of all bodies, or of those in one `category`, from its draft to its archive.

    `code_rule` is how its authority wrote the codes of services when it was announced.
    """

    code = models.CharField(max_length=40, unique=True)
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    state = models.CharField(max_length=30)
    scope = models.CharField(max_length=20)
    methodology = models.ForeignKey(MethodologyVersion, models.PROTECT, related_name="rounds")
    notice = models.PositiveIntegerField(null=True)
    code_rule = models.CharField(max_length=100, default=IRAN, db_default=IRAN)
    category = models.CharField(max_length=60, default="", db_default="", blank=True)
    drafted_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_closes_after_it_opens",
                condition=models.Q(closes_at__gt=models.F("opens_at")),
            ),
            models.CheckConstraint(
                name="round_is_announced_only_with_a_notice",
                condition=models.Q(state="draft") | models.Q(notice__isnull=False),
            ),
        ]


class RoundStep(models.Model):
    """The round entered this state at this moment."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=30)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [models.UniqueConstraint(name="round_state_once", fields=["round", "state"])]


class RoundBody(models.Model):
    """A body as it stood when the round was announced; later renames do not touch the round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="bodies")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    parent_code = models.CharField(max_length=60, default="", blank=True)
    parent_title_fa = models.CharField(max_length=300, default="", blank=True)
    parent_title_en = models.CharField(max_length=300, default="", blank=True)
    categories = ArrayField(models.CharField(max_length=60), default=list)
    service_codes = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="round_body_once", fields=["round", "code"])]


class RoundAddress(models.Model):
    """An address as it stood when the round was announced; empty `service_code` is the portal."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="addresses")
    unit = models.ForeignKey(RoundBody, models.CASCADE, related_name="addresses")
    address = models.ForeignKey(Address, models.PROTECT, related_name="+")
    url = models.CharField(max_length=2000)
    plain_port = models.PositiveIntegerField(default=80)
    service_code = models.CharField(max_length=60, default="", blank=True)
    service_title_fa = models.CharField(max_length=300, default="", blank=True)
    service_title_en = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="round_address_once", fields=["round", "address"])]
        indexes = [models.Index(name="round_address_service", fields=["service_code"])]
