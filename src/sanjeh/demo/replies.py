"""What a site answers to a path: the right page, or the planted defect."""

import struct
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

from sanjeh.demo import headers
from sanjeh.demo.defects import Defects
from sanjeh.demo.headers import Headers
from sanjeh.demo.pages import FORMS, TEXTS, SitePages

HTML = "text/html"
ASSETS = {
    "vazirmatn.woff2": "font/woff2",
    "counter.js": "text/javascript",
    "jquery-1.12.4.min.js": "text/javascript",
    "outdated.js": "text/javascript",
    "remember.js": "text/javascript",
    "guide.pdf": "application/pdf",
    "guide-scan.pdf": "application/pdf",
    "guide-untagged.pdf": "application/pdf",
}
PHOTO_BYTES = 4_200_000
SLOW_S = 2.5
NAP_HOURS = range(2, 6)
# A page is missing only with its link: whoever leaves out the one leaves out the other.
MISSING = {
    "/sla": "sla_missing",
    "/privacy": "privacy_missing",
    "/foi": "foi_missing",
    "/faq": "faq_missing",
    "/open-data": "open_data_missing",
    "/notices": "notices_missing",
    "/contact": "contact_missing",
    "/accessibility": "accessibility_missing",
    "/terms": "terms_missing",
    "/complaint": "complaint_missing",
    "/survey": "survey_missing",
    "/suggestion": "suggestion_missing",
    "/robots.txt": "robots_missing",
    "/sitemap.xml": "sitemap_missing",
    "/.well-known/security.txt": "security_txt_missing",
}


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    content_type: str = HTML
    status: int = HTTPStatus.OK
    headers: Headers = ()
    delay_s: float = 0
    compressed: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: its path, the words searched for, the moment, from which site and by which client.

    `hour` is that of a demo day which is hurried through, None while time passes as everywhere.
    """

    path: str
    words: str
    now: datetime
    origin: str = ""
    agent: str = ""
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class SiteReplies:
    """Answers for one site."""

    pages: SitePages
    defects: Defects

    def answer(self, asked: Asked) -> Answer:
        """Return the answer with every header; defects of the page and of its host are in it."""
        planted = self.defects.at(self.pages.site.host, asked.path)
        answer = self._spoilt(asked, planted) or self._sound(asked, planted)
        common = headers.page_headers(
            planted, stranger=self.pages.stranger_origin, plain_origin=self.pages.plain_origin
        )
        cookie = headers.session_cookie(planted) if answer.content_type == HTML else ()
        return replace(
            answer,
            headers=(*common, *cookie, *headers.grant(planted, asked.origin), *answer.headers),
            delay_s=SLOW_S if "slow" in planted and answer.content_type == HTML else 0,
            compressed=answer.compressed and "compression_missing" not in planted,
        )

    def thanks(self, asked: Asked) -> Answer:
        """Return the answer to a form; what was sent is not even read."""
        planted = self.defects.at(self.pages.site.host, asked.path)
        return self._page("thanks.html", "دریافت شد", planted, asked.now)

    def _spoilt(self, asked: Asked, planted: frozenset[str]) -> Answer | None:
        """Return what stands in the way of the page, None when nothing does."""
        if "redirect_loop" in planted and not asked.path.startswith("/."):
            return Answer(b"", status=HTTPStatus.FOUND, headers=(("Location", asked.path),))
        if "agent_refused" in planted and "compatible;" in asked.agent:
            return Answer(b"", status=HTTPStatus.FORBIDDEN)
        if "wall" in planted:
            return self._page("wall.html", "", planted, asked.now)
        if "captcha" in planted:
            return self._page("captcha.html", "", planted, asked.now)
        is_asleep = "naps" in planted and asked.hour in NAP_HOURS
        if "unavailable" in planted or is_asleep:
            down = self._page("unavailable.html", "", planted, asked.now)
            return replace(down, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None

    def _sound(self, asked: Asked, planted: frozenset[str]) -> Answer:
        if MISSING.get(asked.path) in planted:
            return self._not_found(planted, asked.now)
        for find in (self._asset, self._file, self._page_of_body, self._page_of_service):
            answer = find(asked, planted)
            if answer:
                return answer
        return self._not_found(planted, asked.now)

    def _page_of_body(self, asked: Asked, planted: frozenset[str]) -> Answer | None:
        pages, path, now = self.pages, asked.path, asked.now
        if path == "/":
            return _html(pages.home(planted, now))
        if path == "/search" and "search_broken" in planted:
            return Answer(b"", "text/plain", HTTPStatus.INTERNAL_SERVER_ERROR)
        if path == "/search":
            return _html(pages.search(asked.words, planted, now))
        if path in TEXTS:
            return _html(pages.text(path, planted, now))
        return _html(pages.form(path, planted, now)) if path in FORMS else None

    def _page_of_service(self, asked: Asked, planted: frozenset[str]) -> Answer | None:
        for service in self.pages.body.services:
            if asked.path == service.path:
                return _html(self.pages.sheet(service, planted, asked.now))
            if asked.path == f"{service.path}/apply":
                return _html(self.pages.application(service, planted, asked.now))
        return None

    def _file(self, asked: Asked, planted: frozenset[str]) -> Answer | None:
        drawn: dict[str, tuple[str, str]] = {
            "/robots.txt": ("robots.txt", "text/plain"),
            "/sitemap.xml": ("sitemap.xml", "application/xml"),
            "/.well-known/security.txt": ("security.txt", "text/plain"),
            "/assets/site.css": ("site.css", "text/css"),
            "/assets/logo.svg": ("logo.svg", "image/svg+xml"),
        }
        if asked.path == "/open-data/services.csv":
            return Answer(self.pages.catalogue_csv().encode(), "text/csv")
        if asked.path not in drawn:
            return None
        template, content_type = drawn[asked.path]
        return replace(self._page(template, "", planted, asked.now), content_type=content_type)

    def _asset(self, asked: Asked, planted: frozenset[str]) -> Answer | None:
        del planted
        name = asked.path.removeprefix("/assets/")
        if name == "photo.bmp":
            return Answer(bitmap(PHOTO_BYTES), "image/bmp", compressed=False)
        if name == "seal.png":
            return self._file(replace(asked, path="/assets/logo.svg"), frozenset())
        if name not in ASSETS:
            return None
        content = (self.pages.folder / "assets" / name).read_bytes()
        return Answer(content, ASSETS[name], compressed=not name.endswith("woff2"))

    def _not_found(self, planted: frozenset[str], now: datetime) -> Answer:
        if "not_found_bare" in planted:
            return Answer(b"404 Not Found", "text/plain", HTTPStatus.NOT_FOUND)
        page = self._page("not-found.html", "این صفحه پیدا نشد", planted, now)
        return page if "not_found_soft" in planted else replace(page, status=HTTPStatus.NOT_FOUND)

    def _page(self, template: str, title: str, planted: frozenset[str], now: datetime) -> Answer:
        return _html(self.pages.plain(template, title, planted, now))


def _html(text: str) -> Answer:
    return Answer(text.encode())


def bitmap(size: int) -> bytes:
    """Return an uncompressed 24-bit picture of about `size` bytes: a sky that darkens into a field."""
    width = 1400
    height = size // (width * 3)
    pixels = b"".join(bytes((60 + row % 190, 150, 90 + row % 120)) * width for row in range(height))
    file_header = struct.pack("<2sIII", b"BM", 54 + len(pixels), 0, 54)
    picture_header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 0, 0, 0, 0)
    return file_header + picture_header + pixels
