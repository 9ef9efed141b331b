"""`sanjeh evidence prune`: forget what nobody needs."""

from datetime import UTC, datetime
from pathlib import Path

import click

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import log_to_stderr
from sanjeh.cli.problems import evidence_problems_told, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.core.text.numerals import in_digits
from sanjeh.engine import retention
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.operate.installation import opened
from sanjeh.report.words import say

MB = 1_000_000


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR", required=False)
@click.option(
    "--keep", multiple=True, metavar="CODE", help="Hold back a round that would be over. Repeatable."
)
@click.option("--yes", "is_meant", is_flag=True, help="Do it; without this only say what would go.")
@LANGUAGE
def prune(folder: Path | None, keep: tuple[str, ...], *, is_meant: bool, lang: str | None) -> None:
    """Forget bytes that nothing needs: of this installation, or of one folder DIR of evidence.

    A round needs its evidence until the objections to the next round are decided and, where its authority
    hands over to an archive first, until that has it. Digests stay for ever.
    """
    language, now = reader_language(lang), datetime.now(UTC)
    log_to_stderr()
    with told_to_the_reader(), evidence_problems_told(language):
        if folder:
            disk_use = _pruned_folder(EvidenceStore(folder), now, is_meant=is_meant)
        else:
            disk_use = _pruned_house(keep, now, is_meant=is_meant)
    tell(_said(disk_use, language, is_meant=is_meant))


def _pruned_folder(store: EvidenceStore, now: datetime, *, is_meant: bool) -> retention.DiskUse:
    blobs = list(retention.unneeded(store, retention.needed_by_captures(store), now))
    if not is_meant:
        return retention.disk_use(blobs)
    store.clear_unfinished(now - retention.GRACE)
    return retention.prune(store, blobs)


def _pruned_house(keep: tuple[str, ...], now: datetime, *, is_meant: bool) -> retention.DiskUse:
    with opened():
        from sanjeh.apps.retention import actions, queries  # noqa: PLC0415 -- needs Django set up
        from sanjeh.apps.scans import retention as of_rounds  # noqa: PLC0415 -- as above

        if is_meant:
            return actions.prune_evidence(keep=keep, now=now)
        return retention.disk_use(list(of_rounds.unneeded(queries.held_back(keep), now)))


def _said(disk_use: retention.DiskUse, language: str, *, is_meant: bool) -> str:
    megabytes = in_digits(f"{disk_use.packed_bytes / MB:.1f}", language)
    key = "pruned" if is_meant else "would_prune"
    return say(key, language, things=in_digits(disk_use.things, language), megabytes=megabytes)
