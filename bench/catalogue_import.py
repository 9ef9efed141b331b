"""A list of 300 bodies and 6,000 services from a spreadsheet: what checking and applying it cost."""

import io
import time
from datetime import UTC, datetime

from bench.own_database import own_database

BODIES, SERVICES = 300, 6_000
NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def spreadsheet(edition: int) -> bytes:
    """Return the list as a ministry would send it: codes as numbers, letters of both keyboards."""
    import xlsxwriter  # noqa: PLC0415 -- beside what else is loaded once measuring begins

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        bodies, services = book.add_worksheet("bodies"), book.add_worksheet("services")
        bodies.write_row(0, 0, ["کد دستگاه", "عنوان فارسی", "کد دستگاه بالادست", "نشانی درگاه"])
        services.write_row(0, 0, ["کد خدمت", "کد دستگاه", "عنوان فارسی", "نشانی خدمت", "نشانی خدمت ۲"])
        for number in range(BODIES):
            parent = f"B{number // 20}" if number >= 20 else ""
            bodies.write_row(
                number + 1, 0, [f"B{number}", f"سازمان نمونه‌ي {number}", parent, f"body-{number}.example"]
            )
        for number in range(SERVICES):
            host = f"https://body-{number % BODIES}.example"
            title = f"خدمت شماره‌ی {number}، ویراست {edition}"
            row = [
                10_000_000_000 + number,
                f"B{number % BODIES}",
                title,
                f"{host}/{number}",
                f"{host}/m/{number}",
            ]
            services.write_row(number + 1, 0, row)
    return out.getvalue()


def measure(edition: int) -> dict[str, tuple[float, float, int]]:
    """Return the seconds, those of our own processor, and the questions of checking and of applying."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from sanjeh.apps.catalogue.imports import actions as imports  # noqa: PLC0415
    from tests import people  # noqa: PLC0415

    content, found = spreadsheet(edition), {}
    preparer, applier = people.secretariat(), people.approver()
    began, used = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as asked:
        number = imports.prepare_import(file_name="list.xlsx", content=content, by=preparer, now=NOW)
    found["check"] = (time.perf_counter() - began, time.process_time() - used, len(asked))
    began, used = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as asked:
        assert imports.apply_import(number=number, by=applier, now=NOW) >= SERVICES  # noqa: S101 -- else it is no measurement
    found["apply"] = (time.perf_counter() - began, time.process_time() - used, len(asked))
    return found


def main() -> None:
    with own_database():
        for edition, name in enumerate(("new", "changed")):
            for step, (seconds, processor, questions) in measure(edition).items():
                print(f"catalogue_import_{name}_{step} {seconds:.2f} s")
                print(f"catalogue_import_{name}_{step}_processor {processor:.2f} s")
                print(f"catalogue_import_{name}_{step}_queries {questions} queries")


if __name__ == "__main__":
    main()
