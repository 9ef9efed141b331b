"""Who offers which service at which address, how that was before, and what is to be written next."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanjeh.apps.accounts.models import Person
from sanjeh.core.workflow.imports import ImportState


class Body(models.Model):
    """A government body; one without a parent stands at the head of a branch.

    `search` is what its words are found in (`core.text.search`); `successor` took over from one that ended.
    """

    code = models.CharField(max_length=60, unique=True)
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, default="", blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="subsidiaries")
    categories = ArrayField(models.CharField(max_length=60), default=list)
    domain = models.CharField(max_length=253, default="", blank=True)
    search = models.TextField(default="", blank=True)
    ended_on = models.DateField(null=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="body_has_a_title", condition=~Q(title_fa="")),
            models.CheckConstraint(
                name="body_is_no_parent_of_itself", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
            models.CheckConstraint(
                name="successor_only_of_what_ended", condition=Q(successor=None) | Q(ended_on__isnull=False)
            ),
        ]


class Service(models.Model):
    """An e-service; its code is written as the rule of the authority asks (`refuse_codes`)."""

    code = models.CharField(max_length=60, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="services")
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, default="", blank=True)
    search = models.TextField(default="", blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_code_is_one_word", condition=models.Q(code__regex=r"^[A-Za-z0-9_-]{1,60}$")
            ),
            models.CheckConstraint(name="service_has_a_title", condition=~Q(title_fa="")),
        ]


class AddressHolder(models.Model):
    """The one body under which an address stands; a trigger keeps it, and a key from `Address` leads here.

    So no address ever stands under two bodies, whoever writes the rows.
    """

    url = models.CharField(max_length=2000, unique=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="address_has_one_holder", fields=["url", "body"])]


class Address(models.Model):
    """Where a service, or without a service the portal of the body, is found.

    One that ended stays for the rounds that looked at it; `held_url` is its address while it has not.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="addresses")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="addresses")
    url = models.CharField(max_length=2000)
    plain_port = models.PositiveIntegerField(default=80)
    paused_until = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    held_url = models.GeneratedField(
        expression=models.Case(models.When(ended_on=None, then=F("url"))),
        output_field=models.CharField(max_length=2000, null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="address_once_per_service", fields=["body", "service", "url"], nulls_distinct=False
            ),
        ]


class BodySpan(models.Model):
    """How a body was called and where it stood from a day until before another; the last has no `until`.

    Triggers refuse every change but the first `until`, and two spans of one body that overlap.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="spans")
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, default="", blank=True)
    parent = models.ForeignKey(Body, models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="body_span_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]


class ServiceSpan(models.Model):
    """How a service was called and whose it was, as `BodySpan`."""

    service = models.ForeignKey(Service, models.PROTECT, related_name="spans")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    title_fa = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, default="", blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_span_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
        ]


class Import(models.Model):
    """One file, or one edit of many rows, on its way into the list.

    `kind` is `xlsx`, `csv`, `edit`, or `undo` for taking back a file; only an edit is applied by who made it.
    The list is one for all authorities; codes are read by the rule of the one that brings the import.
    """

    authority = models.ForeignKey(
        "authorities.Authority",
        models.PROTECT,
        to_field="code",
        default="default",
        db_default="default",
        related_name="+",
    )
    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200, default="", blank=True)
    file_sha256 = models.CharField(max_length=64, default="", blank=True)
    content = models.BinaryField(default=b"")
    state = models.CharField(max_length=20)
    ends_missing = models.BooleanField(default=False)
    remarks = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_is_applied_by_another",
                condition=Q(kind="edit") | Q(applied_by=None) | ~Q(applied_by=F("by")),
            ),
            models.CheckConstraint(
                name="import_is_applied_by_somebody",
                condition=Q(
                    state=ImportState.APPLIED.value, applied_by__isnull=False, applied_at__isnull=False
                )
                | (~Q(state=ImportState.APPLIED.value) & Q(applied_by=None, applied_at=None)),
            ),
            models.UniqueConstraint(
                name="one_open_import_of_a_file",
                fields=["authority", "file_sha256"],
                condition=Q(state__in=[ImportState.UPLOADED.value, ImportState.CHECKED.value])
                & Q(kind__in=["xlsx", "csv"]),
            ),
            models.UniqueConstraint(
                name="undone_once", fields=["undoes"], condition=Q(state=ImportState.APPLIED.value)
            ),
        ]


class ImportRow(models.Model):
    """What an import does to one body or service; a wrong line has a row for each of its problems.

    `line` is 0 for what no file names; `healed` are the mends of the line, each with its column and values.
    """

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=10)
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=60, default="", blank=True)
    what = models.CharField(max_length=10)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    column = models.CharField(max_length=20, default="", blank=True)
    value = models.TextField(default="", blank=True)
    problem = models.CharField(max_length=40, default="", blank=True)
    facts = models.JSONField(default=dict)
    healed = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_row_is_wrong_for_a_reason",
                condition=Q(what="wrong", after=None) & ~Q(problem="") | ~Q(what="wrong") & Q(problem=""),
            ),
        ]
        indexes = [models.Index(name="import_rows_by_what", fields=["of", "what", "id"])]
