"""Rules about how far a service can be had online, and who helps on the way."""

import re

from selectolax.lexbor import LexborNode

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.core.text.html import host_of, words_of
from sanjeh.core.text.numerals import latin_digits
from sanjeh.probes.content.fields import field
from sanjeh.probes.content.navigation import written_phone
from sanjeh.probes.content.page import Page
from sanjeh.probes.content.words import HELP, LEVELS, is_one_of, says

_INFORMATION = ("documents", "steps", "duration", "fee")
_FORM_FILE = re.compile(r"\.(?:pdf|docx?|odt|rtf)(?:$|\?)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{4}")
_FEWEST_CONTROLS = 2
_CONTROLS = 'input:not([type="hidden"]):not([type="submit"]):not([type="search"]), select, textarea'
_ABOUT_PEOPLE = 'textarea, input[type="file"], input[type="tel"], input[type="email"]'
_LEVELS = ("information", "download", "form", "payment", "result")


def transaction(page: Page) -> Verdict:
    """Tell the level (0-4) that the page shows; what lies behind the login is for people to see.

    0 nothing, 1 information, 2 forms to download, 3 an online form, 4 payment or the result online as well.
    """
    if page.target.is_portal:
        return Verdict(Outcome.NOT_APPLICABLE, "portal")
    shown = {
        "information": any(field(page, name) for name in _INFORMATION),
        "download": _offers_form_file(page),
        "form": page.link("form") is not None or _has_form(page),
        "payment": _takes_payment(page),
        "result": _says_level(page, "result"),
    }
    level = _level(shown)
    observed: Observed = {"level": level, "signs": texts(name for name in _LEVELS if shown[name])}
    return Verdict(Outcome.INFO, f"level_{level}", observed, page.dom)


def _level(shown: dict[str, bool]) -> int:
    if shown["form"]:
        return 4 if shown["payment"] or shown["result"] else 3
    return 2 if shown["download"] else 1 if shown["information"] else 0


def _says_level(page: Page, name: str) -> bool:
    """Tell whether a link or a button says so; a bar keeps the words of two of them apart."""
    calls = page.tree.css('a[href], button, input[type="submit"]')
    return says(" | ".join(map(words_of, calls)), LEVELS[name])


def _offers_form_file(page: Page) -> bool:
    return any(_is_form_file(node) for node in page.tree.css("a[href]"))


def _is_form_file(node: LexborNode) -> bool:
    is_file = _FORM_FILE.search(node.attributes.get("href") or "") is not None
    text = words_of(node)
    return says(text, LEVELS["download"]) or (is_file and says(text, ("فرم", "کاربرگ", "form")))


def _has_form(page: Page) -> bool:
    return any(_is_application(form) for form in page.tree.css("form"))


def _is_application(form: LexborNode) -> bool:
    """Tell whether a form asks for more than a search or a login does."""
    is_other = form.attributes.get("role") == "search" or form.css_first("input[type=password i]")
    return (
        not is_other
        and len(form.css(_CONTROLS)) >= _FEWEST_CONTROLS
        and (_is_posted(form) or _is_sent_by_script(form))
    )


def _is_posted(form: LexborNode) -> bool:
    return (form.attributes.get("method") or "get").lower() == "post"


def _is_sent_by_script(form: LexborNode) -> bool:
    """Tell whether a form that goes nowhere by itself asks for what no search or filter asks for."""
    goes_nowhere = not (form.attributes.get("method") or form.attributes.get("action"))
    calls = " | ".join(map(words_of, form.css('button, input[type="submit"]')))
    return goes_nowhere and (form.css_first(_ABOUT_PEOPLE) is not None or says(calls, LEVELS["sending"]))


def _takes_payment(page: Page) -> bool:
    addresses = [
        node.attributes.get(name) or ""
        for name in ("href", "action", "src")
        for node in page.tree.css(f"[{name}]")
    ]
    asked = any(is_one_of(host_of(address), "payment_gateways") for address in addresses)
    return asked or _says_level(page, "payment")


def assistance(page: Page) -> Verdict:
    """People find help in at least two ways, and a way to complain."""
    sure, worded = _channels(page)
    complaint = page.link("complaint")
    observed: Observed = {
        "channels": texts(sorted(sure | worded)),
        "complaint": complaint is not None,
        "tracking": says(" ".join(page.lines), HELP["tracking"]),
    }
    return Verdict(
        *_assistance(len(sure), len(sure | worded), has_complaint=bool(complaint)), observed, page.dom
    )


def _channels(page: Page) -> tuple[set[str], set[str]]:
    """Return the ways that the page's elements prove, and those that only its words claim."""
    tests = {"phone": 'a[href^="tel:" i]', "email": 'a[href^="mailto:" i]', "address": "address"}
    sure = {name for name, selector in tests.items() if page.tree.css_first(selector)}
    sure |= {"faq"} if page.link("faq") else set()
    sure |= {"phone"} if _has_marked_phone(page) else set()
    text = " ".join(page.lines)
    worded = {name for name in ("chat", "hours") if says(text, HELP[name])}
    worded |= {"phone"} if written_phone(page) else set()
    return sure, worded - sure


def _has_marked_phone(page: Page) -> bool:
    stated = field(page, "contact")
    if stated is None or stated.source == "pattern":
        return False
    return _NUMBER.search(latin_digits(stated.value)) is not None


def _assistance(sure: int, found: int, *, has_complaint: bool) -> tuple[Outcome, str]:
    if not found:
        return Outcome.FAIL, "none"
    if not has_complaint:
        return Outcome.WARN, "no_complaint"
    if sure >= 2:
        return Outcome.PASS, "enough"
    return (Outcome.WARN, "enough_by_words") if found >= 2 else (Outcome.WARN, "one_way")
