from django.db import migrations

from sanjeh.apps.agreements.shipped import shipped_gaps


def keep_gaps(apps, schema_editor):
    """Register what the agreement that came with the program does not give, wherever it was kept."""
    version, gap, proposal = (
        apps.get_model("agreements", name) for name in ("AgreementVersion", "Gap", "GapProposal")
    )
    first = version.objects.filter(number=1, loaded_by=None).first()
    if first is None or first.gaps.exists():
        return
    for one in shipped_gaps():
        row = gap.objects.create(
            authority_id=first.authority_id,
            number=one.number,
            version=first,
            clause=one.clause,
            kind=one.kind,
            sentence=one.sentence,
            lacks_fa=one.lacks_fa,
            lacks_en=one.lacks_en,
        )
        proposal.objects.create(gap=row, words_fa=one.words_fa, words_en=one.words_en)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_what_the_text_does_not_give")]

    operations = [migrations.RunPython(keep_gaps, migrations.RunPython.noop)]
