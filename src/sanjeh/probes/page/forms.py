"""The rule about forms, read from the kept document: nothing is filled in, nothing is sent."""

import re
from collections.abc import Iterator

from pydantic import JsonValue
from selectolax.lexbor import LexborNode

from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict
from sanjeh.core.text.persian import normalise
from sanjeh.probes.page.page_view import PageView

_NO_FIELDS = ("hidden", "submit", "button", "reset", "image")
_FIELDS = f"input:not({', '.join(f'[type={kind} i]' for kind in _NO_FIELDS)}), select, textarea"
_BUTTONS = "button, [role=button], input[type=submit i], input[type=button i], input[type=image i]"
_TYPED = frozenset({"", "text", "email", "tel", "password", "number", "url"})
# What a field about the visitor asks for (WCAG 1.3.5); an e-mail "address" comes before a street.
_SIGNS = {
    "email": "e-?mail|رایانامه|ایمیل|پست ?الکترونیک",
    "tel": r"\btel\b|phone|mobile|cell|همراه|تلفن|موبایل",
    "postal-code": r"postal|post-?code|\bzip|کد ?پستی",
    "bday": "birth|bday|تاریخ ?تولد",
    "username": "user-?name|نام ?کاربری",
    "name": "first-?name|last-?name|full-?name|family-?name|نام ?خانوادگی|^نام$",
    "street-address": "street|address|نشانی|ادرس",
}
_PURPOSES = {purpose: re.compile(pattern) for purpose, pattern in _SIGNS.items()}
_FITTING_TYPES = {"email": ("email",), "tel": ("tel", "numeric")}
_MARK = re.compile(r"[*＊✱]|الزامی|اجباری|ضروری|required|mandatory", re.IGNORECASE)
_LIMITS = re.compile(r"\b[kmg]i?b\b|کیلو ?بایت|مگا ?بایت|حجم|فرمت|قالب|pdf|jpe?g|png|docx?", re.IGNORECASE)
_CAPTCHA = re.compile(r"captcha|securityimage|securitycode|کپچا|کد ?امنیتی|تصویر ?امنیتی", re.IGNORECASE)
_ALOUD = re.compile(r"audio|voice|sound|listen|صوت|شنید|پخش", re.IGNORECASE)
_HIDES = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST_GAPS = 20


def forms(view: PageView) -> Verdict:
    """WCAG 1.3.5, 3.3.1, 3.3.2, 3.3.8: fields tell the browser and the person what belongs in them."""
    fields = [field for field in view.tree.css(_FIELDS) if _is_asked_for(field)]
    captcha = _captcha(view)
    gaps = [{"kind": kind, "place": _place(field)} for field in fields for kind in _gaps(field, fields, view)]
    observed: Observed = {
        "controls": len(fields), "captcha": captcha, "count": len(gaps), "gaps": [*gaps[:_MOST_GAPS]],
    }  # fmt: skip
    if captcha == "image_only":
        return Verdict(Outcome.FAIL, "captcha_without_alternative", observed, view.dom)
    if not fields:
        return Verdict(Outcome.NOT_APPLICABLE, "no_fields", observed, view.dom)
    return Verdict(*((Outcome.WARN, "gaps") if gaps else (Outcome.PASS, "sound")), observed, view.dom)


def _is_asked_for(field: LexborNode) -> bool:
    """Tell whether anybody can fill it in: what is disabled or hidden by the markup is not asked for."""
    node: LexborNode | None = field
    while node is not None:
        if (
            "hidden" in node.attributes
            or _HIDES.search(_of(node, "style"))
            or _of(node, "aria-hidden") == "true"
        ):
            return False
        node = node.parent
    around = above(field, "fieldset")
    return "disabled" not in field.attributes and (around is None or "disabled" not in around.attributes)


