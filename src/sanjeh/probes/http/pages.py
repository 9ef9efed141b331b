"""One answer as a judge reads it: seen, or the reason why it was not. Pure."""

from dataclasses import dataclass

from sanjeh.core.probing.artifacts.http import Answered, Asked
from sanjeh.core.probing.block_pages import block_page
from sanjeh.core.probing.contracts import EvidenceReader
from sanjeh.core.probing.verdicts import Verdict, not_tested, resting, unseen
from sanjeh.core.text.encodings import decoded
from sanjeh.core.text.html import parse, prose


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that came from the site itself and not from a wall in front of it."""

    answer: Answered
    markup: str

    def header(self, name: str) -> str:
        """Return a header's value, empty when it is absent."""
        return self.answer.header(name).strip()

    def fields(self, name: str) -> tuple[str, ...]:
        """Return the value of every field of this name, in the order in which they were sent."""
        return tuple(value.strip() for key, value in self.answer.headers if key.lower() == name)

    def first(self, name: str) -> str:
        """Return the value of the first field of this name, empty when there is none."""
        return next(iter(self.fields(name)), "")

    def meta(self, attribute: str, name: str, of: str = "*") -> tuple[str, ...]:
        """Return the contents of the meta elements with this attribute, of one parent or of any."""
        found = parse(self.markup).css(f"{of} > meta[{attribute}]")
        wanted = [node.attributes for node in found if (node.attributes[attribute] or "").lower() == name]
        return tuple(attributes.get("content") or "" for attributes in wanted)


def read(asked: Asked, evidence: EvidenceReader) -> Page | Verdict:
    """Return the page, or the verdict that everything about it shares when it was not seen."""
    if asked.answer is None:
        assert asked.failure is not None  # noqa: S101 - an Asked has the one or the other
        return unseen(asked.failure)
    answer = asked.answer
    markup = decoded(evidence.read(answer.body), answer.header("content-type"))
    blocked = block_page(answer.status, answer.headers, markup, prose(markup))
    if blocked is not None:
        return resting(unseen(blocked.reason, status=answer.status, by=blocked.maker), answer.body)
    return Page(answer, markup)


def shown(page: Page | Verdict) -> Page | Verdict:
    """Return the page; an error page in its place was not what we came for either."""
    if isinstance(page, Page) and page.answer.status >= 400:
        return not_tested("http_error", status=page.answer.status)
    return page
