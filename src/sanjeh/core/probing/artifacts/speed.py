"""What the speed lane brings home: several loads of one page under stated conditions, all of them kept."""

from datetime import datetime

from sanjeh.core.probing.contracts import Failure, Frozen


class Conditions(Frozen):
    """Under what the page was loaded: `latency_ms` is added to every request, rates are in kilobits a second.

    `processor_slowdown` 4 gives the page a quarter of this machine's processor.
    """

    name: str
    width: int
    height: int
    scale: float
    is_mobile: bool
    latency_ms: float
    down_kbps: float
    up_kbps: float
    processor_slowdown: float


class Calm(Frozen):
    """What else the machine did during one run.

    `index_before` and `index_after` are rounds of a fixed sum that the browser does in a millisecond, without
    throttling; `foreign_share` is what others than us had of all processors' time, None where no system
    tells.
    """

    index_before: float
    index_after: float
    foreign_share: float | None


class SpeedRun(Frozen):
    """One load in a fresh context; times in milliseconds since navigation, None was not reported.

    A failed run has no figures.
    """

    calm: Calm | None = None
    ttfb_ms: float | None = None
    fcp_ms: float | None = None
    lcp_ms: float | None = None
    tbt_ms: float | None = None
    cls: float | None = None
    load_ms: float | None = None
    requests: int = 0
    received_bytes: int = 0
    is_settled: bool = True
    failure: Failure | None = None


class SpeedArtifact(Frozen):
    """All runs in their order, those that will not count included; `wanted` of them were to be had."""

    url: str
    final_url: str
    status: int
    taken_at: datetime
    conditions: Conditions
    wanted: int
    runs: tuple[SpeedRun, ...]
