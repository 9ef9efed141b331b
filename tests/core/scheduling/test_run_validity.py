from sanjeh.core.probing.artifacts.speed import Calm, SpeedRun
from sanjeh.core.probing.contracts import Failure
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.run_validity import Disturbance, counted, disturbance


def run(before: float = 100, after: float = 100, foreign: float | None = 0.0) -> SpeedRun:
    return SpeedRun(calm=Calm(index_before=before, index_after=after, foreign_share=foreign))


FAILED = SpeedRun(failure=Failure(reason=Reason.CONNECTION_RESET))


def test_a_calm_machine_lets_every_run_count() -> None:
    runs = (run(), run(before=80, after=90), run(foreign=0.15), run(after=75), run(before=75))

    assert counted(runs) == runs


def test_each_run_that_does_not_count_says_why() -> None:
    runs = (run(), run(foreign=0.150001), run(after=74.999), run(before=74.999), FAILED)

    assert [disturbance(one, runs) for one in runs] == [
        None,
        Disturbance.OTHERS_AT_WORK,
        Disturbance.SLOW_MACHINE,
        Disturbance.SLOW_MACHINE,
        Disturbance.FAILED,
    ]


def test_where_no_system_tells_of_others_the_index_alone_decides() -> None:
    runs = (run(foreign=None), run(before=70, foreign=None))

    assert counted(runs) == runs[:1]
