"""What the rules of this probe read: the page, its links, its structured data, the pages linked from it."""

from dataclasses import dataclass
from functools import cached_property

from sanjeh.core.probing.artifacts.page import LinkedPage
from sanjeh.core.probing.visited_page import Visited
from sanjeh.core.text.html import Link, host_of, links, parse, prose, words_of
from sanjeh.core.text.persian import normalise
from sanjeh.probes.content.described import Described, described
from sanjeh.probes.content.words import SAMPLES, has_any, is_one_of


@dataclass(frozen=True)
class Page(Visited):
    """One visited page with its surroundings."""

    @cached_property
    def is_login_elsewhere(self) -> bool:
        """Whether a log-in of another site was all that was seen; the country's own shows nothing else."""
        is_sent = is_one_of(host_of(self.artifact.final_url), "single_sign_on")
        return super().is_login_elsewhere or (
            is_sent and not is_one_of(host_of(self.target.url), "single_sign_on")
        )

    @cached_property
    def markup(self) -> str:
        """The page with what stands in its own frames; a frameset shows nothing else."""
        page = super().markup
        framed = [self.kept(frame.body) for frame in self.artifact.frames or ()]
        is_frameset = bool(framed) and parse(page).css_first("frameset") is not None
        return "\n".join(framed if is_frameset else [page, *framed])

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of a known kind; those of a frame lead on from the frame's own address."""
        framed = ((frame.url, frame.body) for frame in self.artifact.frames or ())
        kept = ((self.artifact.final_url, self.artifact.dom), *framed)
        return tuple(link for base, body in kept for link in links(parse(self.kept(body)), base))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return lines_of(self.markup)

    @cached_property
    def link_texts(self) -> frozenset[str]:
        """The normalised texts of the links that lead away from here."""
        return frozenset(words_of(node) for node in self.tree.css('a[href]:not([href^="#"])'))

    def link(self, kind: str) -> Link | None:
        """Return the first link of this kind."""
        return next((link for link in self.links if link.kind == kind), None)

    def linked(self, link: Link) -> LinkedPage | None:
        """Return what was fetched from this link, None when it was not followed."""
        return next((page for page in self.artifact.linked or () if page.url == link.url), None)

    def markup_behind(self, link: Link) -> str:
        """Return the document that the link leads to, which may be this page itself."""
        if link.url == self.artifact.final_url.split("#")[0]:
            return self.markup
        page = self.linked(link)
        return self.kept(page.body) if page else ""

    @cached_property
    def described(self) -> Described:
        """What the page says of itself to machines."""
        return described(self.tree)


def lines_of(markup: str) -> tuple[str, ...]:
    """Return the normalised text of a document, a line for each piece of it."""
    return tuple(line for line in map(normalise, prose(markup).split("\n")) if line)


def is_sample(text: str) -> bool:
    """Tell whether a normalised text was left over from a template."""
    return has_any(text, SAMPLES)
