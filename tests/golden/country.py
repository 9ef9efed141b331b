"""A small country of every tie, cap, stage and gap, led through a round by the actions of the house."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.entries import AddressEntry, BodyEntry, ServiceEntry
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.rounds import actions as rounds
from sanjeh.apps.rounds import queries as round_queries
from sanjeh.apps.scans import actions as scans
from sanjeh.core.probing.contracts import Capture, Failure, Finding, Outcome, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.rounds import RoundMove
from tests import people, working

METHOD = Path(__file__).with_name("method.toml")
NOW = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
ROUND, METHOD_CODE = "1405-9", "golden-1"
# When an address that does not answer is tried: its failure is believed after two days.
TRIES_AT = (NOW, NOW, NOW + timedelta(hours=30))
EVIDENCE = "5e" * 32

PASS, WARN, FAIL, INFO = Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.INFO
LETTERS = {
    "P": PASS,
    "W": WARN,
    "F": FAIL,
    "I": INFO,
    "N": Outcome.NOT_APPLICABLE,
    "T": Outcome.NOT_TESTED,
    "B": Outcome.BLOCKED,
    "E": Outcome.ERROR,
}
# What is told of a check where it passed, warned and failed.
REASONS = {
    "http.reach": ("ok", "http_error", "http_error"),
    "http.hsts": ("strong", "short", "missing"),
    "http.nosniff": ("set", "broken", "missing"),
    "visit.viewport": ("fits", "no_zoom", "missing"),
    "visit.reflow": ("fits", "a_little_wide", "too_wide"),
    "visit.axe": ("clean", "slight", "grave"),
    "http.csp": ("strong", "unsafe_styles", "missing"),
    "http.cors": ("closed", "restricted", "mirrored"),
    "http.framing": ("protected", "broken", "missing"),
    "http.referrer": ("private", "leaky", "missing"),
    "http.compression": ("compressed", "plain", "plain"),
    "http.security_txt": ("valid", "no_expiry", "missing"),
    "http.time": ("fast", "slow", "very_slow"),
}
UNSEEN_REASONS = {
    "N": "small",
    "T": Reason.OWNER_PAUSE,
    "B": Reason.CAPTCHA,
    "E": Reason.CONNECTION_RESET,
}
# Answers nobody: three tries on two days make it down; a reset of the connection does not.
DOWN, RESET = "down", "reset"


@dataclass(frozen=True, slots=True)
class Door:
    """One address: a letter for each check in the order of REASONS, and when the first byte came, in ms."""

    outcomes: str
    first_byte_ms: float = 400.0


@dataclass(frozen=True, slots=True)
class Office:
    """One body: the doors of its portal, and of each of its services."""

    code: str
    portals: tuple[Door, ...]
    services: tuple[tuple[Door, ...], ...] = ()
    parent: str = "MINISTRY"
    categories: tuple[str, ...] = ("main",)


ALL_WELL = Door("PPPPPPPPPPPPP")
GONE = Door(DOWN)
COUNTRY = (
    Office("B01", (ALL_WELL,), ((ALL_WELL,), (ALL_WELL,)), categories=("main", "high_volume")),
    Office("B02", (Door("PPPPPPPPPWPWP", 650.5),), ((Door("PPWPWPWPPPPPP"),), (Door("PPPPPWPNPPNPP", 910),))),
    # The same in all that is shown, though not to the last digit: they share a place.
    Office("B03", (Door("PWPPPFFPPPPFP"),), ((Door("PPPPWFWPPPPPP", 500),),), parent="BUREAU"),
    Office("B04", (Door("PWPPPFFPPPPFP"),), ((Door("PPPPWFWPPPPPP", 500.01),),), parent="BUREAU"),
    # Capped by its portal, one step below; and just not capped.
    Office("B05", (Door("PPPPPPPPFPPPP"),), ((ALL_WELL,), (ALL_WELL,)), categories=("main", "high_volume")),
    Office("B06", (Door("PPPPPPPPWWPPP"),), ((ALL_WELL,), (Door("PPPPFFPPPPPPP", 210),))),
    # Capped by its ladder, one class below.
    Office("B17", (ALL_WELL,), ((Door("PPPPFFPPPPPPP", 200),),), parent="BUREAU"),
    # One service in three keeps it from the stage; two addresses of one service, the worse of them counts.
    Office(
        "B07",
        (Door("PPPPPPPPPPPFP"), Door("PPPPPPPPFPFPP", 1900)),
        ((ALL_WELL,), (Door("PPPPPPPPPPPPP"), Door("PFWPWFPPPPPPP")), (Door("PFFFFFFFPPFPP", 2999),)),
        categories=("main", "high_volume"),
    ),
    # Nothing of a service was seen, yet enough of the whole; then of an axis too little.
    Office("B08", (ALL_WELL,), ((Door("PPPPPPPPPPPPP", 333.3),), (Door(RESET),), (Door("PWWPPPPWPPWPP"),))),
    Office("B09", (Door("PPPPPPPPBTPPT"),), ((Door("PBTPPPPPPPPPP"),),)),
    Office("B10", (Door("PPPPPPPPPPPPE"),), ((Door("PNNNNNPEPPPPP"),), (Door("BBBBBBBBBBBBB"),))),
    # Down; walled out; without services; without a parent.
    Office("B11", (GONE,), ((GONE,),), categories=("high_volume",)),
    Office("B12", (Door("BBBBBBBBBBBBB"),), ((Door("BBBBBBBBBBBBB"),),)),
    Office("B13", (Door("PPPPPPPPPPWFP", 1200),), parent=""),
    Office("B14", (Door("PPPPPPPPFFFFP", 3500),), ((Door("PFFFFFFFPPFPF", 3500),),), "", ()),
    Office("B15", (GONE,), ((Door("PWWPWWWWWWWPW", 780),), (Door("PIPPIFPPPPPPP", 780),))),
    Office("B16", (Door("PFFPFFWFWPNNP", 1499.5),), ((Door("PWFPPPFWPPFPP", 640),),), categories=()),
)  # fmt: skip


def entries() -> Iterator[BodyEntry]:
    yield BodyEntry("MINISTRY", Words("وزارت نمونه", "Sample ministry"))
    yield BodyEntry("BUREAU", Words("سازمان مادر", "Parent bureau"), parent="MINISTRY")
    for number, office in enumerate(COUNTRY, start=1):
        host = f"{office.code.lower()}.nemune.test"
        yield BodyEntry(
            code=office.code,
            title=Words(f"دستگاه {office.code}", f"Body {office.code}"),
            parent=office.parent,
            categories=office.categories,
            domain=host,
            portals=tuple(AddressEntry(f"https://{host}/{n}") for n, _ in enumerate(office.portals)),
            services=tuple(
                ServiceEntry(
                    code=f"1{number:04}{place:03}000",
                    title=Words(f"خدمت {number}-{place}", f"Service {number}-{place}"),
                    addresses=tuple(
                        AddressEntry(f"https://{host}/s{place}/{n}") for n, _ in enumerate(doors)
                    ),
                )
                for place, doors in enumerate(office.services)
            ),
        )


def doors() -> dict[str, Door]:
    """Return every door by its URL."""
    return {
        address.url: door
        for entry, office in zip(list(entries())[2:], COUNTRY, strict=True)
        for addresses, those in (
            (entry.portals, office.portals),
            *((one.addresses, some) for one, some in zip(entry.services, office.services, strict=True)),
        )
        for address, door in zip(addresses, those, strict=True)
    }


def announce(kind: Kind, version: str) -> None:
    notices.publish_notice(
        hours=working.hours(NOW),
        announcement=notices.Announcement(
            kind=kind,
            version=version,
            title=Words("اعلام", "Announcement"),
            body=Words("متن اعلام.", "The text."),
            effective_at=NOW,
            short_notice_reason="A rehearsal",
        ),
        by=people.secretariat(),
        now=NOW,
    )


def start_round() -> None:
    catalogue.load_catalogue(entries=list(entries()), by=people.secretariat(), now=NOW)
    methodologies.load_methodology(
        text=METHOD.read_text("utf-8"), name=METHOD_CODE, by=people.secretariat(), now=NOW
    )
    announce(Kind.METHODOLOGY, METHOD_CODE)
    methodologies.put_in_force(code=METHOD_CODE, by=people.approver(), now=NOW)
    announce(Kind.ROUND, ROUND)
    draft = rounds.RoundDraft(
        ROUND, Words("دوره نمونه", "Sample round"), METHOD_CODE, NOW, NOW + timedelta(days=9)
    )
    rounds.draft_round(draft=draft, by=people.secretariat(), now=NOW)
    rounds.announce_round(code=ROUND, by=people.secretariat(), now=NOW)
    scans.start_probing(round_code=ROUND, by=people.secretariat(), now=NOW)


def look_everywhere() -> None:
    by_url = doors()
    for address in round_queries.addresses(ROUND):
        door = by_url[address.target.url]
        for at in TRIES_AT:
            if scans.begin(address=address.key, now=at) is None:
                break
            scans.keep_seen(
                address=address.key,
                captures=[capture(address.target, door, at)],
                findings=findings(door),
                now=at,
            )


def capture(target: Target, door: Door, at: datetime) -> Capture:
    unanswered = {DOWN: Reason.CONNECT_TIMEOUT, RESET: Reason.CONNECTION_RESET}.get(door.outcomes)
    return Capture(
        collector="http",
        version=1,
        target=target,
        taken_at=at,
        elapsed_ms=12.5,
        vantage="test",
        tools={"sanjeh": "0.1.0"},
        failure=Failure(reason=unanswered) if unanswered else None,
        artifact=None if unanswered else {"status": 200},
    )


def findings(door: Door) -> list[Finding]:
    letters = "E" * len(REASONS) if door.outcomes in {DOWN, RESET} else door.outcomes
    told = zip(REASONS, letters, strict=True)
    return [finding(check, letter, door) for check, letter in told]


def finding(check: str, letter: str, door: Door) -> Finding:
    reason: str = UNSEEN_REASONS.get(letter) or REASONS[check]["PWF".find(letter) if letter in "PWF" else 0]
    if door.outcomes == DOWN:
        reason = Reason.CONNECT_TIMEOUT
    is_timed = check == "http.time" and letter in "PWF"
    return Finding(
        id=check,
        probe=check.partition(".")[0],
        outcome=LETTERS[letter],
        reason=reason,
        standard="RFC 9110",
        observed={"first_byte_ms": door.first_byte_ms} if is_timed else {"asked": [check]},
        evidence=(EVIDENCE,) if letter == "W" else (),
    )


def publish() -> None:
    for move in (RoundMove.GIVE_PRELIMINARY, RoundMove.MAKE_FINAL, RoundMove.PUBLISH):
        by = people.approver() if move is RoundMove.PUBLISH else people.secretariat()
        publication.make_move(round_code=ROUND, move=move, by=by, now=NOW + timedelta(days=3))


def published_round() -> None:
    """The whole trip, from the catalogue to the first edition."""
    start_round()
    look_everywhere()
    publish()
