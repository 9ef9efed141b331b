"""`sanjeh evidence …`: take the evidence of a round out of the house, count it, forget what nobody needs."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from sanjeh.cli.language import reader_language
from sanjeh.cli.options import fresh_folder, log_to_stderr
from sanjeh.cli.problems import UsageProblem, evidence_problems_told, told_to_the_reader
from sanjeh.engine import retention
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.evidence_inventory import Inventory, inventory
from sanjeh.operate.installation import opened
from sanjeh.report.words import number, say

LANG = click.option("--lang", type=click.Choice(["fa", "en"]), help="Language of the messages.")
MB = 1_000_000
NOT_WHOLE = 1


@click.group()
def evidence() -> None:
    """Export the evidence of a round, count a folder of it again, or free the room of what nobody needs."""


@evidence.command()
@click.option("--round", "round_code", required=True, metavar="CODE", help="The round of this installation.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LANG
def export(round_code: str, folder: Path, lang: str | None) -> None:
    """Write all that was seen in a round into a new folder DIR, for `sanjeh judge` and `sanjeh export`."""
    language = reader_language(lang)
    log_to_stderr()
    with told_to_the_reader(), evidence_problems_told(language), opened():
        from sanjeh.apps.measurement import archive  # noqa: PLC0415 -- needs Django set up
        from sanjeh.cli.rounds import unknown_round_told  # noqa: PLC0415 -- as above

        store = EvidenceStore(fresh_folder(folder, language))
        if store.is_used:
            raise UsageProblem(say("evidence_in_use", language, path=str(folder)))
        with unknown_round_told(round_code, language):
            addresses = export_round(round_code, store)
        click.echo(
            say("round_exported", language, addresses=number(str(addresses), language), path=str(folder))
        )


@evidence.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR", required=False)
@click.option(
    "--keep", multiple=True, metavar="CODE", help="Hold back a round that would be over. Repeatable."
)
@click.option("--yes", "is_meant", is_flag=True, help="Do it; without this only say what would go.")
@LANG
def prune(folder: Path | None, keep: tuple[str, ...], *, is_meant: bool, lang: str | None) -> None:
    """Forget bytes that nothing needs: of this installation, or of one folder DIR of evidence.

    A round needs its evidence until the objections to the next round are decided. Digests stay for ever.
    """
    language, now = reader_language(lang), datetime.now(UTC)
    log_to_stderr()
    with told_to_the_reader(), evidence_problems_told(language):
        if folder:
            room = _pruned_folder(EvidenceStore(folder), now, is_meant=is_meant)
        else:
            room = _pruned_house(keep, now, is_meant=is_meant)
    click.echo(_said(room, language, is_meant=is_meant))


@evidence.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LANG
def verify(folder: Path, lang: str | None) -> None:
    """Count every digest of the evidence in DIR again, and name what is damaged, missing or extra.

    Exit status: 0 whole, 1 something is damaged or missing, 2 usage.
    """
    language = reader_language(lang)
    log_to_stderr()
    with told_to_the_reader(), evidence_problems_told(language):
        found = inventory(EvidenceStore(folder))
    for key in ("damaged", "missing", "extra"):
        for one in getattr(found, key):
            click.echo(say(f"verify_{key}", language, one=one))
    click.echo(_counted(found, language))
    if not found.is_whole:
        sys.exit(NOT_WHOLE)


def _counted(found: Inventory, language: str) -> str:
    counts = {
        "sound": found.sound,
        "damaged": len(found.damaged),
        "missing": len(found.missing),
        "extra": len(found.extra),
    }
    return say("verified", language, **{key: number(str(count), language) for key, count in counts.items()})


def _pruned_folder(store: EvidenceStore, now: datetime, *, is_meant: bool) -> retention.Room:
    blobs = list(retention.unneeded(store, retention.needed_by_captures(store), now))
    if not is_meant:
        return retention.room_of(blobs)
    store.clear_unfinished(now - retention.GRACE)
    return retention.prune(store, blobs)


def _pruned_house(keep: tuple[str, ...], now: datetime, *, is_meant: bool) -> retention.Room:
    with opened():
        from sanjeh.apps.measurement import archive  # noqa: PLC0415 -- needs Django set up

        if is_meant:
            return prune(keep=keep, now=now)
        return retention.room_of(list(unneeded(keep, now)))


def _said(room: retention.Room, language: str, *, is_meant: bool) -> str:
    megabytes = number(f"{room.packed_bytes / MB:.1f}", language)
    key = "pruned" if is_meant else "would_prune"
    return say(key, language, things=number(str(room.things), language), megabytes=megabytes)
