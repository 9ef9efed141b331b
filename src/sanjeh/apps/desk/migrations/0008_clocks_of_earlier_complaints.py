from django.db import migrations

DAY_SECONDS = 25_200  # the seven hours of the week that came with the program
# Stage, working days, the state that starts it, the states that stop it: as they were when clocks came.
STAGES = (
    ("acknowledgement", 1, "lodged", ("admitted", "refused")),
    ("admission", 3, "lodged", ("admitted", "refused")),
    ("decision", 15, "admitted", ("decided",)),
    ("appeal", 10, "served", ("closed",)),
)


def carry_over(apps, schema_editor):
    """Give complaints that were lodged before there were clocks theirs, from the lines of the journal."""
    for complaint in apps.get_model("desk", "Complaint").objects.all():
        reached = states_of(apps.get_model("journal", "JournalLine"), complaint.number)
        for stage, days, starts, stops in STAGES:
            if starts in reached:
                stop = min((reached[state] for state in stops if state in reached), default=None)
                make(apps, complaint, stage, days, reached[starts], stop)


def states_of(lines, number):
    """Return when a complaint came into each state, by the journal."""
    about = lines.objects.filter(about__contains=[f"complaint:{number}"], what__startswith="complaint.")
    reached = {}
    for line in about.order_by("number"):
        reached.setdefault(line.what.removeprefix("complaint."), line.at)
    return reached


def make(apps, complaint, stage, days, begin, stop):
    clock = apps.get_model("desk", "ComplaintClock").objects.create(
        complaint=complaint,
        stage=stage,
        seconds=days * DAY_SECONDS,
        day_seconds=DAY_SECONDS,
        agreement=complaint.agreement,
    )
    events = apps.get_model("desk", "ClockEvent").objects
    events.create(clock=clock, kind="started", at=begin)
    if stop is not None:
        events.create(clock=clock, kind="stopped", at=stop)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0007_clocks_are_events"),
        ("journal", "0002_journal_cannot_be_changed"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
