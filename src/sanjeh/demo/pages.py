"""The pages of the country's sites, drawn from a few templates; pure but for reading the templates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from django.template import Context, Engine

from sanjeh.core.text.numerals import in_digits, number
from sanjeh.demo.country import Body, Country, Service, Site
from sanjeh.demo.letters import fa_date, fa_year

LOGOS = {
    "drop": "M32 12c8 11 14 18 14 26a14 14 0 0 1-28 0c0-8 6-15 14-26z",
    "wave": "M12 28c7-8 13-8 20 0s13 8 20 0M12 42c7-8 13-8 20 0s13 8 20 0",
    "cloud": "M18 38a9 9 0 0 1 3-17 12 12 0 0 1 23 3 8 8 0 0 1 1 14zM22 46l-3 6M33 46l-3 6M44 46l-3 6",
    "road": "M22 52 28 12M42 52 36 12M32 14v6M32 28v6M32 42v8",
    "bridge": "M10 44h44M14 44c4-20 32-20 36 0M24 30v14M40 30v14M32 29v15",
    "wheel": "M32 14a18 18 0 1 0 .1 0M32 14v36M14 32h36M19 19l26 26M45 19 19 45",
    "letter": "M12 20h40v26H12zM12 20l20 15 20-15",
    "book": "M32 20c-6-5-12-5-19-4v30c7-1 13-1 19 4 6-5 12-5 19-4V16c-7-1-13-1-19 4zM32 20v30",
    "star": "M32 11l6 14 15 1-12 10 4 15-13-8-13 8 4-15-12-10 15-1z",
    "scales": "M32 12v38M22 50h20M14 20h36M14 20l-5 13h10zM50 20l-5 13h10z",
    "stall": "M12 26l5-12h30l5 12zM16 26v24h32V26M27 50V36h10v14",
    "seal": "M32 12a14 14 0 1 0 .1 0M24 38l-4 14 12-5 12 5-4-14",
    "card": "M11 18h42v28H11zM19 27h8v9h-8zM34 28h12M34 36h9",
    "pin": "M32 54C22 42 17 35 17 27a15 15 0 0 1 30 0c0 8-5 15-15 27zM32 22a5 5 0 1 0 .1 0",
    "heart": "M32 50C18 40 12 33 12 25a10 10 0 0 1 20-3 10 10 0 0 1 20 3c0 8-6 15-20 25z",
}
FORMS = {
    "/complaint": ("ثبت شکایت", "شکایت شما بدون جانبداری و حداکثر در ده روز کاری رسیدگی می‌شود."),
    "/survey": ("نظرسنجی", "نظر شما دربارهٔ خدمتی که گرفته‌اید به بهتر شدن آن کمک می‌کند."),
    "/suggestion": ("پیشنهادها", "پیشنهاد خود را بنویسید؛ هر ماه به بهترین‌ها پاسخ همگانی می‌دهیم."),
}
TEXTS = {
    "/sla": ("توافقنامهٔ سطح خدمت", "sla.html"),
    "/privacy": ("بیانیهٔ حریم خصوصی", "privacy.html"),
    "/foi": ("انتشار و دسترسی آزاد به اطلاعات", "foi.html"),
    "/faq": ("پرسش‌های پرتکرار", "faq.html"),
    "/open-data": ("دادهٔ باز", "open-data.html"),
    "/notices": ("اطلاعیه‌ها", "notices.html"),
    "/accessibility": ("بیانیهٔ دسترس‌پذیری", "accessibility.html"),
    "/terms": ("شرایط استفاده", "terms.html"),
    "/contact": ("تماس با ما", "contact.html"),
    "/login": ("ورود", "login.html"),
}
NOTICES = (
    (4, "زمان پاسخگویی تلفنی بیشتر شد", "از این هفته پاسخگویی تلفنی تا ساعت ۱۸ ادامه دارد."),
    (17, "مدارک خدمت‌ها کوتاه‌تر شد", "رونوشت شناسنامه دیگر لازم نیست و از سامانه گرفته می‌شود."),
    (38, "برنامهٔ نگهداری سامانه", "آدینهٔ پایان ماه، ساعت ۲ تا ۴ بامداد، سامانه نگهداری می‌شود."),
)
MARKER = re.compile(r' data-service[a-z-]*="[^"]*"')
FRESH_DAYS = 9
STALE_DAYS = 1130


@dataclass(frozen=True, slots=True)
class Ports:
    https: int
    plain: int


@dataclass(frozen=True)
class SitePages:
    """Draws the pages of one site at one moment, with what is planted on each path."""

    country: Country
    site: Site
    folder: Path
    ports: Ports

    def home(self, planted: frozenset[str], now: datetime) -> str:
        kept = self.body.services[1:] if "catalogue_short" in planted else self.body.services
        listed = [self._row(service) for service in kept]
        return self._draw("home.html", "/", planted, now, {"title": self.body.title_fa, "listed": listed})

    def sheet(self, service: Service, planted: frozenset[str], now: datetime) -> str:
        return self._draw("sheet.html", service.path, planted, now, self._about(service))

    def application(self, service: Service, planted: frozenset[str], now: datetime) -> str:
        return self._draw("apply.html", f"{service.path}/apply", planted, now, self._about(service))

    def text(self, path: str, planted: frozenset[str], now: datetime) -> str:
        title, template = TEXTS[path]
        return self._draw(template, path, planted, now, {"title": title})

    def form(self, path: str, planted: frozenset[str], now: datetime) -> str:
        title, intro = FORMS[path]
        return self._draw("form.html", path, planted, now, {"title": title, "intro": intro})

    def search(self, words: str, planted: frozenset[str], now: datetime) -> str:
        found = [self._row(service) for service in self.body.services if words and words in service.title_fa]
        return self._draw("search.html", "/search", planted, now, {"title": "جست‌وجو", "listed": found})

    def plain(self, template: str, title: str, planted: frozenset[str], now: datetime) -> str:
        """Return a page that needs nothing but its title: not found, thanks, wall, style sheet."""
        return self._draw(template, "", planted, now, {"title": title})

    def catalogue_csv(self) -> str:
        lines = (f"{one.code},{one.title_fa},{one.days},{one.fee_rials}" for one in self.body.services)
        return "\n".join(("code,title,working_days,fee_rials", *lines)) + "\n"

    @property
    def body(self) -> Body:
        return self.site.body

    @property
    def origin(self) -> str:
        return f"https://{self.site.name}:{self.ports.https}"

    @property
    def plain_origin(self) -> str:
        return f"http://{self.site.name}:{self.ports.plain}"

    @property
    def stranger_origin(self) -> str:
        return f"https://{self.country.stranger}:{self.ports.https}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Return every public page, for the sitemap."""
        return ("/", *(service.path for service in self.body.services), *TEXTS, *FORMS)

    def _about(self, service: Service) -> dict[str, object]:
        kind = self.country.kinds[service.kind]
        return {"title": service.title_fa, "service": self._row(service), "kind": kind}

    def _row(self, service: Service) -> dict[str, object]:
        origin = self.country.origin(self.body, service.host, self.ports.https) if service.host else ""
        return {
            "code": service.code,
            "title_fa": service.title_fa,
            "path": f"{origin}{service.path}",
            "days": service.days,
            "guide": service.guide,
            "days_fa": in_digits(service.days, "fa"),
            "fee_rials": service.fee_rials,
            "fee_fa": number(service.fee_rials, "fa"),
        }

    def _draw(
        self, template: str, path: str, planted: frozenset[str], now: datetime, told: Mapping[str, object]
    ) -> str:
        values = {**self._constants, **_moments(planted, now), "planted": planted, "path": path, **told}
        page = self._engine.get_template(template).render(Context(values, use_l10n=False, use_tz=False))
        return MARKER.sub("", page) if "markers_missing" in planted else page

    @cached_property
    def _engine(self) -> Engine:
        return Engine(dirs=[str(self.folder)], autoescape=True)

    @cached_property
    def _constants(self) -> dict[str, object]:
        return {
            "country": self.country,
            "parent": self.country.parent_of(self.body),
            "body": self.body,
            "name": self.site.name,
            "phone": f"+99 00 {self.body.code} 0000",
            "drawing": LOGOS[self.body.look.logo],
            "origin": self.origin,
            "plain_origin": self.plain_origin,
            "stranger_origin": self.stranger_origin,
            "sign_on_url": f"{self.country.portal_url(self.country.sign_on, self.ports.https)}login",
            "pages": self.paths,
        }


def _moments(planted: frozenset[str], now: datetime) -> dict[str, object]:
    days = STALE_DAYS if "stale" in planted else FRESH_DAYS
    updated = now - timedelta(days=days)
    lapse = timedelta(days=-30 if "security_txt_expired" in planted else 300)
    notices = [
        {"iso": _iso(at), "fa": fa_date(at), "title": title, "text": text}
        for age, title, text in NOTICES
        for at in [updated - timedelta(days=age)]
    ]
    return {
        "updated_iso": _iso(updated),
        "updated_fa": fa_date(updated),
        "year_fa": fa_year(updated),
        "notices": notices,
        "security_expires": (now + lapse).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _iso(at: datetime) -> str:
    return at.date().isoformat()
