from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('scans', '0004_captures_name_their_collector'), ('rounds', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='WorkerRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('vantage', models.CharField(max_length=100)),
                ('seen_at', models.DateTimeField()),
                ('fonts', models.CharField(blank=True, default='', max_length=200)),
                ('lacks', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='RoundStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=40)),
                ('count', models.PositiveIntegerField()),
                ('of', models.PositiveIntegerField()),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                (
                    'round',
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name='stops', to='rounds.round'
                    ),
                ),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(
                        condition=models.Q(('ended_at', None)), fields=('round',), name='one_stop_at_a_time'
                    )
                ],
            },
        ),
    ]
