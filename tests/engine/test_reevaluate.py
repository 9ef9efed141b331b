"""However many processes judge, the findings are the same and come in the same order."""

import hashlib
from pathlib import Path

import pytest
import structlog

from sanjeh.core.probing.contracts import Target
from sanjeh.engine import reevaluate
from sanjeh.engine.evidence import EvidenceGone
from sanjeh.engine.reevaluate import judge_each, processes_for
from sanjeh.engine.registry import PROBES
from sanjeh.engine.runner import judge
from tests.engine.exports import folders


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    store = folders.store(tmp_path)
    captures = store.captures()
    seen = [
        tuple(one.model_copy(update={"target": Target(url=f"https://a{n}.ir/")}) for one in captures)
        for n in range(20)
    ]

    judged = list(judge_each(seen, store, PROBES, 2))

    assert judged == [(one, judge(one, store, PROBES)) for one in seen]
    assert judged == list(judge_each(seen, store, PROBES, 1))


@pytest.mark.parametrize("jobs", [1, 2])
def test_captures_whose_bytes_are_gone_are_not_judged(tmp_path: Path, jobs: int) -> None:
    store = folders.store(tmp_path)
    picture = hashlib.sha256(folders.PICTURE).hexdigest()
    store.remove(picture)

    with pytest.raises(EvidenceGone) as gone:
        list(judge_each([store.captures()], store, PROBES, jobs))

    assert gone.value.digest == picture


@pytest.mark.parametrize(("addresses", "most"), [(0, 1), (149, 1), (299, 1), (300, 2)])
def test_few_addresses_are_not_worth_a_second_process(addresses: int, most: int) -> None:
    assert processes_for(addresses) <= most


def test_a_process_judges_what_it_is_handed_as_json(tmp_path: Path) -> None:
    store = folders.store(tmp_path)
    captures = store.captures()

    judged = reevaluate._judged(store, PROBES, reevaluate._CAPTURES.dump_json(captures))

    assert reevaluate._FINDINGS.validate_json(judged) == judge(captures, store, PROBES)


def test_a_process_leaves_standard_output_to_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    structlog.reset_defaults()
    try:
        reevaluate._log_to_stderr()
        structlog.get_logger().warning("judge.broke")
    finally:
        structlog.configure(**before)

    out, err = capsys.readouterr()
    assert (out, "judge.broke" in err) == ("", True)
