"""Observed values are named and written in the language of the page."""

import pytest
from pydantic import JsonValue

from sanjeh.apps.scans import queries as scans
from sanjeh.core.probing.contracts import Finding, Outcome
from sanjeh.core.text.words import Language
from sanjeh.engine import registry
from sanjeh.locale.catalogues import said
from sanjeh.web import observed_values


def seen(check: str, language: Language, **values: JsonValue) -> list[tuple[str, str]]:
    """Return the name (the bare key where the house has none) and the text of each value."""
    finding = Finding(
        id=check, probe="any", outcome=Outcome.FAIL, reason="any", standard="any", observed=values
    )
    told = observed_values.observed(finding, language)
    return [(said(one.title, language) if one.title else one.key, one.value) for one in told]


@pytest.mark.parametrize(
    ("values", "fa", "en"),
    [
        ({"ttfb_ms": 812.4}, ("زمان تا نخستین بایت", "۸۱۲ میلی‌ثانیه"), ("Time to first byte", "812 ms")),
        ({"days_left": 9}, ("روزهای مانده", "۹ روز"), ("Days left", "9 days")),
        ({"max_age_s": 31_536_000}, ("مدت اعتبار", "۳۶۵ روز"), ("Valid for", "365 days")),
        ({"worst_ratio": 2.37}, ("بدترین نسبت", "۲٫۳۷"), ("Worst ratio", "2.37")),
        ({"share": 0.625}, ("سهم", "۶۳٪"), ("Share", "63%")),
        ({"is_clipped": False}, ("بریده شده", "نه"), ("Clipped", "no")),
        ({"valid_until": "2026-12-22"}, ("اعتبار تا", "۱ دی ۱۴۰۵"), ("Valid until", "22 December 2026")),
        ({"body_bytes": 117_939}, ("اندازه‌ی پاسخ", "۱۱۸ کیلوبایت"), ("Size of the answer", "118 kB")),
        ({"hosts": ["a.test", "b.test"]}, ("میزبان‌ها", "a.test, b.test"), ("Hosts", "a.test, b.test")),
        ({"missing": ["fee", "law"]}, ("نیست", "هزینه، مستند قانونی"), ("Missing", "fee, legal basis")),
        ({"never_heard_of": 3}, ("never_heard_of", "3"), ("never_heard_of", "3")),
    ],
)
def test_a_value_is_read_in_both_languages(
    values: dict[str, JsonValue], fa: tuple[str, str], en: tuple[str, str]
) -> None:
    assert (seen("any", "fa", **values), seen("any", "en", **values)) == ([fa], [en])


def test_a_check_may_call_a_key_by_another_name() -> None:
    assert seen("names.ipv6", "en", count=2) == [("Addresses", "2")]


def test_a_list_of_parts_is_told_part_by_part() -> None:
    rule: JsonValue = {"rule": "image-alt", "impact": "critical", "nodes": 2}

    assert seen("visit.axe", "en", violations=[rule]) == [
        ("Violations", "Rule: image-alt; Impact: critical; Parts of the page: 2")
    ]


def test_a_long_list_says_how_many_more_there_are() -> None:
    hosts: list[JsonValue] = [f"{number}.test" for number in range(10)]

    assert seen("any", "en", hosts=hosts)[0][1].endswith("7.test … (+2)")


def test_what_is_empty_is_left_out() -> None:
    assert seen("any", "en", hosts=[], alias="", count=0) == [("Count", "0")]


def test_the_pages_know_which_look_a_probe_reads() -> None:
    reads = {probe.name: scans.collector_of(probe.name) for probe in registry.PROBES}

    assert {name: look for name, look in reads.items() if name != look} == {"content": "visit"}


def test_an_instant_is_told_in_the_countrys_time() -> None:
    times: list[JsonValue] = [{"begins": "2026-11-01T06:00+00:00", "ends": None}]

    assert seen("uptime.outages", "en", outages=times) == [
        ("Outages", "Begins: 1 November 2026, 09:30; Ends: –")
    ]


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("number", "many", "many"),
        ("ms", "late", "late"),
        ("bytes", "big", "big"),
        ("share", "most", "most"),
        ("date", "soon", "soon"),
        ("moment", "soon", "soon"),
        ("s", 172_799, "172,799 s"),
        ("s", 172_800, "2 days"),
        ("text", 3, "3"),
        ("text", None, "–"),
        ("text", "x" * 90, "x" * 90),
        ("text", "x" * 91, "x" * 90 + "…"),
        ("share", {"value": 0.5, "from": "page"}, "50%"),
    ],
)
def test_what_is_not_of_its_kind_is_written_as_it_came(kind: str, value: JsonValue, written: str) -> None:
    assert observed_values.written("any", kind, value, "en") == written
