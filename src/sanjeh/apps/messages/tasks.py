"""What is due to be sent is handed over every few seconds, by one worker at a time; people are told of their
mandates within a minute.
"""

from procrastinate.contrib.django import app

from sanjeh.apps.messages import collecting, mandate_actions, worker_actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "messages"


@app.periodic(cron="* * * * * */15")  # the sixth field is the seconds
@app.task(name="messages.despatch_due", queue=QUEUE, queueing_lock="despatch_due", lock="despatch_due")
async def despatch_due(timestamp: int) -> None:
    """Hand over what is due; a mail server that is slow keeps no look waiting."""
    del timestamp
    await in_own_thread(worker_actions.despatch_due)


@app.periodic(cron="* * * * *")
@app.task(name="messages.mandates", queue=QUEUE, queueing_lock="mandates", lock="mandates")
async def tell_of_mandates(timestamp: int) -> None:
    del timestamp
    await in_own_thread(mandate_actions.tell_of_mandates)
    await in_own_thread(mandate_actions.remind_of_ends)


@app.periodic(cron="* * * * *")
@app.task(name="messages.collect", queue=QUEUE, queueing_lock="collect", lock="collect")
async def collect(timestamp: int) -> None:
    """Empty the mailbox; a server that is slow keeps no look waiting."""
    del timestamp
    await in_own_thread(collecting.collect_mail)
