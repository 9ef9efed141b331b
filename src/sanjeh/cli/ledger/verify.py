"""`sanjeh ledger verify`: whether anyone has touched the journal, answered here or on any other machine."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from sanjeh.cli.tell import tell
from sanjeh.cli.trusted_keys import KEY, trusted_keys
from sanjeh.core.integrity import hash_chain as chain
from sanjeh.core.integrity import lottery, sealed_votes
from sanjeh.core.integrity.merkle_tree import root_of
from sanjeh.edition.sign import PublicKey
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.engine.foreign_files import opened as opened_file
from sanjeh.ledger.checkpoint import read_checkpoint
from sanjeh.ledger.signed_note import NotANote
from sanjeh.locale.catalogues import said
from sanjeh.operate.installation import opened

ENGLISH = "en"  # this command speaks no other language yet
MOST_NOTE_BYTES = 100_000
MOST_ROW_BYTES = 1_000_000  # a line lists at most who may be drawn


@click.command()
@click.option(
    "--file",
    "export_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An export (NDJSON); needs no database.",
)
@click.option("--head", help="The digest that the last line must have, as it was published.")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A signed checkpoint that was kept: the journal must begin with what it covers.",
)
@KEY
def verify(
    export_file: Path | None, head: str | None, checkpoints: tuple[Path, ...], key_file: Path | None
) -> None:
    """Say whether every line follows from those before it, and every handler from a draw."""
    keys = trusted_keys(key_file, ENGLISH) if key_file else ()
    try:
        with journal(export_file) as read:
            lines = tuple(read)
        problem, sentence = judged(lines, head)
        if not problem and (broken := first_broken(lines, checkpoints, keys)):
            problem, sentence = True, broken
    except UnfitFile as unfit:
        problem, sentence = True, said(unfit.says, ENGLISH)
    except (chain.NotALine, UnicodeDecodeError) as error:
        problem, sentence = True, str(error)
    tell(sentence, err=problem)
    sys.exit(1 if problem else 0)


def judged(lines: tuple[chain.Line, ...], head: str | None) -> tuple[bool, str]:
    """Return whether there is a problem, and the sentence that says what was found."""
    if broken := chain.verify_chain(lines):
        return True, f"The journal is broken at line {broken.number}: {broken.why}."
    last = lines[-1].digest if lines else chain.START
    if head is not None and head.lower() != last:
        return (
            True,
            f"The chain is whole, but it ends with {last} and not with {head}: its end was cut off or grew.",
        )
    if wrong := lottery.wrong_draw(lines):
        return True, f"Line {wrong.number} seats a handler whom its draw did not choose."
    if forged := sealed_votes.wrong_vote(lines):
        return True, f"Line {forged.number} tells votes of a panel that were not committed to."
    seats = sum(map(lottery.is_a_draw, lines))
    return False, f"The journal is whole: {len(lines)} lines, {seats} draws repeated, head {last}"


def first_broken(
    lines: tuple[chain.Line, ...], files: tuple[Path, ...], keys: tuple[PublicKey, ...]
) -> str | None:
    """Return what is wrong with the first checkpoint that does not hold against the journal, or None."""
    leaves = [bytes.fromhex(line.digest) for line in lines]
    for file in files:
        try:
            kept, note = read_checkpoint(content_of(file, MOST_NOTE_BYTES).decode())
        except (NotANote, UnicodeDecodeError):
            return f"{file} is no checkpoint of a journal."
        if keys and note.is_signed_by(keys) is None:
            return f"{file} is not signed by any of the given keys."
        if kept.size > len(leaves):
            return (
                f"{file} covers {kept.size} lines, and this journal has {len(leaves)}: its end was cut off."
            )
        if root_of(leaves[: kept.size]) != kept.root:
            return (
                f"{file} was signed over other lines: the journal was rewritten before line {kept.size + 1}."
            )
    return None


@contextmanager
def journal(export_file: Path | None) -> Iterator[Iterator[chain.Line]]:
    """Give the lines of a file, or of the installation's own database."""
    if export_file:
        with opened_file(export_file) as file:
            yield (chain.read_line(row) for row in rows(file) if row.strip())
        return
    with opened():
        from sanjeh.cli.ledger.kept import kept_lines  # noqa: PLC0415 -- a file needs no installation

        yield kept_lines()


def rows(file: BinaryIO) -> Iterator[str]:
    """Yield the rows of an export; raise NotALine for one that is longer than any line of a ledger."""
    while row := file.readline(MOST_ROW_BYTES + 1):
        if len(row) > MOST_ROW_BYTES:
            raise chain.NotALine(f"not a line of a ledger: longer than {MOST_ROW_BYTES} bytes")
        yield row.decode()
