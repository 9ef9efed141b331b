"""Transport and content policies, read as browsers read them: by the whole grammar, and all together."""

import pytest

from sanjeh.core.probing.artifacts.http import Asked
from sanjeh.probes.http.policy import read_policies
from sanjeh.probes.http.policy_typos import typos
from sanjeh.probes.http.sts import Sts, read_sts
from tests.probes.http.sites import HEADERS, answered, changed, changed_later, judged, with_header
from tests.probes.judging import said

CSP = "Content-Security-Policy"
HSTS = "Strict-Transport-Security"
YEAR = 31_536_000


def with_fields(name: str, *values: str) -> Asked:
    """Return the good page with several fields of one name."""
    others = [(key, value) for key, value in HEADERS.items() if key != name]
    asked = answered()
    assert asked.answer is not None
    fields = (*others, *((name, value) for value in values))
    return Asked(answer=asked.answer.model_copy(update={"headers": fields}))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"max-age={YEAR}", (YEAR, False, False, False)),
        (f" ;; MAX-AGE = {YEAR} ;includeSubDomains; Preload;", (YEAR, True, True, False)),
        (f'includesubdomains;max-age="{YEAR}"', (YEAR, True, False, True)),
        (f'max-age={YEAR}; report="a;b"; later', (YEAR, False, False, False)),
        ("max-age=0", (0, False, False, False)),
        (f"max-age={YEAR}x", None),
        (f"max-age={YEAR} preload", None),
        (f"max-age={YEAR}, preload", None),
        (f"max-age={YEAR}; max-age={YEAR}", None),
        (f"max-age={YEAR}; includeSubDomains; IncludeSubdomains", None),
        (f"max-age={YEAR}; includeSubDomains=1", None),
        (f"max-age={YEAR}; later=", None),
        (f"max-age={YEAR}; {{later}}", None),
        (f'max-age="{YEAR}', None),
        ("max-age=-1", None),
        ("max-age=+1", None),
        ("max-age=۳۱۵۳۶۰۰۰", None),
        ("max-age=", None),
        ("max-age", None),
        ("includeSubDomains", None),
        ("", None),
    ],
)
def test_a_transport_policy_is_read_by_its_whole_grammar(
    text: str, read: tuple[int, bool, bool, bool] | None
) -> None:
    assert read_sts(text) == (None if read is None else Sts(*read))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (("max-age=3600", f"max-age={YEAR}"), {"http.hsts": "fail too_short"}),
        ((f"max-age={YEAR}", "max-age=3600"), {}),
        (("nonsense", f"max-age={YEAR}"), {"http.hsts": "fail broken"}),
    ],
)
def test_of_several_transport_policies_the_first_counts(
    values: tuple[str, ...], words: dict[str, str]
) -> None:
    assert changed(page=with_fields(HSTS, *values)) == words


@pytest.mark.parametrize(
    ("age", "words"), [(f'"{YEAR}"', {}), (f"{YEAR}", {"http.hsts_preload": "info ready"})]
)
def test_the_browsers_list_reads_no_number_in_quotes(age: str, words: dict[str, str]) -> None:
    page = with_header(HSTS, f"max-age={age}; includeSubDomains; preload")

    assert changed_later(page=page) == words


