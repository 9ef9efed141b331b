from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('politeness', '0001_destinations_are_remembered'),
    ]

    operations = [
        migrations.AlterModelTable(name='destination', table=None),
    ]
