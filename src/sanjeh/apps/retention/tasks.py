"""Each night, what is over is forgotten; and packages for an archive are made when the office asks."""

from datetime import date, datetime
from functools import partial

import structlog
from procrastinate.contrib.django import app

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.own_thread import in_own_thread
from sanjeh.apps.retention import actions, worker_actions
from sanjeh.apps.retention.packing import EditionDamaged
from sanjeh.apps.scans import jobs
from sanjeh.apps.scans.evidence import EvidenceLost
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.edition.bag import BagExists, BagNotWritten

log = structlog.get_logger(__name__)
REFUSED = (
    actions.RoundNotOver,
    actions.UnderHold,
    actions.AlreadyPacked,
    actions.NothingToHandOver,
    EditionDamaged,
    EvidenceLost,
    BagExists,
    BagNotWritten,
    NotPermitted,
)


@app.periodic(cron="17 1 * * *")
@app.task(name="retention.carry_out", queue=jobs.ANALYSES, queueing_lock="retention", lock="retention")
async def carry_out(timestamp: int) -> None:
    del timestamp
    await in_own_thread(actions.carry_out)


@app.task(name=actions.PACK, queue=jobs.ANALYSES, lock="retention")
async def pack(**asked: str | int) -> None:
    await in_own_thread(partial(make, asked))


def make(asked: dict[str, str | int], *, now: datetime) -> None:
    """Make a package that the office asked for; why that was not possible is noted for its page."""
    by = Person.objects.get(pk=asked["by"])
    try:
        if "round_code" in asked:
            about = Subject.ARCHIVE.named(actions.round_name(str(asked["round_code"])))
            worker_actions.pack_round(round_code=str(asked["round_code"]), folder=None, by=by, now=now)
        else:
            since, until = (date.fromisoformat(str(asked[day])) for day in ("since", "until"))
            about = Subject.ARCHIVE.named(actions.period_name(since, until))
            worker_actions.pack_complaints(since=since, until=until, folder=None, by=by, now=now)
    except REFUSED as refused:
        log.warning("archive.not_packed", about=about, why=type(refused).__name__)
        worker_actions.note_failure(about=about, why=f"{type(refused).__name__}: {refused}", now=now)
