"""What the rules say of artifacts made by hand: no browser, no network."""

import json
from datetime import UTC, datetime

import pytest

from sanjeh.core.probing.artifacts.page import (
    ConsoleLine,
    Cookie,
    PageArtifact,
    Request,
    StepFailure,
    Writing,
)
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.page.judge import PROBE
from tests.evidence import MemoryStore
from tests.probes.judging import Said

URL = "https://body.example/"
PERSIAN = "این خدمت برای شما است و باید که از درگاه به آن وارد شوید و این را در صفحه می‌خوانید. " * 3
ARABIC = "هذه الخدمة التي في الموقع من أجل المواطنين على كل حال، إلى أن يتم ذلك مع الوزارة عن بعد. " * 3
ENGLISH = "This service is for you and you will read about it on the page of the body that offers it. " * 3
CHINESE = "本手册介绍如何安装和管理系统，适合所有希望了解它的人阅读。使用 apt 命令。" * 4
HEBREW = "השירות הזה מיועד לכל התושבים ואפשר לקרוא עליו בעמוד של הרשות המקומית. " * 3


NOTHING_TOLD: dict[str, object] = {"violations": [], "incomplete": []}


def judged(
    markup: str = "", axe_told: dict[str, object] = NOTHING_TOLD, framed: str = "", **seen: object
) -> dict[str, Finding]:
    kept = MemoryStore()
    artifact = PageArtifact.model_validate(
        {
            "url": URL,
            "final_url": URL,
            "status": 200,
            "taken_at": datetime(2026, 11, 23, tzinfo=UTC),
            "headers": (),
            "is_settled": True,
            "dom": kept.keep(markup.encode()),
            "axe": kept.keep(json.dumps(axe_told).encode()),
            "cookies": (),
            "writing": {
                "body_direction": "rtl",
                "has_dir": True,
                "rtl_letters": 0,
                "rtl_in_ltr": 0,
                "ltr_letters": 0,
                "ltr_in_rtl": 0,
            },
            "reflow": {"overflow_px": 0, "is_clipped": False, "offenders": ()},
            "frames": ({"url": f"{URL}framed", "body": kept.keep(framed.encode())},) if framed else (),
        }
        | seen
    )
    return {each.id: each for each in PROBE.judge(artifact, Target(url=URL), kept)}


def said(found: Finding) -> tuple[str, str]:
    return found.outcome.value, found.reason


@pytest.mark.parametrize(
    ("lang", "text", "said_of_it"),
    [
        ("fa", PERSIAN, ("pass", "fits")),
        ("fa-IR", PERSIAN, ("pass", "fits")),
        ("en", PERSIAN, ("fail", "wrong")),
        ("ar", PERSIAN, ("fail", "wrong")),
        ("fa", ARABIC, ("fail", "wrong")),
        ("ar", ARABIC, ("pass", "fits")),
        ("fa", ENGLISH, ("fail", "wrong")),
        ("en", ENGLISH, ("pass", "fits")),
        ("de", ENGLISH, ("pass", "fits")),
        ("zh-CN", CHINESE, ("pass", "fits")),
        ("ja", CHINESE, ("pass", "fits")),
        ("he", HEBREW, ("pass", "fits")),
        ("sr", ENGLISH, ("pass", "fits")),
        ("fa_IR", PERSIAN, ("fail", "invalid")),
        ("farsi", PERSIAN, ("fail", "invalid")),
        ("fas", PERSIAN, ("fail", "invalid")),
        ("per", PERSIAN, ("fail", "invalid")),
        ("eng", ENGLISH, ("fail", "invalid")),
        ("eng-GB", ENGLISH, ("fail", "invalid")),
        ("glk", PERSIAN, ("pass", "fits")),
        ("iw", HEBREW, ("pass", "fits")),
        ("en", "نوشته" * 4, ("fail", "wrong")),
        ("en", "نوشته" * 4 + "a", ("fail", "wrong")),
        ("en", "نوشته" * 4 + "ab", ("pass", "declared")),
        ("en", "نوشته" * 3 + "نوشت", ("pass", "declared")),
        ("fa", PERSIAN.encode().decode("cp1256", "ignore"), ("fail", "garbled")),
        ("fa", "\ufffd\ufffd \ufffd" * 40, ("fail", "garbled")),
        ("", PERSIAN, ("fail", "missing")),
        ("fa", "سلام", ("pass", "declared")),
        ("fa", f"{PERSIAN}<pre>{ENGLISH * 9}</pre>", ("pass", "fits")),
        ("fa", f'{PERSIAN}<p lang="en">{ENGLISH * 9}</p>', ("pass", "fits")),
    ],
)
def test_the_declared_language_is_that_of_the_text(lang: str, text: str, said_of_it: Said) -> None:
    assert said(judged(f'<html lang="{lang}"><body>{text}</body></html>')["visit.language"]) == said_of_it


