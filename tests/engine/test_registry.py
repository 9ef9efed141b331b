import subprocess
import sys
from collections.abc import Mapping
from typing import get_type_hints

import pytest

from sanjeh.core.text.words import Translatable
from sanjeh.engine.collectors import COLLECTORS, SAMPLED_COLLECTORS, capture_function, collectors_for
from sanjeh.engine.packages import PACKAGE_OF, collector_of
from sanjeh.engine.registry import PROBES, probes_named
from sanjeh.engine.texts import title
from sanjeh.locale.catalogues import said, texts_of


def test_every_probe_reads_a_look_that_is_taken_before_it() -> None:
    looks = {look.name: look.artifact for look in COLLECTORS + SAMPLED_COLLECTORS}

    assert [probe.name for probe in PROBES if looks.get(probe.collector) is not probe.artifact] == []


def test_no_check_is_asked_twice_and_each_belongs_to_its_probe() -> None:
    ids = [check.id for probe in PROBES for check in probe.checks]
    strays = [
        check.id for probe in PROBES for check in probe.checks if not check.id.startswith(f"{probe.name}.")
    ]

    assert (len(ids) - len(set(ids)), strays) == (0, [])


def texts(probe: str) -> Mapping[str, Translatable]:
    return texts_of(PACKAGE_OF[probe], "texts.toml")


def test_every_probe_and_every_look_is_called_something_in_both_languages() -> None:
    names = {probe.name for probe in PROBES} | {look.name for look in COLLECTORS + SAMPLED_COLLECTORS}

    assert {name: (said(title(name), "fa"), said(title(name), "en")) for name in names} == {
        "names": ("نام و نشانی دامنه", "Domain names"),
        "tls": ("گواهی و رمزنگاری", "Certificate and encryption"),
        "http": ("پاسخ وب‌سرور", "Web server's answers"),
        "visit": ("بازدید با مرورگر", "Browser visit"),
        "content": ("محتوای صفحه", "Page content"),
        "speed": ("سرعت در چند اجرا", "Speed in several runs"),
        "uptime": ("در دسترس بودن در دوره", "Availability through the round"),
    }


def test_every_check_has_a_title() -> None:
    untitled = [
        check.id
        for probe in PROBES
        for check in probe.checks
        if f"checks.{check.id}.title" not in texts(probe.name)
    ]

    assert untitled == []


def test_every_reason_that_is_written_says_something() -> None:
    reasons = [
        (probe.name, place.rpartition(".")[0])
        for probe in PROBES
        for place in texts(probe.name)
        if "reasons." in place
    ]

    assert reasons != []
    assert [(probe, place) for probe, place in reasons if f"{place}.says" not in texts(probe)] == []


def test_no_text_of_a_probe_is_empty() -> None:
    assert [
        (probe.name, place) for probe in PROBES for place, text in texts(probe.name).items() if not text.fa
    ] == []


def test_only_the_looks_that_are_read_are_taken() -> None:
    assert [look.name for look in collectors_for(probes_named({"content", "tls"}))] == ["tls", "visit"]


def test_what_is_asked_about_a_look_stands_on_the_look() -> None:
    told = ("deadline_s", "needs_browser", "is_of_host", "asks_others", "is_alone", "is_sampled")

    assert {
        look.name: tuple(getattr(look, one) for one in told) for look in COLLECTORS + SAMPLED_COLLECTORS
    } == {
        "names": (30.0, False, True, True, False, False),
        "tls": (45.0, False, True, False, False, False),
        "http": (75.0, False, False, False, False, False),
        "visit": (165.0, True, False, False, False, False),
        "speed": (300.0, True, False, False, True, True),
        "uptime": (60.0, False, False, False, False, True),
    }


def test_every_look_is_taken_by_the_function_beside_its_declaration() -> None:
    brought = {
        look.name: get_type_hints(capture_function(look))["return"]
        for look in COLLECTORS + SAMPLED_COLLECTORS
    }

    assert brought == {look.name: look.artifact for look in COLLECTORS + SAMPLED_COLLECTORS}


def test_a_probe_is_sampled_where_its_look_is() -> None:
    sampled = {look.name for look in SAMPLED_COLLECTORS}

    assert [probe.name for probe in PROBES if probe.is_sampled != (probe.collector in sampled)] == []


@pytest.mark.parametrize("module", ["sanjeh.engine.reevaluate", "sanjeh.engine.collectors"])
def test_judging_and_knowing_the_looks_wait_for_no_network(module: str) -> None:
    script = f"import sys, {module}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    heavy = {"sanjeh.net.network", "sanjeh.net.http", "aiohttp", "playwright"}
    assert heavy & set(loaded.split()) == set()


def test_what_is_known_of_a_probe_without_its_judge_is_what_the_judge_says() -> None:
    assert list(PACKAGE_OF) == [probe.name for probe in PROBES]
    assert {name: collector_of(name) for name in PACKAGE_OF} == {one.name: one.collector for one in PROBES}
    assert collector_of("unknown") == "unknown"
