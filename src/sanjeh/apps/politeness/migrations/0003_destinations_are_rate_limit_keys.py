from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('politeness', '0002_tables_bear_the_name_of_their_app')]

    operations = [migrations.RenameField('destination', 'place', 'key')]
