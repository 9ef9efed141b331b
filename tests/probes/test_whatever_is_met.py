"""Whatever a stranger writes into headers, records, certificates and pages, every check is judged."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as some

from sanjeh.core.probing.artifacts.dns import NameAnswer, PolicyFile
from sanjeh.core.probing.artifacts.tls import TlsArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.dns.judge import PROBE as DNS
from sanjeh.probes.http.judge import PROBE as HTTP
from sanjeh.probes.http.privacy import cookies_of
from sanjeh.probes.tls.judge import PROBE as TLS
from tests.evidence import MemoryStore
from tests.net.authority import NOW
from tests.probes.content.pages import findings as content_findings
from tests.probes.dns import test_judge as zone
from tests.probes.http import sites
from tests.probes.page.test_judge import judged as visited
from tests.probes.tls.capable import CAPABLE
from tests.probes.tls.strange import CHAIN, HOST, ROOT

HEADERS = """
Strict-Transport-Security Content-Security-Policy X-Frame-Options X-Content-Type-Options Referrer-Policy
Permissions-Policy Cross-Origin-Opener-Policy Cross-Origin-Embedder-Policy Cross-Origin-Resource-Policy
Cache-Control Content-Encoding Content-Type Location Retry-After Alt-Svc Access-Control-Allow-Origin Server
"""
# What a grammar is made of, and what looks like it: digits of other scripts, signs, quotes, open brackets.
PIECES = """
max-age = max-age=² --60 -1 ٣٦٠٠ 9e9 ; , : :// http://[ //[::1 https:* 'nonce- 'sha256-*' 'self' default-src
script-src " ' * %00 charset=² charset=idna text/html; v=spf1 v=DMARC1;p= ip6:²::/² a:%{² include: redirect=²
mode:² max_age:² rua=mailto:% issue 300 Expires: ²-13-40T Contact: 0001-01-01T00:00:00+23:59 User-agent:*
Disallow: %zz $* <urlset><loc> <script src='//[' integrity=²> <meta http-equiv=refresh content=²>
&#x0; &#55296;
"""
FIELDS = some.sampled_from(HEADERS.split())
WORDS = some.sampled_from([*PIECES.split(), " ", "\n", "\t"])
TEXTS = some.lists(WORDS | some.text(max_size=6), max_size=12).map("".join)
COOKIES = some.lists(
    TEXTS.map(lambda text: ("set-cookie", f"a{text}; Max-Age={text}; Expires={text}")), max_size=3
)


def broken(findings: Iterable[Finding]) -> dict[str, object]:
    """Return the checks that a judge could not finish, each with what broke it."""
    return {each.id: each.observed.get("detail") for each in findings if each.reason == Reason.PROBE_BROKEN}


@settings(max_examples=150, deadline=None)
@given(some.dictionaries(FIELDS, TEXTS, max_size=8), COOKIES, TEXTS)
def test_no_header_cookie_or_file_of_a_site_breaks_a_judge(
    headers: dict[str, str], cookies: list[tuple[str, str]], text: str
) -> None:
    said = sites.answered(sites.TEXT + text, 200, {**sites.HEADERS, **headers}, cookies=cookies_of(cookies))
    file = sites.answered(text, 200, headers)
    changes = dict.fromkeys(("page", "foreign", "over_ipv6", "plain"), said) | dict.fromkeys(
        ("absent", "security_txt", "robots", "sitemap", "twin"), file
    )

    judged = HTTP.judge(sites.GOOD.model_copy(update=changes), Target(url=sites.URL), sites.SHELF)

    assert broken(judged) == {}


@settings(max_examples=150, deadline=None)
@given(some.lists(TEXTS, max_size=3), TEXTS)
def test_no_record_of_a_zone_breaks_a_judge(records: list[str], text: str) -> None:
    answer = NameAnswer(records=tuple(filter(None, [*records, f"v=spf1 {text}", f"v=DMARC1; {text}"])))
    mail = zone.MAIL.model_copy(
        update={
            "mx": NameAnswer(records=(f"10 {text.strip() or '.'}",)),
            "mta_sts": NameAnswer(records=(f"v=STSv1;{text}",)),
            "policy": PolicyFile(status=200, text=text),
            "tls_rpt": NameAnswer(records=(f"v=TLSRPTv1;{text}",)),
            "dmarc": dict.fromkeys(zone.MAIL.dmarc, answer),
        }
    )
    names = dict.fromkeys(("txt", "dmarc", "cname", "ds", "ns", "https_record"), answer)
    seen = zone.GOOD.model_copy(update={**names, "mail": mail, "caa": {"nemune.gov.ir": answer}})

    judged = DNS.judge(seen, Target(url="https://khedmat.nemune.gov.ir/"), MemoryStore())

    assert broken(judged) == {}


@settings(max_examples=300, deadline=None)
@given(
    some.integers(0, len(CHAIN) - 1),
    some.lists(some.tuples(some.integers(0, 4000), some.integers(0, 255)), min_size=1, max_size=3),
)
def test_no_certificate_breaks_a_judge(number: int, changes: list[tuple[int, int]]) -> None:
    shelf, spoilt = MemoryStore(), [bytearray(der) for der in CHAIN]
    for place, byte in changes:
        spoilt[number][place % len(spoilt[number])] = byte
    shown = TlsArtifact(
        taken_at=NOW,
        host=HOST,
        port=443,
        is_tls=True,
        chain=tuple(shelf.keep(bytes(der)) for der in spoilt),
        public_anchor=shelf.keep(ROOT.der),
        public_roots=1,
        accepted={"TLSv1.3": True},
        greetings=CAPABLE,
    )

    assert broken(TLS.judge(shown, Target(url=f"https://{HOST}/"), shelf)) == {}


@settings(max_examples=60, deadline=None)
@given(TEXTS, some.dictionaries(FIELDS, TEXTS, max_size=4))
def test_no_page_breaks_a_judge(text: str, headers: dict[str, str]) -> None:
    markup = f"<h1>{text}</h1>{text}"

    assert broken(content_findings(markup).values()) == {}
    assert broken(visited(markup, headers=tuple(headers.items())).values()) == {}
