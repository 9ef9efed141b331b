import base64

import pytest

from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.network import Network
from sanjeh.probes.page import capture as capturing
from sanjeh.probes.page.capture import capture
from tests.evidence import MemoryStore
from tests.probes.judging import Said, details, present
from tests.probes.page.conftest import Judged, Visit

pytestmark = pytest.mark.acceptance


async def test_a_good_page_passes_every_check(judged: Judged) -> None:
    found = await judged("good.html")

    assert {name: str(each.outcome) for name, each in found.items() if each.outcome != "pass"} == {
        "visit.digits": "not_applicable",
        "visit.keyboard": "not_applicable",
        "visit.labels": "not_applicable",
        "visit.forms": "not_applicable",
        "visit.mixed": "not_applicable",
        "visit.libraries": "not_applicable",
        "visit.technology": "info",
        "visit.connection": "info",
        "visit.vitals": "info",
        "visit.picture": "info",
    }


async def test_a_cookies_value_is_never_kept(visit: Visit, kept: MemoryStore) -> None:
    artifact = await visit("with-cookie")

    cookies = {
        cookie.name: (cookie.own, cookie.is_http_only, cookie.days) for cookie in present(artifact.cookies)
    }
    assert cookies == {"session": (True, True, None), "theme": (False, False, None)}
    assert artifact.header("set-cookie") == "session=; HttpOnly"
    assert "secret-value" not in artifact.model_dump_json()
    assert not any(b"secret-value" in content for content in kept.values())


async def test_an_error_page_is_told_and_nothing_else_is_judged(judged: Judged) -> None:
    found = await judged("status/503")

    assert (found["visit.load"].outcome, found["visit.load"].reason) == ("fail", "http_error")
    assert {str(each.outcome) for name, each in found.items() if name != "visit.load"} == {"not_tested"}


async def test_a_page_that_forbids_us_is_blocked_not_bad(judged: Judged) -> None:
    found = await judged("status/403")

    assert {(str(each.outcome), each.reason) for each in found.values()} == {("blocked", "blocked_by_wall")}


async def test_dialogs_do_not_stop_a_visit_and_broken_scripts_are_told(judged: Judged) -> None:
    found = await judged("dialogs.html")

    assert (found["visit.console"].outcome, found["visit.console"].observed["uncaught"]) == ("fail", 1)
    assert found["visit.load"].outcome == "pass"


@pytest.mark.parametrize(
    ("page", "reason"),
    [("binary", Reason.NOT_HTML), ("never", Reason.FIRST_BYTE_TIMEOUT), ("hang.html", Reason.PAGE_HUNG)],
)
async def test_a_page_that_cannot_be_seen_has_a_named_reason(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, page: str, reason: Reason
) -> None:
    monkeypatch.setattr(capturing, "ARRIVE_S", 2.0)
    monkeypatch.setattr(capturing, "LOAD_S", 2.0)
    monkeypatch.setattr(capturing, "_ALIVE_S", 0.5)

    with pytest.raises(CaptureFailed) as failed:
        await visit(page)

    assert failed.value.reason == reason


async def test_a_page_that_polls_for_ever_is_looked_at_all_the_same(
    judged: Judged, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capturing, "QUIET_S", 1.0)

    found = await judged("polling")
    artifact = await visit("polling")

    assert (artifact.is_settled, artifact.failures) == (False, ())
    assert {found["visit.load"].outcome, found["visit.title"].outcome} <= {"pass", "warn"}
    assert found["visit.axe"].outcome in {"pass", "warn", "fail"}


async def test_a_page_that_dies_half_way_keeps_what_was_seen_before(
    judged: Judged, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capturing, "STEP_S", 2.0)
    monkeypatch.setattr(capturing, "_ALIVE_S", 0.5)

    found = await judged("late_hang.html")

    assert (found["visit.reflow"].outcome, found["visit.reflow"].reason) == ("error", "page_hung")
    assert (found["visit.title"].outcome, found["visit.contrast"].outcome) == ("pass", "pass")


async def test_a_page_may_replace_itself_as_often_as_a_redirect_is_followed(visit: Visit) -> None:
    artifact = await visit(f"again/{capturing.MOST_REPLACEMENTS}")

    assert artifact.final_url.endswith("/again/0")
    assert artifact.failures == ()


async def test_a_page_that_replaces_itself_once_more_is_restless(visit: Visit) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await visit(f"again/{capturing.MOST_REPLACEMENTS + 1}")

    assert failed.value.reason is Reason.PAGE_RESTLESS


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.2:8099/", Reason.ADDRESS_REFUSED),
        ("http://127.0.0.1:9/", Reason.CONNECT_REFUSED),
        ("ftp://127.0.0.1/", Reason.SCHEME_REFUSED),
    ],
)
async def test_an_address_that_cannot_be_reached_has_a_named_reason(
    network: Network, kept: MemoryStore, url: str, reason: Reason
) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await capture(Target(url=url), network, kept)

    assert failed.value.reason == reason


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("wide.html", ("fail", "too_wide")),
        ("clipped.html", ("warn", "cut_off")),
        ("own_scroller.html", ("pass", "fits")),
    ],
)
async def test_a_narrow_window_shows_what_does_not_fit(judged: Judged, page: str, said: Said) -> None:
    found = (await judged(page))["visit.reflow"]

    assert (found.outcome, found.reason) == said


async def test_unlabelled_fields_and_other_defects_are_told_apart(judged: Judged) -> None:
    found = await judged("unlabelled.html")

    assert (found["visit.labels"].reason, found["visit.labels"].observed["nodes"]) == ("missing", 2)
    assert [each["rule"] for each in details(found["visit.axe"], "violations")] == ["image-alt"]


async def test_only_pages_of_the_same_site_are_followed(visit: Visit, site: str, kept: MemoryStore) -> None:
    artifact = await visit("linking.html")

    assert [(page.kind, page.url, page.status) for page in present(artifact.linked)] == [
        ("sla", f"{site}/good.html", 200),
        ("privacy", f"{site}/status/404", 404),
    ]
    assert "دریافت گواهی نمونه" in kept.read(present(present(artifact.linked)[0].body)).decode()


COLOUR_NEAR_THE_TOP_RIGHT = """async source => {
    const picture = new Image()
    picture.src = source
    await picture.decode()
    const pen = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
    pen.drawImage(picture, 0, 0)
    return [...pen.getImageData(picture.width - 150, 300, 1, 1).data].map(part => part > 128)
}"""


async def test_the_picture_of_a_page_too_wide_shows_where_its_reader_begins(
    visit: Visit, kept: MemoryStore, network: Network
) -> None:
    artifact = await visit("too_wide_from_the_right.html")

    picture = base64.b64encode(kept.read(present(artifact.screenshot))).decode()
    async with present(network.browser).page() as page:
        seen = await page.evaluate(COLOUR_NEAR_THE_TOP_RIGHT, f"data:image/jpeg;base64,{picture}")
    assert seen == [True, False, False, True]  # the red of its heading
