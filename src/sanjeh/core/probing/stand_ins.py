"""Pages in a service's place: closed for repair, not built yet, the server's own. Data and rule.

A status of 200 is no proof of the service; of what stands in its place no mark is made. Phrases are compared
after `persian.normalise`.
"""

import re
from functools import cache
from itertools import product

from selectolax.lexbor import LexborHTMLParser

from sanjeh.core.probing.failures import Reason
from sanjeh.core.probing.server_pages import is_error_alone, is_servers_own
from sanjeh.core.text.persian import normalise, one_of

_WORK = (
    "به‌روزرسانی",
    "بروزرسانی",
    "تعمیر",
    "تعمیرات",
    "ارتقا",
    "ارتقای",
    "نگهداری",
    "سرویس",
    "بازسازی",
    "اصلاح",
    "انتقال سرور",
)
_BUILDING = ("ساخت", "طراحی", "احداث", "راه‌اندازی", "آماده‌سازی", "تکمیل", "پیاده‌سازی")
_UNDER = ("در حال", "در دست", "تحت")
_NOW = ("موقتاً", "به طور موقت", "به صورت موقت", "تا اطلاع ثانوی", "در حال حاضر", "فعلاً")
_AWAY = (
    "در دسترس نیست",
    "در دسترس نمی‌باشد",
    "غیرفعال",
    "تعطیل",
    "قطع",
    "متوقف",
    "از دسترس خارج",
    "خارج از دسترس",
)
_SOON = ("به زودی", "بزودی")
_REPAIR = (
    *(" ".join(pair) for pair in product(_UNDER, _WORK)),
    *(" ".join(pair) for pair in product(_NOW, _AWAY)),
    *(" ".join(pair) for pair in product(("سامانه", "سایت", "وب‌سایت", "درگاه", "پورتال"), _AWAY)),
    "از دسترس خارج است",
    "از دسترس خارج شده",
    "از دسترس خارج می‌باشد",
    "خارج از سرویس",
    "بعداً مراجعه",
    *(
        f"{when} {more} مراجعه"
        for when, more in product(("ساعاتی", "ساعتی", "دقایقی", "لحظاتی"), ("دیگر", "بعد"))
    ),
    *(" ".join(pair) for pair in product(_SOON, ("باز می‌گردیم", "برمی‌گردیم"))),
    "under maintenance",
    "for maintenance",
    "closed for maintenance",
    "scheduled maintenance",
    "scheduled downtime",
    "maintenance mode",
    "undergoing maintenance",
    "undergoing an upgrade",
    "performing maintenance",
    "temporarily unavailable",
    "temporarily down",
    "check back later",
    "be right back",
    "be back soon",
    "be back shortly",
    "تحت الصيانة",
    "قيد الصيانة",
    "قيد التحديث",
)
_NOT_BUILT = (
    *(" ".join(pair) for pair in product(_UNDER, _BUILDING)),
    *(
        " ".join(pair)
        for pair in product(_SOON, ("راه‌اندازی", "افتتاح", "در این مکان", "با شما", "در خدمت شما"))
    ),
    "هنوز راه‌اندازی نشده",
    "under construction",
    "being built",
    "coming soon",
    "launching soon",
    "قيد الإنشاء",
    "تحت الإنشاء",
)
# Where nothing else stands on a page, these are enough.
_ALONE = frozenset({"به زودی", "بزودی", "soon"})
# Who closes for repair says so and little more; a notice on a page that has its service is no such page.
_LONGEST_SIGN, _MOST_LINKS, _MOST_FIELDS = 600, 3, 1
_NEAR = 40
_ITSELF = re.compile(
    r"(?<!\w)(?:سایت|سامانه|وب ?سایت|وب ?گاه|درگاه|پرتال|پورتال|صفحه|سرویس|خدمت|هستیم|می ?باشیم|شکیبایی|بعدا"
    r"|الموقع|البوابه|المنصه|site|website|page|portal|service|system|we)(?!\w)"
)
# «سایت در حال ساخت است» speaks of the site, «پروانه خانه‌های در حال ساخت» of houses: after a plural noun the
# words are its attribute.
_OF_A_PLURAL = re.compile(r"\w(?: ?ها| ?های)\s$")
_ENDS = " .!…"
_FIELDS = "input:not([type=hidden i], [type=submit i], [type=button i]), select, textarea"
_DOOR_OF_KEEPERS = "input[name=option i][value=com_users i]"


def stand_in(tree: LexborHTMLParser, title: str, text: str) -> Reason | None:
    """Return what stands in the service's place, None where it is the service; both texts are normalised."""
    if is_servers_own(title, text):
        return Reason.SERVER_PAGE
    if len(text) > _LONGEST_SIGN or len(tree.css("a[href]")) > _MOST_LINKS or _fields(tree) > _MOST_FIELDS:
        return None
    if is_error_alone(title, text):
        return Reason.SERVER_PAGE
    if _is_sign(_pattern(_REPAIR), title, text):
        return Reason.CLOSED_FOR_REPAIR
    is_unbuilt = text.strip(_ENDS) in _ALONE or _is_sign(_pattern(_NOT_BUILT), title, text)
    return Reason.NOT_BUILT_YET if is_unbuilt else None


def _fields(tree: LexborHTMLParser) -> int:
    """Count what a visitor can fill in, which Joomla's door for its keepers beside the sign is not."""
    return 0 if tree.css_first(_DOOR_OF_KEEPERS) else len(tree.css(_FIELDS))


def _is_sign(phrases: re.Pattern[str], title: str, text: str) -> bool:
    """Tell whether the site says so of itself: a permit for a house «در حال ساخت» does not."""
    if phrases.match(title) or phrases.match(text):
        return True
    found = (each for said in (title, text) for each in phrases.finditer(said))
    return any(map(_is_of_itself, found))


def _is_of_itself(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    near = before + found.string[found.start() : found.end() + _NEAR]
    return _OF_A_PLURAL.search(before) is None and _ITSELF.search(near) is not None


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(map(normalise, phrases))}")
