from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('uptime', '0001_addresses_are_sampled'),
    ]

    operations = [
        migrations.AlterModelTable(name='uptimesample', table=None),
        migrations.AlterModelTable(name='maintenance', table=None),
    ]
