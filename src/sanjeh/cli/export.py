"""`sanjeh export DIR`: give stored evidence to other tools, in the formats that they read."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import JsonValue

from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.options import cannot_write, log_to_stderr
from sanjeh.cli.problems import UsageProblem, evidence_problems_told, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.exports import archive, warc
from sanjeh.engine.exports.earl import earl
from sanjeh.engine.exports.har import har
from sanjeh.report.words import say

OUTPUT = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--warc",
    "warc_file",
    type=OUTPUT,
    metavar="FILE",
    help="A web archive (WARC 1.1); packed if it ends in .gz.",
)
@click.option("--har", "har_file", type=OUTPUT, metavar="FILE", help="Every request (HAR 1.2).")
@click.option(
    "--earl", "earl_file", type=OUTPUT, metavar="FILE", help="Accessibility findings (EARL 1.0, JSON-LD)."
)
@LANGUAGE
def export(
    folder: Path, *, warc_file: Path | None, har_file: Path | None, earl_file: Path | None, lang: str | None
) -> None:
    """Write the evidence in DIR for other tools. Values of cookies and of queries are never in it.

    Exit status: 0 written, 2 usage.
    """
    language, store = reader_language(lang), EvidenceStore(folder)
    writers: list[tuple[Path | None, Callable[[EvidenceStore, Path], None]]] = [
        (warc_file, _write_warc),
        (har_file, lambda kept, path: _write_json(har(kept), path)),
        (earl_file, lambda kept, path: _write_json(earl(kept), path)),
    ]
    wanted = [(path, write) for path, write in writers if path]
    log_to_stderr()
    with told_to_the_reader():
        if not wanted:
            raise UsageProblem(say("nothing_to_export", language))
        for path, write in wanted:
            with _problems_told(path, language):
                write(store, path)
            tell(say("written", language, path=str(path)), err=True)


def _write_warc(store: EvidenceStore, path: Path) -> None:
    write = warc.packed if path.suffix == ".gz" else warc.written
    with path.open("wb") as file:
        file.writelines(write(record) for record in archive.records(store))


def _write_json(document: dict[str, JsonValue], path: Path) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@contextmanager
def _problems_told(path: Path, language: str) -> Iterator[None]:
    """Turn what can go wrong with the folder or the file into one sentence."""
    try:
        with evidence_problems_told(language):
            yield
    except OSError as problem:
        raise cannot_write(path, problem, language) from None
