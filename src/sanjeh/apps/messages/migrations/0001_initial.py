
import django.contrib.postgres.fields
import django.db.models.deletion
import sanjeh.core.workflow.despatches
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Despatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('state', models.CharField(default=sanjeh.core.workflow.despatches.DespatchState['QUEUED'], max_length=20)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('provider_id', models.CharField(blank=True, db_index=True, max_length=300)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('letter_number', models.PositiveIntegerField(null=True, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Incoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=300, unique=True)),
                ('raw', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('received_at', models.DateTimeField()),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('is_quarantined', models.BooleanField(default=False)),
                ('about', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ('despatch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='sanjeh_messages.despatch')),
            ],
            options={
                'ordering': ['-received_at'],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=12)),
                ('about', models.CharField(max_length=120)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('short', models.CharField(max_length=400)),
                ('link', models.CharField(max_length=2000)),
                ('is_acknowledged', models.BooleanField()),
                ('made_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('reminds_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='sanjeh_messages.message')),
            ],
        ),
        migrations.AddField(
            model_name='despatch',
            name='message',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='despatches', to='sanjeh_messages.message'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['person', '-made_at'], name='message_inbox'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['about'], name='message_about'),
        ),
        migrations.AddIndex(
            model_name='despatch',
            index=models.Index(condition=models.Q(('state', sanjeh.core.workflow.despatches.DespatchState['QUEUED'])), fields=['due_at'], name='despatch_due'),
        ),
        migrations.AddConstraint(
            model_name='despatch',
            constraint=models.UniqueConstraint(fields=('message', 'channel'), name='despatch_once_per_channel'),
        ),
        migrations.AddConstraint(
            model_name='despatch',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', [sanjeh.core.workflow.despatches.Channel['INBOX'], sanjeh.core.workflow.despatches.Channel['EMAIL'], sanjeh.core.workflow.despatches.Channel['SMS'], sanjeh.core.workflow.despatches.Channel['LETTER']]), ('state__in', [sanjeh.core.workflow.despatches.DespatchState['QUEUED'], sanjeh.core.workflow.despatches.DespatchState['SENT'], sanjeh.core.workflow.despatches.DespatchState['DELIVERED'], sanjeh.core.workflow.despatches.DespatchState['BOUNCED'], sanjeh.core.workflow.despatches.DespatchState['FAILED'], sanjeh.core.workflow.despatches.DespatchState['ACKNOWLEDGED']])), name='despatch_channel_and_state_known'),
        ),
        migrations.AddConstraint(
            model_name='despatch',
            constraint=models.CheckConstraint(condition=models.Q(('letter_number', None), ('channel', sanjeh.core.workflow.despatches.Channel['LETTER']), _connector='OR'), name='only_letters_are_numbered'),
        ),
    ]
