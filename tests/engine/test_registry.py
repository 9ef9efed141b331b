import subprocess
import sys

from sanjeh.core.text.words import Words
from sanjeh.engine.collectors import COLLECTORS, SAMPLED_COLLECTORS, collectors_for
from sanjeh.engine.registry import PROBES, probes_named
from sanjeh.engine.texts import check_titles, said_reasons


def test_every_probe_reads_a_look_that_is_taken_before_it() -> None:
    looks = {look.name: look.sight for look in COLLECTORS + SAMPLED_COLLECTORS}

    assert [probe.name for probe in PROBES if looks.get(probe.look) is not probe.sight] == []


def test_no_check_is_asked_twice_and_each_belongs_to_its_probe() -> None:
    ids = [check.id for probe in PROBES for check in probe.checks]
    strays = [
        check.id for probe in PROBES for check in probe.checks if not check.id.startswith(f"{probe.name}.")
    ]

    assert (len(ids) - len(set(ids)), strays) == (0, [])


def test_every_check_has_a_title_in_both_languages() -> None:
    untitled = [
        check.id
        for probe in PROBES
        for check in probe.checks
        if not isinstance(check_titles(probe.name).get(check.id), Words)
    ]

    assert untitled == []


def test_every_reason_that_is_written_says_something_in_both_languages() -> None:
    unsaid = [
        f"{probe.name}: {code}"
        for probe in PROBES
        for code, words in said_reasons(probe.name)
        if words is None
    ]

    assert unsaid == []


def test_only_the_looks_that_are_read_are_taken() -> None:
    assert [look.name for look in collectors_for(probes_named({"content", "tls"}))] == ["tls", "visit"]


def test_judging_waits_for_no_network() -> None:
    script = "import sys, sanjeh.engine.reevaluate; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout

    heavy = {"sanjeh.net", "aiohttp", "playwright"}
    assert heavy & set(loaded.split()) == set()
