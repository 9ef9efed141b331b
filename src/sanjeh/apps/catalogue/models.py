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
    """An e-service; its code is the 11-digit one of the national list."""

    code = models.CharField(max_length=11, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="services")
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_code_has_eleven_digits", condition=models.Q(code__regex=r"^[0-9]{11}$")
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
