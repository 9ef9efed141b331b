from django.db import migrations

FORMER, QUEUES = 'measurement', ('looks', 'scans')
APPS = {
    'lookjob': 'scans',
    'capturerecord': 'scans',
    'findingrecord': 'scans',
    'destination': 'politeness',
    'uptimesample': 'uptime',
    'maintenance': 'uptime',
}
TASKS = {
    'measurement.look': 'scans.scan_address',
    'measurement.return_stalled': 'scans.return_stalled',
    'measurement.plan_lanes': 'uptime.plan_samples',
    'measurement.sample_uptime': 'uptime.sample',
    'measurement.reckon_round': 'uptime.reckon_round',
    'measurement.reckon_uptime': 'uptime.reckon_running',
    'measurement.measure_speed': 'speed.run',
}
# What the former release planned in one job is two jobs now.
TASKS_BACK = {new: former for former, new in TASKS.items()}
JOBS_BACK = {**TASKS_BACK, 'speed.plan_runs': 'measurement.plan_lanes'}


def content_types(moves):
    """Give each (model, app, new app) the row of its content type; one made meanwhile for the new app goes."""
    rows = ', '.join(f"('{model}', '{app}', '{new}')" for model, app, new in moves)
    return f"""
        CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
            SELECT known.id, moves.new, newcomer.id AS newcomer
            FROM (VALUES {rows}) AS moves (model, app, new)
            JOIN django_content_type known ON (known.app_label, known.model) = (moves.app, moves.model)
            LEFT JOIN django_content_type newcomer
                ON (newcomer.app_label, newcomer.model) = (moves.new, moves.model);
        DELETE FROM auth_permission USING moved WHERE content_type_id = moved.newcomer;
        DELETE FROM django_content_type USING moved WHERE django_content_type.id = moved.newcomer;
        UPDATE django_content_type SET app_label = moved.new FROM moved WHERE django_content_type.id = moved.id;
        DROP TABLE moved;
    """


def tasks(table, names):
    """Let the rows of a table name their tasks otherwise."""
    rows = ', '.join(f"('{name}', '{new}')" for name, new in names.items())
    return f"""
        UPDATE {table} SET task_name = renamed.new
        FROM (VALUES {rows}) AS renamed (name, new) WHERE task_name = renamed.name;
    """


def jobs(names, queue, new_queue):
    """Let the jobs name their tasks and their queue otherwise; no event says that they were planned again."""
    trigger = 'procrastinate_trigger_scheduled_events_v1'
    return f"""
        ALTER TABLE procrastinate_jobs DISABLE TRIGGER {trigger};
        {tasks('procrastinate_jobs', names)}
        UPDATE procrastinate_jobs SET queue_name = '{new_queue}' WHERE queue_name = '{queue}';
        ALTER TABLE procrastinate_jobs ENABLE TRIGGER {trigger};
    """


class Migration(migrations.Migration):

    dependencies = [
        ('scans', '0002_tables_bear_the_name_of_their_app'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('procrastinate', '0041_post_retry_failed_job'),
    ]

    operations = [
        migrations.RunSQL(
            content_types((model, FORMER, app) for model, app in APPS.items()),
            content_types((model, app, FORMER) for model, app in APPS.items()),
        ),
        migrations.RunSQL(jobs(TASKS, *QUEUES), jobs(JOBS_BACK, *reversed(QUEUES))),
        migrations.RunSQL(
            tasks('procrastinate_periodic_defers', TASKS), tasks('procrastinate_periodic_defers', TASKS_BACK)
        ),
    ]
