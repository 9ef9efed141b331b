"""Figures as Prometheus reads them: its text format, version 0.0.4."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sanjeh.apps.scans.workload import Workload

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = tuple[tuple[str, str], ...]
ESCAPED = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True, slots=True)
class Family:
    """One figure with its samples: labels, and a number."""

    name: str
    kind: str
    help: str
    samples: tuple[tuple[Labels, float], ...]


def families(load: Workload | None, answered: Mapping[tuple[str, int], int]) -> Iterator[Family]:
    """Yield what is told; without a database, that it does not answer and what this process has counted."""
    yield gauge("sanjeh_database_up", "Whether the database answers.", {(): float(load is not None)})
    yield Family(
        "sanjeh_requests_total",
        "counter",
        "Requests that this process has answered, by method and status.",
        tuple(
            ((("method", method), ("code", str(code))), count) for (method, code), count in answered.items()
        ),
    )
    if load:
        yield from of_workload(load)


def of_workload(load: Workload) -> Iterator[Family]:
    yield gauge(
        "sanjeh_jobs",
        "Jobs in the queues, by status.",
        {(("queue", queue), ("status", status)): count for (queue, status), count in load.jobs.items()},
    )
    yield gauge(
        "sanjeh_oldest_due_job_seconds",
        "For how long the oldest job that is due has waited.",
        {(("queue", queue),): seconds for queue, seconds in load.waiting_s.items()},
    )
    yield gauge(
        "sanjeh_captures",
        "Captures that are kept, by what came of them.",
        {(("outcome", outcome),): count for outcome, count in load.captures.items()},
    )
    yield gauge(
        "sanjeh_worker_heartbeat_seconds",
        "Seconds since each living worker has told of itself.",
        {(("worker", name),): seconds for name, (seconds, _) in load.workers.items()},
    )
    yield gauge(
        "sanjeh_worker_lacks",
        "How much each living worker lacks; it takes nothing until that is 0.",
        {(("worker", name),): lacks for name, (_, lacks) in load.workers.items()},
    )


def gauge(name: str, says: str, values: Mapping[Labels, float]) -> Family:
    return Family(name, "gauge", says, tuple(values.items()))


def written(some: Iterable[Family]) -> str:
    """Return the figures line by line, in an order that does not change."""
    return "".join(f"{line}\n" for family in some for line in lines(family))


def lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {family.help}"
    yield f"# TYPE {family.name} {family.kind}"
    for labels, value in sorted(family.samples):
        inside = ",".join(f'{name}="{said.translate(ESCAPED)}"' for name, said in labels)
        yield f"{family.name}{{{inside}}} {value:.15g}" if inside else f"{family.name} {value:.15g}"
