"""Every way in which a look can fail, with what it means and who mends it.

A failed look says nothing about the service: none of these can become a number.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why we could not look. The texts for people stand in `engine/failures.toml`."""

    BAD_URL = "bad_url"
    SCHEME_REFUSED = "scheme_refused"
    USERINFO_REFUSED = "userinfo_refused"
    PORT_REFUSED = "port_refused"
    ADDRESS_REFUSED = "address_refused"
    NAME_UNKNOWN = "name_unknown"
    NAME_SERVER_FAILED = "name_server_failed"
    NAME_TIMEOUT = "name_timeout"
    CONNECT_REFUSED = "connect_refused"
    CONNECT_TIMEOUT = "connect_timeout"
    CONNECTION_RESET = "connection_reset"
    UNREACHABLE = "unreachable"
    TLS_FAILED = "tls_failed"
    FIRST_BYTE_TIMEOUT = "first_byte_timeout"
    TOTAL_TIMEOUT = "total_timeout"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    REDIRECT_LOOP = "redirect_loop"
    BODY_TOO_LARGE = "body_too_large"
    BAD_RESPONSE = "bad_response"
    NOT_HTML = "not_html"
    HTTP_ERROR = "http_error"
    BLOCKED_BY_WALL = "blocked_by_wall"
    CAPTCHA = "captcha"
    RATE_LIMITED = "rate_limited"
    CLOSED_FOR_REPAIR = "closed_for_repair"
    NOT_BUILT_YET = "not_built_yet"
    SERVER_PAGE = "server_page"
    BEHIND_LOGIN = "behind_login"
    BROWSER_MISSING = "browser_missing"
    BROWSER_CRASHED = "browser_crashed"
    PAGE_CRASHED = "page_crashed"
    PAGE_HUNG = "page_hung"
    PAGE_RESTLESS = "page_restless"
    STEP_TIMEOUT = "step_timeout"
    OWNER_PAUSE = "owner_pause"
    HOST_RESTS = "host_rests"
    OUR_OUTAGE = "our_outage"
    ROBOTS_REFUSED = "robots_refused"
    NOT_ASKED = "not_asked"
    PROBE_BROKEN = "probe_broken"


STAND_INS = frozenset({Reason.CLOSED_FOR_REPAIR, Reason.NOT_BUILT_YET, Reason.SERVER_PAGE})
BLOCKING = frozenset({Reason.BLOCKED_BY_WALL, Reason.CAPTCHA, Reason.RATE_LIMITED}) | STAND_INS
UNTRIED = frozenset(
    {
        Reason.BROWSER_MISSING,
        Reason.OWNER_PAUSE,
        Reason.HOST_RESTS,
        Reason.OUR_OUTAGE,
        Reason.ROBOTS_REFUSED,
        Reason.NOT_ASKED,
        Reason.BEHIND_LOGIN,
    }
)
NAME_FAILED = frozenset({Reason.NAME_UNKNOWN, Reason.NAME_SERVER_FAILED, Reason.NAME_TIMEOUT})
# Nobody is there: asking the same address again at once would only make everyone wait again.
UNANSWERED = frozenset(
    {Reason.CONNECT_REFUSED, Reason.CONNECT_TIMEOUT, Reason.UNREACHABLE, Reason.FIRST_BYTE_TIMEOUT}
)
# What one look met here, every later one would meet: nobody answers, what answers is no page to be read,
# or we were asked to come later.
SAME_FOR_EVERY_LOOK = UNANSWERED | {
    Reason.NOT_HTML,
    Reason.BODY_TOO_LARGE,
    Reason.TOTAL_TIMEOUT,
    Reason.RATE_LIMITED,
}


class CaptureFailed(Exception):
    """We could not look; `detail` is for operators, the reason's text is for everyone else."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail
