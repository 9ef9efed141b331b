"""A small country led through a whole round by the actions of the house, with made-up looks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from sanjeh.apps.analyses import actions as analyses
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.conf import conf
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.actions import Announcement
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.probing.contracts import Capture, Failure, Finding, Outcome, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.retry_policy import TRIES
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.rounds import RoundMove
from sanjeh.engine.atomic_write import write_folder
from tests import people, working
from tests.kept_rows import made_once

METHOD = Path(__file__).with_name("method.toml")
NOW = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
ROUND = "1405-2"
PICTURE = b"\xff\xd8 a picture"
CHECKS = ("http.hsts", "http.nosniff", "visit.contrast", "visit.labels")
REASONS = {
    "http.hsts": {Outcome.PASS: "strong", Outcome.WARN: "short", Outcome.FAIL: "missing"},
    "http.nosniff": {Outcome.PASS: "set", Outcome.WARN: "broken", Outcome.FAIL: "missing"},
    "visit.contrast": {Outcome.PASS: "enough", Outcome.WARN: "unclear", Outcome.FAIL: "too_low"},
    "visit.labels": {Outcome.PASS: "labelled", Outcome.WARN: "missing", Outcome.FAIL: "missing"},
}


PARENT = BodyEntry("parent", Words("وزارت نمونه", "Sample ministry"))


def body(number: int) -> BodyEntry:
    """Return a body with a portal and one service."""
    host = f"body-{number}.nemune.test"
    service = ServiceEntry(
        f"1000{number:04d}000",
        Words(f"خدمت شماره {number}", f"Service {number}"),
        (AddressEntry(f"https://{host}/service"),),
    )
    return BodyEntry(
        code=f"body-{number}",
        title=Words(f"سازمان نمونه {number}", f"Sample organisation {number}"),
        parent="parent",
        categories=("main", "high_volume") if number % 2 else ("main",),
        domain=host,
        portals=(AddressEntry(f"https://{host}/"),),
        services=(service,),
    )


def start_round(count: int) -> None:
    """Bring so many bodies to the middle of a round."""
    made_once(("start_round", count), lambda: begin_to_look(count))


def begin_to_look(count: int) -> None:
    entries = [PARENT, *(body(number) for number in range(1, count + 1))]
    catalogue.load_catalogue(entries=entries, by=people.secretariat(), now=NOW)
    put_in_force("small", METHOD.read_text("utf-8"))
    open_round(ROUND, "small", NOW)


def put_in_force(code: str, text: str) -> None:
    methodologies.load_methodology(text=text, name=code, by=people.secretariat(), now=NOW)
    announce(Kind.METHODOLOGY, code)
    methodologies.put_in_force(code=code, by=people.approver(), now=NOW)


def open_round(code: str, method: str, opens_at: datetime) -> None:
    """Draft a round on the catalogue as it is, announce it and begin to look."""
    announce(Kind.ROUND, code)
    titles = Words(f"دوره نمونه {code}", f"Sample round {code}")
    title = Words("دوره نمونه", "Sample round") if code == ROUND else titles
    draft = rounds.RoundDraft(code, title, method, opens_at, opens_at + timedelta(days=9))
    rounds.draft_round(draft=draft, by=people.secretariat(), now=NOW)
    rounds.announce_round(code=code, by=people.secretariat(), now=NOW)
    scans.start_probing(round_code=code, by=people.secretariat(), now=opens_at)


def announce(kind: Kind, version: str) -> None:
    notices.publish_notice(
        hours=working.hours(NOW),
        announcement=Announcement(
            kind=kind,
            version=version,
            title=Words("اعلام", "Announcement"),
            body=Words("متن اعلام.", "The text."),
            effective_at=NOW,
            short_notice_reason="آزمایش",
        ),
        by=people.secretariat(),
        now=NOW,
    )


def looked_at(outcomes: Mapping[str, Sequence[Outcome]], code: str = ROUND) -> None:
    """Bring home a look at every address; a body without outcomes could not be reached."""
    for address in round_queries.addresses(code):
        keep(address.key, address.target, outcomes.get(address.target.body, ()))


def keep(key: int, target: Target, outcomes: Sequence[Outcome]) -> None:
    tries = 1 if outcomes else TRIES
    for _ in range(tries):
        scans.begin(address=key, now=NOW)
        scans.keep_seen(
            address=key,
            captures=[capture(look, target, outcomes) for look in ("http", "visit")],
            findings=[
                found(check, outcome)
                for check, outcome in zip(CHECKS, outcomes or [Outcome.ERROR] * 4, strict=True)
            ],
            now=NOW + timedelta(seconds=key),
        )


def capture(look: str, target: Target, outcomes: Sequence[Outcome]) -> Capture:
    picture = evidence_store().keep(PICTURE) if look == "visit" else ""
    return Capture(
        collector=look,
        version=1,
        target=target,
        taken_at=NOW,
        elapsed_ms=812.5,
        vantage="test",
        tools={"sanjeh": "0.1.0"},
        failure=None if outcomes else Failure(reason=Reason.CONNECT_REFUSED),
        artifact={"screenshot": picture} if outcomes else None,
    )


def found(check: str, outcome: Outcome) -> Finding:
    return Finding(
        id=check,
        probe=check.partition(".")[0],
        outcome=outcome,
        reason=REASONS[check].get(outcome, Reason.CONNECT_REFUSED),
        standard="RFC 6797",
        observed={"max_age_s": 300, "hosts": ["a.test", "b.test"]} if outcome is Outcome.WARN else {},
    )


def publish(code: str = ROUND, now: datetime = NOW + timedelta(days=1)) -> None:
    for move in (RoundMove.GIVE_PRELIMINARY, RoundMove.MAKE_FINAL, RoundMove.PUBLISH):
        by = people.approver() if move is RoundMove.PUBLISH else people.secretariat()
        publication.make_move(round_code=code, move=move, by=by, now=now)


# What each count of bodies has on disk besides its rows.
EDITIONS: dict[int, dict[str, bytes]] = {}

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
SPREAD = {
    "body-1": (PASS, PASS, PASS, PASS),
    "body-2": (WARN, PASS, PASS, FAIL),
    "body-3": (PASS, WARN, FAIL, PASS),
    "body-4": (FAIL, FAIL, FAIL, WARN),
}


def published_country(count: int = 4) -> None:
    """A whole round: bodies 2 and 3 share a place, and what lies beyond the fourth was not reached."""
    made = made_once(("published_country", count), lambda: lead_to_the_end(count))
    folder = conf()["EDITIONS"] / ROUND / "1"
    if made:
        EDITIONS[count] = {path.name: path.read_bytes() for path in folder.iterdir()}
        return
    evidence_store().keep(PICTURE)
    write_folder(folder, EDITIONS[count])


def lead_to_the_end(count: int) -> None:
    start_round(count)
    looked_at(dict(SPREAD))
    publish()


NEXT, METHOD_NEXT, LATER = "1406-1", "small-next", NOW + timedelta(days=180)


def next_round(spread: Mapping[str, Sequence[Outcome]], *changes: tuple[str, str]) -> None:
    """Lead the round half a year later, by the same method with these changes of its text."""
    text = METHOD.read_text("utf-8").replace('code = "small"', f'code = "{METHOD_NEXT}"')
    for old, new in changes:
        text = text.replace(old, new, 1)
    put_in_force(METHOD_NEXT, text)
    open_round(NEXT, METHOD_NEXT, LATER)
    looked_at(spread, NEXT)
    publish(NEXT, LATER + timedelta(days=1))


# Axis A weighs 60 instead of 50, and axis B 40.
REWEIGHTED = (("weight = 50\n", "weight = 60\n"), ("weight = 50\n", "weight = 40\n"))
# Everything that a method can name is varied at once.
FIRM = (
    "coverage = {",
    'uncertainty = { varies = ["weights", "total", "scale_ends", "left_out", "services"] }\ncoverage = {',
)
SPREAD_NEXT = {
    "body-1": (PASS, PASS, PASS, FAIL),
    "body-2": (PASS, PASS, PASS, PASS),
    "body-3": (FAIL, WARN, FAIL, FAIL),
    "body-5": (PASS, PASS, WARN, PASS),
}


def compared_country(count: int = 5) -> None:
    """Two rounds: body 5 comes into the ranking, body 4 leaves it, and all that follows is worked out."""
    published_country(count)
    next_round(SPREAD_NEXT, *REWEIGHTED, FIRM)
    analyse()


def analyse() -> int:
    """Work out what is missing, with as few rows of the design as will do for a test."""
    with patch.object(analyses, "MOST_ROWS", 8):
        return analyses.keep_missing(now=LATER + timedelta(days=2))