def _gaps(field: LexborNode, fields: list[LexborNode], view: PageView) -> Iterator[str]:
    label = _label(field, view)
    if _of(field, "autocomplete").lower() in {"", "off"} and _is_sent(field, view):
        yield from _untold_purpose(field, _purpose(field, label))
    if _is_required(field) and not all(map(_is_required, fields)) and not _is_marked(field, label):
        yield "required_unmarked"
    if _of(field, "aria-invalid") == "true" and not _describers(field):
        yield "error_unassociated"
    if _of(field, "type").lower() == "file" and not _LIMITS.search(
        f"{label} {_around(field)} {_of(field, 'accept')}"
    ):
        yield "file_limits_untold"


def _untold_purpose(field: LexborNode, purpose: str) -> Iterator[str]:
    """Tell what a field lacks whose purpose browsers could know; one that says it lacks nothing (1.3.5)."""
    if purpose:
        yield "no_autocomplete"
    fitting = _FITTING_TYPES.get(purpose)
    if fitting and not {_of(field, "type").lower(), _of(field, "inputmode").lower()} & {*fitting}:
        yield "plain_type"


def _is_sent(field: LexborNode, view: PageView) -> bool:
    """Tell whether the page collects it: what is in no form, on a page without a button, goes nowhere."""
    in_form = above(field, "form") is not None or "form" in field.attributes
    return in_form or view.tree.css_first(_BUTTONS) is not None


def _of(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()


def _label(field: LexborNode, view: PageView) -> str:
    wanted = _of(field, "id").replace("\\", "\\\\").replace('"', '\\"')
    labels = view.tree.css(f'label[for="{wanted}"]') if wanted else []
    around = above(field, "label")
    texts = [node.text(strip=True) for node in (*labels, *filter(None, [around]))]
    return " ".join([*texts, _of(field, "aria-label"), _of(field, "placeholder")])


def _purpose(field: LexborNode, label: str) -> str:
    """Return what about the visitor the field asks for, empty when nothing that browsers can fill in."""
    kind = _of(field, "type").lower()
    if field.tag != "input" or kind not in _TYPED:
        return ""
    if kind == "password":
        return "current-password"
    said = normalise(f"{_of(field, 'name')} {_of(field, 'id')}".replace("_", "-")), normalise(label)
    found = (p for p, sign in _PURPOSES.items() if any(sign.search(each.strip()) for each in said))
    return next(found, "")


def _is_required(field: LexborNode) -> bool:
    return "required" in field.attributes or _of(field, "aria-required") == "true"


def _is_marked(field: LexborNode, label: str) -> bool:
    """Tell whether the label says so, or a class of its box does, by which a style sheet draws the star."""
    box = field.parent
    return bool(_MARK.search(f"{label} {_of(box, 'class') if box is not None else ''}"))


def _describers(field: LexborNode) -> str:
    return _of(field, "aria-describedby") or _of(field, "aria-errormessage")


def _around(field: LexborNode) -> str:
    """Return the text of the boxes around a field, but not that of a whole form."""
    box, text = field.parent, ""
    for _ in range(2):
        if box is None or box.tag in {"form", "body", "main"}:
            break
        text, box = box.text(separator=" ", strip=True), box.parent
    return text[:1000]


def above(node: LexborNode, tag: str) -> LexborNode | None:
    """Return the nearest element of this kind around a node."""
    outer = node.parent
    while outer is not None and outer.tag != tag:
        outer = outer.parent
    return outer


def _captcha(view: PageView) -> str:
    """Return "" or what captcha stands in the page: a widget, an image alone, an image with sound."""
    images = [node for node in view.tree.css("img, canvas") if _CAPTCHA.search(normalise(node.html or ""))]
    if not images:
        widgets = view.tree.css('iframe[src*="captcha" i], .g-recaptcha, .h-captcha, .cf-turnstile')
        return "widget" if widgets else ""
    aloud = (node for node in view.tree.css("audio, a, button, input[type=button i]") if _speaks(node))
    return "image_with_sound" if next(aloud, None) is not None else "image_only"


def _speaks(node: LexborNode) -> bool:
    return node.tag == "audio" or _ALOUD.search((node.html or "")[:500]) is not None


def _place(field: LexborNode) -> JsonValue:
    named = _of(field, "id") or _of(field, "name")
    return f"{field.tag}#{named}"[:120] if named else str(field.tag)
