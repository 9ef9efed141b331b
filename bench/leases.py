"""What one lease of a destination costs: taking it and giving it back, in a database of its own."""

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

LEASES, AT_ONCE = 1_000, 8


async def take_leases() -> float:
    """Return the seconds that all leases took, eight visits at a time, each at an address and a domain."""
    from sanjeh.apps.politeness.rate_limiter import DatabaseRateLimiter  # noqa: PLC0415 -- tables exist only now
    from sanjeh.core.scheduling.backoff import BackoffRules  # noqa: PLC0415 -- as above

    rate_limiter, at_once = DatabaseRateLimiter(BackoffRules(gap_s=0.0)), asyncio.Semaphore(AT_ONCE)

    async def visit(number: int) -> None:
        async with at_once, rate_limiter.lease([f"192.0.2.{number % 250}", f"domain:{number % 250}.example"]):
            pass

    started = time.monotonic()
    await asyncio.gather(*(visit(number) for number in range(LEASES)))
    return time.monotonic() - started


def passable(folder: Path) -> Path:
    folder.chmod(0o755)  # the database's own user must be able to pass through
    return folder


def main() -> int:
    from sanjeh.config import embedded  # noqa: PLC0415 -- the settings need its address first

    with (
        tempfile.TemporaryDirectory(prefix="sanjeh-leases-") as scratch,
        embedded.running(passable(Path(scratch)) / "postgres") as url,
    ):
        os.environ |= {
            "DATABASE_URL": url,
            "SANJEH_DATA": scratch,
            "DJANGO_SETTINGS_MODULE": "sanjeh.config.settings",
        }
        import django  # noqa: PLC0415 -- as above

        from sanjeh.operate import schema  # noqa: PLC0415 -- as above

        django.setup()
        schema.bring_up_to_date()
        seconds = asyncio.run(take_leases())
    print(f"lease_ms {seconds / LEASES * 1000:.2f} ms")
    print(f"leases_per_s {LEASES / seconds:.0f} 1/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
