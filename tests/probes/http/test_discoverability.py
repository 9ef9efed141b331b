"""Lost pages, security.txt, robots.txt and site maps that are of some help."""

import gzip

import pytest

from sanjeh.core.probing.artifacts.http import Asked
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.http.robots import closes_everything
from tests.probes.http.sites import LOST, SECURITY_TXT, SHELF, SITEMAP, URL, answered, changed_later, judged
from tests.probes.judging import said

TEXT = {"Content-Type": "text/plain"}
INDEX = "<sitemapindex><sitemap><loc>https://khedmat.nemune.ir/a.xml</loc></sitemap></sitemapindex>"
HELP, FORM, ENTRIES = "http.not_found_help", "http.security_txt_form", "http.sitemap_entries"


@pytest.mark.parametrize(
    ("page", "missing"),
    [
        (LOST, None),
        (LOST.replace("<form role='search'></form>", ""), ["search"]),
        (LOST.replace("href='/'", "href='/a'"), ["home"]),
        (LOST.replace("href='/'", "href='https://khedmat.nemune.ir'"), None),
        ("<h1>Not found</h1>", ["title", "home", "search", "persian"]),
    ],
)
def test_whoever_took_a_wrong_way_is_helped_on(page: str, missing: list[str] | None) -> None:
    finding = next(one for one in judged(absent=answered(page, 404)) if one.id == HELP)

    assert finding.observed.get("missing") == missing


def test_without_a_missing_page_there_is_nothing_to_judge() -> None:
    assert changed_later(absent=answered(LOST, 200)) == {HELP: "not_applicable no_404"}


@pytest.mark.parametrize(
    ("text", "url", "words"),
    [
        (SECURITY_TXT, "http://khedmat.nemune.ir/.well-known/security.txt", "fail unencrypted"),
        (SECURITY_TXT + "Expires: 2027-02-01T00:00:00Z\n", URL, "fail repeated"),
        (SECURITY_TXT + "Canonical: https://other.ir/x\n", URL, "warn elsewhere"),
        (SECURITY_TXT + f"Canonical: https://other.ir/x\nCanonical: {URL}\n", URL, ""),
        (SECURITY_TXT.replace("2027", "2030"), URL, "warn far"),
        ("<html>", URL, "not_applicable no_file"),
    ],
)
def test_the_finer_points_of_security_txt(text: str, url: str, words: str) -> None:
    assert changed_later(security_txt=answered(text, 200, TEXT, url=url)) == ({FORM: words} if words else {})


def test_a_signature_is_told() -> None:
    text = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{SECURITY_TXT}-----BEGIN PGP SIGNATURE-----\n"
    )
    finding = next(one for one in judged(security_txt=answered(text, 200, TEXT)) if one.id == FORM)

    assert (finding.reason, finding.observed) == ("sound", {"is_signed": True, "has_policy": False})


@pytest.mark.parametrize(
    ("rules", "url", "words"),
    [
        ("User-agent: *\nDisallow: /", URL, "warn service_closed"),
        ("User-agent: *\nDisallow: /khedmat", f"{URL}khedmat/1", "warn service_closed"),
        ("User-agent: *\nDisallow: /khedmat", URL, ""),
        ("User-agent: *\nDisallow: /\nAllow: /khedmat/", f"{URL}khedmat/1", ""),
        ("User-agent: *\nDisallow: /*.aspx$", f"{URL}khedmat.aspx", "warn service_closed"),
        ("<html>", URL, "not_applicable no_file"),
    ],
)
def test_robots_leave_the_very_page_of_the_service_open(rules: str, url: str, words: str) -> None:
    told = changed_later(url, robots=answered(rules, 200, TEXT)).get("http.robots_service", "")

    assert told == words


def map_of(*urls: str) -> str:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>"


@pytest.mark.parametrize(
    ("sitemap", "parts", "words"),
    [
        (SITEMAP, (), ""),
        (map_of("https://other.ir/"), (), "warn foreign"),
        (map_of(), (), "warn empty"),
        (map_of(*["https://khedmat.nemune.ir/a"] * 50_001), (), "fail too_long"),
        ("no map", (), "not_applicable no_site_map"),
        (INDEX, (answered(SITEMAP, 200, {}),), ""),
        (INDEX, (answered("", 404, {}),), "fail broken_parts"),
        (INDEX, (Asked(failure=Failure(reason=Reason.TOTAL_TIMEOUT)),), "fail broken_parts"),
        (INDEX, (), "warn empty"),
    ],
)
def test_a_site_map_names_pages_of_its_site(sitemap: str, parts: tuple[Asked, ...], words: str) -> None:
    told = changed_later(sitemap=answered(sitemap, 200, {}), sitemaps=parts)

    assert told == ({ENTRIES: words} if words else {})


def test_a_packed_site_map_is_read_and_a_bomb_is_cut() -> None:
    def packed(body: bytes) -> Asked:
        return answered("", 200, {}, body=SHELF.keep(gzip.compress(body)))

    bomb = b"<urlset><url><loc>https://khedmat.nemune.ir/</loc></url>" + bytes(21_000_000)

    assert changed_later(sitemap=packed(SITEMAP.encode())) == {}
    assert changed_later(sitemap=packed(bomb)) == {ENTRIES: "fail too_long"}


def security(text: str) -> tuple[str, str]:
    """Return what both checks say of a security.txt."""
    found = said(judged(security_txt=answered(text, 200, TEXT)))
    return found["http.security_txt"], found[FORM]


