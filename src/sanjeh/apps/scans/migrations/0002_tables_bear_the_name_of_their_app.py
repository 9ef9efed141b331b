from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('scans', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelTable(name='lookjob', table=None),
        migrations.AlterModelTable(name='capturerecord', table=None),
        migrations.AlterModelTable(name='findingrecord', table=None),
    ]
