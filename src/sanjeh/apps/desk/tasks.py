"""What time alone makes due in a case is done within five minutes, by one worker at a time."""

from procrastinate.contrib.django import app

from sanjeh.apps.desk import escalation_actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "journal"


@app.periodic(cron="*/5 * * * *")
@app.task(name="desk.go_on", queue=QUEUE, queueing_lock="desk", lock="desk")
async def go_on(timestamp: int) -> None:
    del timestamp
    await in_own_thread(escalation_actions.go_on)
