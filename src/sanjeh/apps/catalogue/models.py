"""Who offers which service at which address."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Body(models.Model):
    """A government body; one without a parent stands at the head of a branch."""

    code = models.CharField(max_length=60, unique=True)
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="subsidiaries")
    categories = ArrayField(models.CharField(max_length=60), default=list)
    domain = models.CharField(max_length=253, default="", blank=True)


class Service(models.Model):
    """An e-service; its code is written as the rule of the authority asks (`refuse_codes`)."""

    code = models.CharField(max_length=60, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="services")
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_code_is_one_word", condition=models.Q(code__regex=r"^[A-Za-z0-9_-]{1,60}$")
            ),
        ]


class Address(models.Model):
    """Where a service, or without a service the portal of the body, is found."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="addresses")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="addresses")
    url = models.CharField(max_length=2000)
    plain_port = models.PositiveIntegerField(default=80)
    paused_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="address_once_per_service", fields=["body", "service", "url"], nulls_distinct=False
            ),
        ]
