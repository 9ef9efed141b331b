import pytest

from tests.probes.http.sites import PASSES, PASSES_LATER, TEXT, answered, changed, judged, with_header
from tests.probes.judging import said


def test_a_good_site_passes_every_check() -> None:
    assert said(judged()) == PASSES | PASSES_LATER


CSP = "Content-Security-Policy"
HSTS = "Strict-Transport-Security"


@pytest.mark.parametrize(
    ("header", "value", "words"),
    [
        (HSTS, None, {"http.hsts": "fail missing"}),
        (HSTS, "includeSubDomains", {"http.hsts": "fail broken"}),
        (HSTS, "max-age=0", {"http.hsts": "fail too_short"}),
        (HSTS, "max-age=3600, max-age=31536000", {"http.hsts": "fail broken"}),
        (HSTS, "max-age=15767999", {"http.hsts": "fail too_short"}),
        (HSTS, "max-age=15768000", {"http.hsts": "warn short"}),
        (HSTS, "max-age=31535999", {"http.hsts": "warn short"}),
        (HSTS, "max-age=31536000", {}),
        (HSTS, f"max-age={'9' * 5000}", {}),
        (HSTS, "max-age=٣١٥٣٦٠٠٠", {"http.hsts": "fail broken"}),
        (HSTS, 'MAX-AGE="63072000"', {}),
        ("X-Content-Type-Options", None, {"http.nosniff": "fail missing"}),
        ("X-Content-Type-Options", "sniff", {"http.nosniff": "fail broken"}),
        ("X-Content-Type-Options", "NoSniff", {}),
        ("Referrer-Policy", None, {"http.referrer": "warn missing"}),
        ("Referrer-Policy", "unsafe-url", {"http.referrer": "fail leaky"}),
        ("Referrer-Policy", "no-referrer-when-downgrade", {"http.referrer": "fail leaky"}),
        ("Referrer-Policy", "unsafe-url, no-referrer", {}),
        ("Referrer-Policy", "nonsense", {"http.referrer": "warn missing"}),
        ("Permissions-Policy", None, {"http.permissions": "warn missing"}),
        ("Permissions-Policy", "geolocation 'none'", {"http.permissions": "warn broken"}),
        ("Permissions-Policy", "geolocation=(", {"http.permissions": "warn broken"}),
        ("Permissions-Policy", "camera=();", {"http.permissions": "warn broken"}),
        ("Permissions-Policy", "camera", {"http.permissions": "warn broken"}),
        ("Permissions-Policy", 'camera=(), geolocation=(self "https://nemune.ir"), usb=*', {}),
        ("Permissions-Policy", "camera=();report-to=x,  microphone=(self)", {}),
        ("Server", "nginx/1.22.1", {"http.leak": "warn version"}),
        ("Server", "Apache/2", {"http.leak": "warn version"}),
        ("Server", "cloudflare", {}),
        ("X-Powered-By", "PHP", {"http.leak": "warn version"}),
        ("Content-Encoding", None, {"http.compression": "fail plain"}),
        ("Content-Encoding", "identity", {"http.compression": "fail plain"}),
        ("Content-Encoding", "utf-8", {"http.compression": "fail plain"}),
        ("Content-Encoding", "gzip, utf-8", {"http.compression": "fail plain"}),
        ("Content-Encoding", "X-GZip", {}),
    ],
)
def test_each_header_is_judged_on_its_own(header: str, value: str | None, words: dict[str, str]) -> None:
    assert changed(page=with_header(header, value)) == words


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (None, {"http.csp": "fail missing", "http.framing": "fail missing"}),
        ("default-src 'self'", {"http.framing": "fail missing"}),
        ("frame-ancestors 'none'", {"http.csp": "fail unsafe"}),
        ("default-src *; frame-ancestors 'self'", {"http.csp": "fail unsafe"}),
        ("default-src 'self' https:; frame-ancestors 'self'", {"http.csp": "fail unsafe"}),
        ("script-src 'self' 'unsafe-inline'; frame-ancestors 'self'", {"http.csp": "fail unsafe"}),
        ("script-src data:; frame-ancestors 'self'", {"http.csp": "fail unsafe"}),
        (
            (
                "script-src 'nonce-a' 'strict-dynamic' 'unsafe-inline' https:; "
                "style-src 'self'; frame-ancestors 'self'"
            ),
            {},
        ),
        (
            "default-src 'self'; script-src 'self' 'unsafe-eval'; frame-ancestors 'self'",
            {"http.csp": "warn unsafe_eval"},
        ),
        (
            "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'",
            {"http.csp": "warn unsafe_styles"},
        ),
        ("default-src 'none'; frame-ancestors *", {"http.framing": "fail missing"}),
        ("default-src *, default-src 'self'; frame-ancestors 'self'", {}),
        ("DEFAULT-SRC 'SELF'; Frame-Ancestors 'NONE'", {}),
    ],
)
def test_a_policy_is_judged_by_what_it_leaves_open(policy: str | None, words: dict[str, str]) -> None:
    assert changed(page=with_header(CSP, policy)) == words


def test_a_policy_on_trial_stops_nothing() -> None:
    page = answered(headers={"Content-Security-Policy-Report-Only": "default-src 'self'"})

    assert changed(page=page)["http.csp"] == "fail report_only"


def test_a_policy_in_the_page_counts_but_cannot_forbid_framing() -> None:
    policy = "default-src 'self'; frame-ancestors 'none'"
    page = with_header(CSP, None).answer
    assert page is not None
    stated = answered(f'<meta http-equiv="{CSP}" content="{policy}">{TEXT}', headers=dict(page.headers))

    assert changed(page=stated) == {"http.framing": "fail missing"}


@pytest.mark.parametrize(
    ("value", "words"),
    [("DENY", {}), ("sameorigin", {}), ("ALLOW-FROM https://a.ir", {"http.framing": "fail broken"})],
)
def test_the_old_framing_header_counts_where_there_is_no_policy(value: str, words: dict[str, str]) -> None:
    page = answered(
        headers={
            **dict(_headers(with_header(CSP, "default-src 'self'"))),
            "X-Frame-Options": value,
        }
    )

    assert changed(page=page) == words


def test_hsts_over_plain_http_counts_for_nothing() -> None:
    page = answered(url="http://khedmat.nemune.ir/")

    assert changed(page=page) == {"http.hsts": "fail plain_http"}


def _headers(asked: object) -> tuple[tuple[str, str], ...]:
    return asked.answer.headers  # type: ignore[attr-defined, no-any-return]
