"""What all workers together remember of the destinations that they visit."""

from django.db import models


class Destination(models.Model):
    """What all workers know of a destination: an address, `host:` and a name, or `domain:` and one.

    A visit holds it until `held_until`; `because` is the reason for which it is free only at `free_at`.
    """

    key = models.CharField(max_length=300, primary_key=True)
    holder = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    free_at = models.DateTimeField(null=True)
    doublings = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    because = models.CharField(max_length=40, default="", blank=True)