CONTACT, EXPIRES = "Contact: mailto:amn@nemune.ir", "Expires: 2027-01-01T00:00:00Z"
GOOD_FILE = ("pass valid", "pass sound")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{CONTACT}\r\n# a word\r\n{EXPIRES}\r\n", GOOD_FILE),
        (f"\ufeff{CONTACT}\n{EXPIRES.replace('T', 't').replace('Z', 'z')}", GOOD_FILE),
        (f"{CONTACT}\n{EXPIRES.replace('00Z', '60.25+03:30')}", GOOD_FILE),
        (f"{CONTACT}\nContact: tel:+98-21-1234\nContact: https://nemune.ir/amn\n{EXPIRES}", GOOD_FILE),
        (f"{CONTACT}\nExpires: 2027-01-01", ("warn bad_expiry", "pass sound")),
        (f"{CONTACT}\nExpires: 2027-01-01T00:00:00", ("warn bad_expiry", "pass sound")),
        (f"{CONTACT}\nExpires: 2027-13-01T00:00:00Z", ("warn bad_expiry", "pass sound")),
        (f"{CONTACT}\nExpires: ۲۰۲۷-01-01T00:00:00Z", ("warn bad_expiry", "pass sound")),
        (f"{CONTACT}", ("warn no_expiry", "pass sound")),
        (f"Contact: amn@nemune.ir\n{EXPIRES}", ("pass valid", "fail bad_links")),
        (f"Contact: mailto:nemune.ir\n{EXPIRES}", ("pass valid", "fail bad_links")),
        (f"Contact: http://nemune.ir/amn\n{EXPIRES}", ("pass valid", "fail bad_links")),
        (f"{CONTACT}\n{EXPIRES}\nPolicy: http://nemune.ir/policy", ("pass valid", "fail bad_links")),
        (f"{CONTACT}\n{EXPIRES}\nLater: http://nemune.ir/", GOOD_FILE),
        (f"Contact : mailto:amn@nemune.ir\n{EXPIRES}", ("pass valid", "warn broken_lines")),
        (f"Contact:mailto:amn@nemune.ir\n{EXPIRES}", ("pass valid", "warn broken_lines")),
        (f"write to us\n{CONTACT}\n{EXPIRES}", ("pass valid", "warn broken_lines")),
        (f"{EXPIRES}", ("fail no_contact", "pass sound")),
        (f"Contact:\n{EXPIRES}", ("fail no_contact", "warn broken_lines")),
    ],
)
def test_a_way_to_report_is_read_by_its_grammar(text: str, words: tuple[str, str]) -> None:
    assert security(text) == words


@pytest.mark.parametrize(
    ("line", "words"), [("- # dashed", GOOD_FILE), ("- -- dashed", ("pass valid", "warn broken_lines"))]
)
def test_a_signed_file_is_read_without_its_signature(line: str, words: tuple[str, str]) -> None:
    head, tail = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n", "-----BEGIN PGP SIGNATURE-----"
    signed = f"\ufeff{head}\n{line}\n{CONTACT}\n{EXPIRES}\n{tail}\n\niQ=\n=x\n-----END PGP SIGNATURE-----\n"

    assert security(signed) == words
    assert security(f"{head}\n{CONTACT}\n{EXPIRES}\n") == GOOD_FILE


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ("User-agent: *\nNoise: x\nUser-agent: quick\nDisallow: /\n", ("fail closed", "warn service_closed")),
        ("User-agent: *\nCrawl-delay: 5\nDisallow: *\n", ("fail closed", "warn service_closed")),
        ("User-agent: *\nDisallow: /a\nUser-agent: quick\nDisallow: /\n", ("pass open", "pass open")),
        ("User-agent: * all\nDisallow: /\n", ("fail closed", "warn service_closed")),
    ],
)
def test_only_a_rule_ends_the_names_of_a_group(rules: str, words: tuple[str, str]) -> None:
    found = said(judged(robots=answered(rules, 200, TEXT)))

    assert (found["http.robots"], found["http.robots_service"]) == words


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("User-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*$", True),
        ("User-agent: *\nDisallow: /**", True),
        ("User-agent: *\nDisallow: /$", False),
        ("User-agent: *\nDisallow: /?", False),
        ("User-agent: *bot\nDisallow: /", False),
        ("User-agent: a\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\nAllow: /$", False),
    ],
)
def test_a_site_is_closed_by_what_leaves_nothing_out(text: str, *, is_closed: bool) -> None:
    assert closes_everything(text) is is_closed


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text/plain", "pass sound"),
        ('Text/Plain; Charset="UTF-8"', "pass sound"),
        ("text/plain; charset=us-ascii", "pass sound"),
        ("text/plain; charset=windows-1256", "warn odd_type"),
        ("text/html", "warn odd_type"),
        ("application/octet-stream", "warn odd_type"),
        ("", "warn odd_type"),
    ],
)
def test_a_file_for_those_who_find_holes_is_plain_text(kind: str, words: str) -> None:
    asked = answered(SECURITY_TXT, 200, {"Content-Type": kind} if kind else {})

    assert said(judged(security_txt=asked))["http.security_txt_form"] == words


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ("tel:+98-21-1234", "pass sound"),
        ("tel:+982112345;ext=2", "pass sound"),
        ("tel:abc", "fail bad_links"),
        ("https://xn--mgba3a4f16a.ir/tamas", "pass sound"),
        ("https://نمونه.ir/تماس", "fail bad_links"),
        ("MAILTO:amn@nemune.ir", "pass sound"),
    ],
)
def test_who_is_to_be_told_is_an_address_of_its_kind(contact: str, words: str) -> None:
    text = SECURITY_TXT.replace("mailto:amn@nemune.ir", contact)
    asked = answered(text, 200, {"Content-Type": "text/plain"})

    assert said(judged(security_txt=asked))["http.security_txt_form"] == words