def judged_csp(policy: str) -> str:
    return said(judged(page=with_header(CSP, policy)))["http.csp"]


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("script-src 'unsafe-inline' 'nonce-YWJj'; style-src 'self'", "pass strong"),
        ("script-src 'unsafe-inline' 'nonce-a_b-c='; style-src 'self'", "pass strong"),
        ("script-src 'unsafe-inline' 'nonce-one two'; style-src 'self'", "fail unsafe"),
        ("script-src 'unsafe-inline' 'nonce-YWJj; style-src 'self'", "fail unsafe"),
        ("script-src 'unsafe-inline' 'nonce-'; style-src 'self'", "fail unsafe"),
        ("script-src 'unsafe-inline' 'sha256-YWJj'; style-src 'self'", "pass strong"),
        ("script-src 'unsafe-inline' 'sha256-?'; style-src 'self'", "fail unsafe"),
        ("script-src 'unsafe-inline' 'sha1-YWJj'; style-src 'self'", "fail unsafe"),
        ("script-src 'unsafe-inline' 'strict-dynamic' https:; style-src 'self'", "pass strong"),
        ("default-src 'self'; script-src-elem 'self' 'unsafe-inline'", "fail unsafe"),
        ("default-src 'self'; script-src-elem https:", "fail unsafe"),
        ("default-src 'self'; script-src-attr 'unsafe-inline'", "fail unsafe"),
        ("script-src 'unsafe-inline'; script-src-elem 'self'; style-src 'self'", "fail unsafe"),
        (
            "script-src 'unsafe-inline'; script-src-elem 'self'; script-src-attr 'none'; style-src 'self'",
            "pass strong",
        ),
        ("script-src-elem 'self'; style-src 'self'", "fail unsafe"),
        ("default-src 'self'; style-src-attr 'unsafe-inline'", "warn unsafe_styles"),
        ("default-src 'self'; style-src-elem 'unsafe-inline'", "warn unsafe_styles"),
        ("default-src 'self'; script-src *:443", "fail unsafe"),
        ("default-src 'self'; script-src https://*.*", "fail unsafe"),
        ("default-src 'self'; script-src https://*.nemune.ir", "pass strong"),
        ("default-src 'self'; script-src blob:", "fail unsafe"),
        ("default-src 'self'; script-src wss:", "fail unsafe"),
        ("default-src 'self'; script-src mediastream:", "pass strong"),
        ("default-src", "pass strong"),
        ("script-src https://*/static/", "fail unsafe"),
        ("script-src *:443/static/a.js; style-src 'self'", "fail unsafe"),
        ("script-src https://cdn.nemune.ir/static/; style-src 'self'", "pass strong"),
        # A word with a letter beyond ASCII takes its whole directive with it (CSP3 §2.2.1).
        ("script-src ‘self’; style-src 'self'", "fail unsafe"),
        ("script-src 'self' https://نمونه.ir; style-src 'self'", "fail unsafe"),
        ("script-src 'self' https://xn--mgba3a4f16a.ir; style-src 'self'", "pass strong"),
        ("default-src 'self'; script-src ‘self’ *", "pass strong"),
        ("script-src ‘self’ *; script-src 'self'; style-src 'self'", "pass strong"),
        # 'strict-dynamic' speaks of scripts alone (CSP3 §6.7.3.2).
        ("script-src 'self'; style-src 'unsafe-inline' 'strict-dynamic'", "warn unsafe_styles"),
        ("default-src 'unsafe-inline' 'strict-dynamic'", "warn unsafe_styles"),
        ("script-src 'self'; style-src 'unsafe-inline' 'nonce-YWJj'", "pass strong"),
    ],
)
def test_a_content_policy_is_as_open_as_browsers_take_it(policy: str, words: str) -> None:
    assert judged_csp(policy) == words


@pytest.mark.parametrize(
    ("policies", "words"),
    [
        (("script-src * 'self'", "script-src 'self' 'unsafe-inline'; style-src 'self'"), "pass strong"),
        (("script-src https:", "script-src data:; style-src 'self'"), "pass strong"),
        (("script-src https:", "script-src http:; style-src 'self'"), "fail unsafe"),
        (("script-src ws:", "script-src wss:; style-src 'self'"), "fail unsafe"),
        (("default-src 'self'", "frame-ancestors 'self'"), "pass strong"),
        (("script-src 'self' 'unsafe-eval'; style-src 'self'", "img-src 'self'"), "warn unsafe_eval"),
        (("default-src 'self' 'unsafe-eval'", "script-src 'self'"), "pass strong"),
    ],
)
def test_several_policies_leave_open_what_none_of_them_closes(policies: tuple[str, ...], words: str) -> None:
    assert said(judged(page=with_fields(CSP, *policies)))["http.csp"] == words
    assert judged_csp(", ".join(policies)) == words


REST = "object-src 'none'; base-uri 'none'; form-action 'self'"
OPEN_BASE = "object-src 'none'; base-uri https:; form-action 'self'"
NONCE = "'nonce-MDEyMzQ1Njc4OWFiY2RlZg=='"