def test_rubbish_in_a_frame_is_rubbish_on_the_page() -> None:
    framed = "<body>" + PERSIAN.encode().decode("cp1256", "ignore")

    assert said(judged('<html lang="fa"><frameset>', framed=framed)["visit.language"]) == ("fail", "garbled")
    assert said(judged('<html lang="fa"><frameset>', framed=PERSIAN)["visit.language"]) == (
        "pass",
        "declared",
    )


@pytest.mark.parametrize(
    ("text", "said_of_it"),
    [
        (PERSIAN, ("pass", "persian")),
        (PERSIAN.replace("ی", "ي").replace("ک", "ك"), ("fail", "arabic")),
        (PERSIAN * 3 + "يك", ("warn", "some_arabic")),
        (PERSIAN.replace("ا", "\ufe8d"), ("fail", "shapes")),
        (PERSIAN * 3 + "\ufee3\ufee4\ufee2\ufee1", ("warn", "some_shapes")),
        (PERSIAN + "\ufdfc\ufd3e\ufdfa\ufd3f", ("pass", "persian")),
        (PERSIAN + f'<blockquote lang="ar">{ARABIC}</blockquote>', ("pass", "persian")),
        (ARABIC, ("not_applicable", "not_persian")),
        (ENGLISH, ("not_applicable", "not_persian")),
    ],
)
def test_persian_is_written_with_persian_letters(text: str, said_of_it: Said) -> None:
    assert said(judged(f"<body>{text}</body>")["visit.letters"]) == said_of_it
    assert said(judged("<frameset>", framed=f"<body>{text}</body>")["visit.letters"]) == said_of_it


@pytest.mark.parametrize(
    ("letters", "has_dir", "said_of_it"),
    [
        ((900, 0, 100, 100), True, ("pass", "fits")),
        ((900, 0, 100, 100), False, ("warn", "by_style_only")),
        ((900, 900, 100, 0), False, ("fail", "left_to_right")),
        ((900, 200, 100, 0), True, ("warn", "partly_left_to_right")),
        ((10, 10, 990, 0), False, ("pass", "fits")),
        ((10, 0, 990, 990), True, ("fail", "right_to_left")),
        ((20, 20, 20, 0), False, ("not_applicable", "too_little_text")),
        ((65, 65, 0, 0), False, ("fail", "left_to_right")),
        ((20, 20, 1, 0), False, ("fail", "left_to_right")),
        ((20, 20, 2, 0), False, ("not_applicable", "too_little_text")),
        ((19, 19, 0, 0), False, ("not_applicable", "too_little_text")),
    ],
)
def test_text_runs_in_the_direction_of_its_script(
    letters: tuple[int, int, int, int],
    has_dir: bool,  # noqa: FBT001 - a column of the table above
    said_of_it: Said,
) -> None:
    rtl, astray, ltr, turned = letters
    writing = Writing(
        body_direction="rtl",
        has_dir=has_dir,
        rtl_letters=rtl,
        rtl_in_ltr=astray,
        ltr_letters=ltr,
        ltr_in_rtl=turned,
    )

    assert said(judged(writing=writing)["visit.direction"]) == said_of_it


def test_a_secure_page_loads_nothing_in_the_clear() -> None:
    found = judged(
        '<img src="http://other.example/a.png?key=1"><form action="http://body.example/send"></form>'
    )

    assert said(found["visit.mixed"]) == ("fail", "mixed")
    assert found["visit.mixed"].observed["samples"] == [
        "http://body.example/send",
        "http://other.example/a.png",
    ]


