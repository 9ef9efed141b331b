from datetime import date

from django.db import migrations
from django.db.models import Min

from sanjeh.core.text.search import searchable


def begin(apps, schema_editor):
    """Let what stands today stand from today on, and be found as people type it."""
    body, service = apps.get_model("catalogue", "Body"), apps.get_model("catalogue", "Service")
    body_span, service_span = apps.get_model("catalogue", "BodySpan"), apps.get_model("catalogue", "ServiceSpan")
    today = date.today()
    bodies, services = list(body.objects.order_by("id")), list(service.objects.order_by("id"))
    for one in bodies:
        one.search = searchable(one.code, one.title_fa, one.title_en, one.domain)
    for one in services:
        one.search = searchable(one.code, one.title_fa, one.title_en)
    body.objects.bulk_update(bodies, ["search"], batch_size=500)
    service.objects.bulk_update(services, ["search"], batch_size=500)
    body_span.objects.bulk_create(
        body_span(body_id=one.pk, title_fa=one.title_fa, title_en=one.title_en, parent_id=one.parent_id, since=today)
        for one in bodies
    )
    service_span.objects.bulk_create(
        service_span(service_id=one.pk, body_id=one.body_id, title_fa=one.title_fa, title_en=one.title_en, since=today)
        for one in services
    )


def part(apps, schema_editor):
    """End what was registered a second time under another body: the first registration keeps the address."""
    address = apps.get_model("catalogue", "Address")
    first = dict(address.objects.values_list("url").annotate(first=Min("id")))
    owners = dict(address.objects.filter(pk__in=first.values()).values_list("pk", "body_id"))
    later = [
        pk
        for pk, url, body in address.objects.values_list("pk", "url", "body_id")
        if owners[first[url]] != body
    ]
    address.objects.filter(pk__in=later).update(ended_on=date.today())


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_the_list_has_a_history_and_imports")]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.RunPython(part, migrations.RunPython.noop),
    ]
