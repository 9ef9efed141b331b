from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("results", "0003_trees_can_be_made_again")]
    operations = [
        migrations.RemoveField("scorecardrecord", "tree"),
        migrations.RemoveField("scorecardrecord", "stages"),
        migrations.RemoveField("scorecardrecord", "card"),
    ]
