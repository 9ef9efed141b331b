"""`evaluate --explain content`: how each page was read, for the people who write it."""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

import sanjeh
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.legible import unmasked
from sanjeh.core.text.numerals import in_digits, percent
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.texts import failure_words
from sanjeh.locale.catalogues import arrow, said
from sanjeh.probes.content.explanation import Explanation, FieldExplained, LinkExplained, explain
from sanjeh.probes.content.markers import VERSION, Stray
from sanjeh.probes.content.page import Page
from sanjeh.report.console import terminal
from sanjeh.report.text_file import TextFile

# Where a file's links are thought to start; RFC 2606 keeps the name for nobody.
NOWHERE = "https://page.invalid"
say = TextFile("sanjeh.report.scorecard", "explanation.toml").say
SIGNS = {
    "sure": ("✓", "green"),
    "by_words": ("!", "yellow"),
    "unreadable": ("!", "yellow"),
    "empty": ("✗", "red"),
    "missing": ("✗", "red"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One page, or why it was not seen; the lines of a visited one are those after its scripts."""

    place: str
    explanation: Explanation | None
    is_visited: bool = False
    failure: Reason | None = None


class _OneDocument:
    """Evidence that is one document."""

    def __init__(self, content: bytes) -> None:
        self.content, self.digest = content, hashlib.sha256(content).hexdigest()

    def read(self, digest: str) -> bytes:
        if digest != self.digest:
            raise KeyError(digest)
        return self.content


def explain_file(path: Path) -> Explained:
    """Explain a document on disk; raise OSError when it cannot be read."""
    kept = _OneDocument(path.read_bytes())
    artifact = PageArtifact(
        url=NOWHERE, final_url=NOWHERE, status=200, taken_at=datetime.now(UTC), headers=(), is_settled=True,
        dom=kept.digest,
    )  # fmt: skip
    told = explain(Page(artifact, Target(url=NOWHERE), kept))
    links = tuple(
        replace(link, url=link.url.removeprefix(NOWHERE), advice=link.advice.replace(NOWHERE, ""))
        for link in told.links
    )
    return Explained(str(path), replace(told, links=links))


def explain_captures(store: EvidenceStore) -> Iterator[Explained]:
    """Explain every page that was visited."""
    for capture in store.captures():
        if capture.collector == "visit":
            yield _explain_capture(capture, store)


def _explain_capture(capture: Capture, store: EvidenceStore) -> Explained:
    if capture.failure:
        return Explained(capture.target.url, None, failure=capture.failure.reason)
    page = Page(PageArtifact.model_validate(capture.artifact), capture.target, store)
    missing = page.missing(("dom",))
    if missing:
        return Explained(capture.target.url, None, failure=Reason(missing.reason))
    return Explained(capture.target.url, explain(page), is_visited=True)


def write(pages: Sequence[Explained], language: str, *, as_json: bool) -> None:
    """Write the explanations as text, or as the JSON that docs/data-service-markers.md describes."""
    if as_json:
        sys.stdout.write(f"{unmasked(json.dumps(_document(pages), ensure_ascii=False, indent=2))}\n")
        return
    console = terminal()
    for page in pages:
        _print(page, console, language)


def _document(pages: Iterable[Explained]) -> dict[str, object]:
    return {"sanjeh": sanjeh.__version__, "markers": VERSION, "pages": [asdict(page) for page in pages]}


def _print(page: Explained, console: Console, language: str) -> None:
    console.print(Text(f"\n{say('title', language, place=page.place)}", style="bold underline"))
    told = page.explanation
    if told is None:
        happened = failure_words(page.failure or Reason.NOT_ASKED, page.place).happened
        console.print(say("unseen", language, why=said(happened, language)), markup=False)
        return
    _section(console, say("fields", language), (_line(each, language) for each in told.fields))
    _section(console, say("links", language), (_line(each, language) for each in told.links))
    _section(console, say("strays", language), (_stray(each, language) for each in told.strays))
    _section(console, say("about", language), (Text(f"{key}: {value}") for key, value in told.about.items()))
    for note in _notes(page, told, language):
        console.print(Text(note, style="dim"))


def _section(console: Console, title: str, lines: Iterable[Text]) -> None:
    shown = list(lines)
    if shown:
        console.print(Text(f"\n{title}", style="bold cyan"))
    for line in shown:
        # Never broken by us: HTML is there to be copied.
        console.print(Text("  ") + line, soft_wrap=True)


def _line(one: FieldExplained | LinkExplained, language: str) -> Text:
    sign, style = SIGNS[one.state]
    title = say(f"names.{one.name}", language)
    text = Text.assemble((sign, style), " ", (title, "bold"), f" ({one.name})  ", say(one.state, language))
    for fact in _facts(one, language):
        text.append(f"\n      {fact}", style="dim")
    if one.advice:
        text.append(f"\n      {arrow(language)} {say('write', language)}: {one.advice}")
    return text


def _facts(one: FieldExplained | LinkExplained, language: str) -> Iterator[str]:
    """Yield what was found, how it was read, and where it stands."""
    if isinstance(one, FieldExplained) and one.value:
        yield one.value
        if one.normalised and one.normalised != one.value:
            yield f"{say('reads', language)}: {one.normalised}"
        yield say("confidence", language, share=percent(one.confidence, language))
    elif isinstance(one, LinkExplained) and one.url:
        yield one.url
    line = say("line", language, line=in_digits(one.line, language)) if one.line else ""
    where = one.where if isinstance(one, FieldExplained) else ""
    source = say(one.source, language) if one.source else ""
    place = " · ".join(filter(None, (source, where, line)))
    if place:
        yield place


def _stray(one: Stray, language: str) -> Text:
    meant = say("meant", language, word=one.meant) if one.meant else ""
    line = say("line", language, line=in_digits(one.mark.line, language))
    told = f'{one.mark.attribute}="{one.mark.value}"  {say(one.fault, language)}'
    return Text.assemble(("✗", "red"), f" {' · '.join(filter(None, (told, line, meant)))}")


def _notes(page: Explained, told: Explanation, language: str) -> Iterator[str]:
    for key, count in (("json_ld_mended", told.json_ld_mended), ("json_ld_broken", told.json_ld_broken)):
        if count:
            yield say(key, language, count=in_digits(count, language))
    if page.is_visited:
        yield say("rendered", language)