@pytest.mark.parametrize(
    ("policy", "holes"),
    [
        (f"script-src 'self'; {REST}", []),
        (f"script-src 'self'; {REST}".replace("'none'", "https:", 1), ["object-src"]),
        (f"script-src 'self'; {REST}".replace("'none'", "http://*", 1), ["object-src"]),
        (f"script-src {NONCE}; {REST}", []),
        (f"script-src {NONCE}; {REST}".replace("base-uri 'none'", "base-uri *"), ["base-uri"]),
        (f"script-src {NONCE}; {REST}".replace("base-uri 'none'", "base-uri https:"), ["base-uri"]),
        (f"script-src 'self'; {REST}".replace("form-action 'self'", "form-action *"), ["form-action"]),
        (f"script-src ssl.gstatic.com; {REST}", ["open script hosts"]),
        (f"script-src https://www.gstatic.com/recaptcha/; {REST}", []),
        (f"script-src 'self'; script-src-elem cdn.jsdelivr.net; {REST}", ["open script hosts"]),
        (f"script-src cdn.jsdelivr.net; script-src-elem 'self'; {REST}", []),
        (f"script-src 'self'; script-src-elem 'nonce-YWJj'; {REST}", ["short nonce"]),
        (f"script-src 'self'; script-src-elem {NONCE}; {OPEN_BASE}", ["base-uri"]),
        (f"script-src 'self'; {OPEN_BASE}", []),
        (f"script-src 'self'; script-src-attr 'unsafe-hashes' 'sha256-YWJj'; {REST}", ["unsafe-hashes"]),
        (f"script-src 'unsafe-hashes' 'sha256-YWJj'; script-src-attr 'none'; {REST}", []),
        (f"script-src https://*.jsdelivr.net; {REST}", ["open script hosts"]),
        (f"script-src https://*.ir; {REST}", ["open script hosts"]),
        (f"script-src *.co.ir:443; {REST}", ["open script hosts"]),
        (f"script-src https://*.gov.ir https://*.nemune.ir https://*.intranet; {REST}", []),
    ],
)
def test_the_holes_of_a_policy_are_where_anything_is_let_in(policy: str, holes: list[str]) -> None:
    found = next(one for one in judged(page=with_header(CSP, policy)) if one.id == "http.csp_depth")

    assert found.observed.get("holes", []) == holes


@pytest.mark.parametrize(
    ("policy", "slips"),
    [
        ("default-src 'self' script-src 'none'", ["default-src script-src", "default-src 'none'"]),
        ("scrpt-src 'self'", ["scrpt-src"]),
        ("script-src self", ["script-src self"]),
        ("script-src nonce-YWJj", ["script-src nonce-YWJj".lower()]),
        ("script-src 'sefl'", ["script-src 'sefl'"]),
        ("script-src 'nonce-?'", ["script-src 'nonce-?'"]),
        ("script-src 'self' 'none'", ["script-src 'none'"]),
        ("script-src 'self'; script-src 'none'", ["script-src script-src"]),
        ("script-src https://nemune.ir'", ["script-src https://nemune.ir'"]),
        ('script-src "self"', ['script-src "self"']),
        ("script-src ‘self’", ["script-src ‘self’"]),
        ("script-src 'self' ‘unsafe-eval’ نمونه.ir; img-src 'self'", ["script-src ‘unsafe-eval’ نمونه.ir"]),
        ("script-src unsafe_inline", ["script-src unsafe_inline"]),
        ("script-src https//nemune.ir", ["script-src https//nemune.ir"]),
        ("script-src http:/nemune.ir", ["script-src http:/nemune.ir"]),
        ("img-src data", ["img-src data"]),
        ("frame-ancestors 'self' 'unsafe-inline'", ["frame-ancestors 'unsafe-inline'"]),
        ("sandbox allow-skripts", ["sandbox allow-skripts"]),
        ("img-src 'self' data: blob: https://*.nemune.ir:8443/a?b [::1] http://localhost:3000 * ws:", []),
        ("frame-ancestors 'self' https://nemune.ir", []),
        ("sandbox allow-scripts; report-uri /self; trusted-types none", []),
        (f"script-src 'none'; style-src 'self' {NONCE} 'report-sample' https: *.nemune.ir:*", []),
    ],
)
def test_a_slip_of_the_pen_in_a_policy_is_told(policy: str, slips: list[str]) -> None:
    (read,) = read_policies(policy)

    assert [*typos(read)] == slips


def test_a_forgotten_semicolon_is_told_where_there_is_no_hole() -> None:
    policy = "default-src 'self' img-src; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

    assert changed_later(page=with_header(CSP, policy)) == {"http.csp_depth": "warn typos"}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<head>{}</head><body><p>a</p></body>", "pass strong"),
        ("{}<p>a</p>", "pass strong"),
        ("<head></head><body><p>a</p>{}</body>", "fail missing"),
        ("<head><noscript>{}</noscript></head><body><p>a</p></body>", "fail missing"),
        ("<head><!-- {} --></head><body><p>a</p></body>", "fail missing"),
        ("<head><template>{}</template></head><body><p>a</p></body>", "fail missing"),
    ],
)
def test_a_policy_within_a_page_counts_in_its_head_alone(markup: str, words: str) -> None:
    meta = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""

    headers = {key: value for key, value in HEADERS.items() if key != CSP}

    assert said(judged(page=answered(markup.format(meta), headers=headers)))["http.csp"] == words