@pytest.mark.parametrize(
    ("cookie", "said_of_it"),
    [
        ({}, ("pass", "sound")),
        ({"is_secure": False}, ("fail", "not_secure")),
        ({"is_secure": False, "own": True}, ("pass", "none")),
        ({"domain": ".tracker.example"}, ("warn", "third_party")),
        ({"days": 700.0}, ("warn", "long_life")),
    ],
)
def test_cookies_of_scripts_and_others_are_judged(cookie: dict[str, object], said_of_it: Said) -> None:
    seen = Cookie.model_validate(
        {
            "name": "a",
            "domain": "body.example",
            "path": "/",
            "is_secure": True,
            "is_http_only": False,
            "same_site": "Lax",
            "days": None,
            "own": False,
        }
        | cookie
    )

    assert said(judged(cookies=(seen,))["visit.cookies"]) == said_of_it


def test_others_hosts_are_named_and_the_dead_ones_told() -> None:
    def asked(host: str, failed: str = "") -> Request:
        return Request(
            url=f"https://{host}/x", host=host, kind="script", status=200, size_bytes=9, failed=failed
        )

    alive = judged(requests=(asked("static.body.example"), asked("cdn.other.example")))
    dead = judged(requests=(asked("cdn.other.example", "net::ERR_FAILED"),))

    assert alive["visit.third_parties"].observed["hosts"] == ["cdn.other.example"]
    assert [said(each["visit.third_parties"]) for each in (alive, dead)] == [
        ("info", "some"),
        ("warn", "dead"),
    ]


@pytest.mark.parametrize(
    ("size", "said_of_it"),
    [
        (1_500_000, ("pass", "light")),
        (1_500_001, ("warn", "middling")),
        (3_000_001, ("fail", "heavy")),
    ],
)
def test_a_page_is_weighed(size: int, said_of_it: Said) -> None:
    request = Request(url=URL, host="body.example", kind="image", status=200, size_bytes=size)

    assert said(judged(requests=(request,))["visit.weight"]) == said_of_it


def test_an_uncaught_error_weighs_more_than_a_complaint() -> None:
    told = [
        said(judged(console=(ConsoleLine(kind=kind, text="x"),))["visit.console"])
        for kind in ("uncaught", "error")
    ]

    assert told == [("fail", "uncaught"), ("warn", "errors")]


def test_a_step_that_failed_takes_only_its_own_checks_with_it() -> None:
    failures = (StepFailure(step="axe", reason=Reason.STEP_TIMEOUT, detail="30 s"),)

    found = judged(axe=None, failures=failures)

    assert {name for name, each in found.items() if said(each) == ("error", "step_timeout")} == {
        "visit.axe",
        "visit.practices",
        "visit.labels",
        "visit.contrast",
        "visit.targets",
    }


def test_every_check_is_answered_once_in_the_table_s_order() -> None:
    assert tuple(judged()) == tuple(check.id for check in PROBE.checks)


PLAIN_PICTURE = '<img src="http://body.example/seal.png"><form action="http://body.example/send"></form>'
UPGRADE = "upgrade-insecure-requests"


@pytest.mark.parametrize(
    ("policies", "metas", "words"),
    [
        ((f"default-src 'self'; {UPGRADE}",), (), ("pass", "secure")),
        (("default-src 'self'", f"img-src *, {UPGRADE.upper()};"), (), ("pass", "secure")),
        ((), (UPGRADE,), ("pass", "secure")),
        ((f"default-src {UPGRADE}",), (), ("fail", "mixed")),
        ((f"x-{UPGRADE}",), (), ("fail", "mixed")),
        ((), (), ("fail", "mixed")),
    ],
)
def test_what_a_policy_upgrades_is_not_loaded_in_the_clear(
    policies: tuple[str, ...], metas: tuple[str, ...], words: Said
) -> None:
    head = "".join(f'<meta http-equiv="Content-Security-Policy" content="{each}">' for each in metas)
    headers = tuple(("Content-Security-Policy", each) for each in policies)

    assert said(judged(f"<head>{head}</head>{PLAIN_PICTURE}", headers=headers)["visit.mixed"]) == words


def test_what_a_policy_outside_the_head_would_upgrade_is_loaded_in_the_clear() -> None:
    meta = f'<meta http-equiv="Content-Security-Policy" content="{UPGRADE}">'

    found = judged(f"<head></head><body>{meta}{PLAIN_PICTURE}</body>")

    assert said(found["visit.mixed"]) == ("fail", "mixed")
