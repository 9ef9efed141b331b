"""Pages that stand in front of a page: firewalls and captchas, also with status 200."""

from collections.abc import Iterable

from sanjeh.core.failures import Reason
from sanjeh.core.persian import normalise


def _normalised(*phrases: str) -> tuple[str, ...]:
    return tuple(map(normalise, phrases))


_WALL_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": "", "x-sucuri-block": ""}
_WALL_TITLES = _normalised(
    "just a moment",
    "attention required",
    "access denied",
    "request rejected",
    "web application firewall",
    "ddos protection",
    "checking your browser",
    "security check",
    "forbidden by",
    "blocked",
    "منع دسترسی",
    "دسترسی مسدود",
    "درخواست شما مسدود",
    "دسترسی شما مسدود",
    "در حال بررسی مرورگر",
    "انتقال به سایت",
)
_WALL_TEXTS = _normalised(
    "the requested url was rejected. please consult with your administrator",
    "incident id",
    "support id",
    "your request has been blocked",
    "you have been blocked",
    "sorry, you have been blocked",
    "why have i been blocked",
    "this request was blocked by the security rules",
    "incapsula incident",
    "request unsuccessful",
    "checking your browser before accessing",
    "ddos protection by",
    "درخواست شما توسط دیواره اتش",
    "دسترسی شما مسدود شده",
    "درخواست شما مسدود شد",
    "به دلایل امنیتی مسدود",
    "شناسه رخداد",
    "شناسه پشتیبانی",
    "شناسه رویداد امنیتی",
    "مرورگر شما در حال بررسی است",
    "در حال بررسی مرورگر شما",
    "این درخواست توسط سامانه امنیتی",
    "دیوار اتش",
)
_CAPTCHA_TEXTS = _normalised(
    "i'm not a robot",
    "i am not a robot",
    "verify you are human",
    "are you a robot",
    "complete the captcha",
    "من ربات نیستم",
    "ربات نیستم",
    "تایید کنید که ربات نیستید",
    "تایید کنید که انسان هستید",
    "کد امنیتی تصویر را وارد",
)
_CAPTCHA_PARTS = ("g-recaptcha", "h-captcha", "cf-turnstile", "challenge-platform", "arcaptcha", "/captcha")
# A wall says little; a page that merely speaks of captchas or firewalls says much.
_LONGEST_WALL = 1500


def wall_in_front(status: int, headers: Iterable[tuple[str, str]], markup: str, text: str) -> Reason | None:
    """Return why the page behind was not seen, or None when this is the page; `text` is the visible text."""
    if status == 403:  # what a firewall says to a stranger; people look again
        return Reason.BLOCKED_BY_WALL
    if status == 429:
        return Reason.RATE_LIMITED
    said = {name.lower(): value.lower() for name, value in headers}
    if any(name in said and value in said[name] for name, value in _WALL_HEADERS.items()):
        return Reason.BLOCKED_BY_WALL
    plain = normalise(text)
    if len(plain) > _LONGEST_WALL:
        return None
    if _has(plain, _CAPTCHA_TEXTS) or (len(plain) < 400 and _has(markup.lower(), _CAPTCHA_PARTS)):
        return Reason.CAPTCHA
    is_wall = _has(plain, _WALL_TEXTS) or any(plain.startswith(title) for title in _WALL_TITLES)
    return Reason.BLOCKED_BY_WALL if is_wall else None


def _has(plain: str, phrases: Iterable[str]) -> bool:
    return any(phrase in plain for phrase in phrases)
