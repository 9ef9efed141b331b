
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('helped', models.CharField(blank=True, max_length=10)),
                ('page', models.CharField(blank=True, max_length=2000)),
                ('text', models.TextField()),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('outcome', models.TextField(blank=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'indexes': [models.Index(fields=['settled_at', 'at'], name='feedback_open_first')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='feedback_is_settled_by_somebody_with_a_word')],
            },
        ),
    ]
