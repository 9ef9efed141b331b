"""What a closer look at an open page brings home: larger text, the keyboard, fonts, libraries."""

from sanjeh.core.probing.contracts import Frozen


class Cut(Frozen):
    """Texts that a change of style newly cut off or laid over other text: how many, and the first places."""

    cut_off: int
    overlapping: int
    places: tuple[str, ...] = ()


class Stretched(Frozen):
    """The page with its text doubled, and with the spacing of WCAG 1.4.12.

    `texts` pieces were compared; `has_letter_spacing` is False where the script joins its letters; `already`
    are those that their own box cuts off as the page stands (none in looks that did not ask).
    """

    texts: int
    has_letter_spacing: bool
    doubled: Cut
    spaced: Cut
    already: Cut = Cut(cut_off=0, overlapping=0)


class Stop(Frozen):
    """One place that the Tab key reached, in CSS pixels of the document.

    `shows_focus` is None when the place was gone before it could be seen without focus; `leads_to` is the
    fragment of a link inside the page, without "#".
    """

    place: str
    tag: str
    left: float
    top: float
    width: float
    height: float
    is_rtl: bool
    is_visible: bool
    shows_focus: bool | None
    leads_to: str = ""


class Keyboard(Frozen):
    """A walk with the Tab key: `presses` were heard, `reachable` elements are there by the markup.

    `stuck_presses` is how many of the last presses moved the focus nowhere new; `leaves` how often the focus
    went on out of the page, as it must after its last place (None in looks that did not listen for it);
    `held_presses` how many of the last presses, made at leisure, ended where they began; `rounds` how often
    they came back to one place, with none new and none out of the page between; `tells_way_out` when the page
    names keys to get away with, or what comes again and again leads to such a help.
    """

    presses: int
    reachable: int
    stops: tuple[Stop, ...]
    stuck_presses: int
    ends_in_frame: bool
    has_dialog: bool
    begins_focused: bool
    leaves: int | None = None
    held_presses: int = 0
    rounds: int = 0
    tells_way_out: bool = False


class FontPlace(Frozen):
    """Text in one list of fonts: the `wanted` first one, and the `family` of the list that draws it.

    `family` is empty where none of the list draws it, so that the machine chooses; `is_web_font` when the
    page brought it. `letters` is how much text of the page stands in this list.
    """

    wanted: str
    family: str
    is_web_font: bool
    letters: int


class Fonts(Frozen):
    """Fonts of the places with most text; `failed` are families whose files did not load."""

    places: tuple[FontPlace, ...]
    failed: tuple[str, ...]


class Library(Frozen):
    """A script library that the page runs, and where its version was read: "window" or "banner"."""

    name: str
    version: str
    source: str


class Issue(Frozen):
    """One kind of issue that the browser reported by itself, how often, and one example."""

    code: str
    count: int
    example: str = ""


class Connection(Frozen):
    """The connection on which the page's own document came; empty where the browser told nothing."""

    http_version: str
    tls_version: str = ""
    cipher: str = ""
    key_exchange: str = ""
    issuer: str = ""
    subject: str = ""
    valid_until_s: float | None = None
