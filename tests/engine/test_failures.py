"""Every way in which a look can fail is shown by a test that makes it happen, and says who mends it."""

import ast
import errno
from functools import cache
from pathlib import Path

from sanjeh.core.probing.failures import Reason
from sanjeh.net.failure_reasons import connect_reason

TESTS = Path(__file__).resolve().parent.parent

# Where each reason is made to happen: the file below tests/, the test, what it makes.
MADE_IN: dict[str, dict[str, tuple[Reason, ...]]] = {
    "net/test_gate.py": {
        "test_what_is_no_plain_web_address_is_refused_by_name": (
            Reason.BAD_URL,
            Reason.SCHEME_REFUSED,
            Reason.USERINFO_REFUSED,
        ),
        "test_an_odd_port_is_refused_before_anybody_is_asked": (Reason.PORT_REFUSED,),
        "test_a_refused_address_is_named_before_its_odd_port": (Reason.ADDRESS_REFUSED,),
    },
    "net/test_dns.py": {
        "test_a_name_without_addresses_is_unknown_to_the_gate": (Reason.NAME_UNKNOWN,),
        "test_a_server_that_fails_is_named": (Reason.NAME_SERVER_FAILED,),
        "test_a_server_that_stays_silent_is_named": (Reason.NAME_TIMEOUT,),
    },
    "cli/test_bad_input.py": {
        "test_a_bad_site_is_told_by_name_and_loses_nothing_of_a_good_one": (Reason.CONNECT_REFUSED,),
    },
    "net/test_tls.py": {
        "test_a_server_that_stays_silent_is_named": (Reason.CONNECT_TIMEOUT,),
    },
    "net/test_http.py": {
        "test_a_reset_is_named": (Reason.CONNECTION_RESET,),
        "test_a_port_that_speaks_no_tls_is_named": (Reason.TLS_FAILED,),
        "test_a_host_that_never_answers_is_named": (Reason.FIRST_BYTE_TIMEOUT,),
        "test_a_body_that_never_ends_for_lack_of_bytes_is_named": (Reason.TOTAL_TIMEOUT,),
        "test_a_huge_body_is_named": (Reason.BODY_TOO_LARGE,),
        "test_what_is_no_proper_answer_is_named": (Reason.BAD_RESPONSE,),
    },
    "net/test_redirects.py": {
        "test_endless_redirects_are_named": (Reason.TOO_MANY_REDIRECTS,),
        "test_a_redirect_loop_is_named_and_keeps_its_hops": (Reason.REDIRECT_LOOP,),
    },
    "engine/test_failures.py": {
        "test_a_network_without_a_way_to_the_address_is_named": (Reason.UNREACHABLE,),
    },
    "probes/http/test_capture.py": {
        "test_a_page_that_cannot_be_had_fails_the_look_by_name": (Reason.NOT_HTML,),
    },
    "probes/page/test_capture.py": {
        "test_an_error_page_is_told_and_nothing_else_is_judged": (Reason.HTTP_ERROR,),
        "test_a_page_that_cannot_be_seen_has_a_named_reason": (Reason.PAGE_HUNG,),
        "test_a_page_that_forbids_us_is_blocked_not_bad": (Reason.BLOCKED_BY_WALL,),
    },
    "probes/content/test_navigation.py": {
        "test_what_stands_behind_another_sites_login_was_not_seen": (Reason.BEHIND_LOGIN,),
    },
    "core/probing/test_block_pages.py": {
        "test_a_page_in_the_services_place_is_no_service": (
            Reason.CLOSED_FOR_REPAIR,
            Reason.NOT_BUILT_YET,
            Reason.SERVER_PAGE,
        ),
        "test_a_wall_is_known_by_a_header_that_says_so": (Reason.CAPTCHA,),
    },
    "core/scheduling/test_backoff.py": {
        "test_a_page_that_only_says_later_was_not_seen": (Reason.RATE_LIMITED,),
    },
    "net/test_browser.py": {
        "test_a_missing_browser_is_named_with_the_line_that_installs_one": (Reason.BROWSER_MISSING,),
        "test_a_browser_that_dies_is_named_and_the_next_page_gets_another": (Reason.BROWSER_CRASHED,),
    },
    "probes/page/test_steps.py": {
        "test_what_the_browser_says_has_a_name": (
            Reason.PAGE_CRASHED,
            Reason.PAGE_RESTLESS,
        ),
    },
    "engine/test_runner.py": {
        "test_a_look_ends_at_its_deadline": (Reason.STEP_TIMEOUT,),
        "test_what_was_never_looked_at_is_not_tested": (Reason.NOT_ASKED,),
        "test_a_look_that_fails_or_breaks_never_loses_another": (Reason.PROBE_BROKEN,),
    },
    "apps/scans/test_worker.py": {
        "test_an_owner_who_asked_for_a_pause_is_left_alone_and_it_is_told": (Reason.OWNER_PAUSE,),
        "test_while_we_are_cut_off_ourselves_nobody_is_blamed_and_we_come_back": (Reason.OUR_OUTAGE,),
    },
    "engine/test_rate_limit.py": {
        "test_a_host_that_fails_five_times_is_left_alone_and_its_neighbours_are_not": (Reason.HOST_RESTS,),
    },
    "probes/page/test_polite_fetcher.py": {
        "test_a_page_that_robots_txt_closes_is_not_asked_for": (Reason.ROBOTS_REFUSED,),
    },
}


@cache
def texts_of_tests(path: str) -> dict[str, str]:
    """Return the source of every test of a file, with its parameters."""
    tree = ast.parse((TESTS / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name: ast.unparse(node) for node in tree.body if isinstance(node, kinds)}


def names(text: str, reason: Reason) -> bool:
    return f"Reason.{reason.name}" in text or f"'{reason.value}'" in text


def test_every_reason_is_made_to_happen_by_a_test() -> None:
    made = {
        reason
        for path, tests in MADE_IN.items()
        for test, reasons in tests.items()
        for reason in reasons
        if names(texts_of_tests(path)[test], reason)
    }

    assert made == set(Reason)


def test_a_network_without_a_way_to_the_address_is_named() -> None:
    lost = [OSError(code, "no way") for code in (errno.ENETUNREACH, errno.EHOSTUNREACH)]

    assert [connect_reason(error) for error in lost] == [Reason.UNREACHABLE] * 2
