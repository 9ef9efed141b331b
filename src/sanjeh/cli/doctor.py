"""`sanjeh doctor`: whether this installation has all that it needs."""

import dataclasses
import json
import sys

import click

from sanjeh.cli.tell import tell
from sanjeh.operate import installation
from sanjeh.operate.doctor.examine import examined
from sanjeh.operate.doctor.line import Line, exit_status


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def doctor(*, as_json: bool) -> None:
    """Say of clock, mail, disk, browser, database and keys whether they are as they should be.

    Exit status: 0 nothing fails, 1 something does, 2 a setting stops the start.
    """
    lines = list(examined(installation.data_folder()))
    for line in lines:
        tell(json.dumps(dataclasses.asdict(line), ensure_ascii=False) if as_json else written(line))
    sys.exit(exit_status(lines))


def written(line: Line) -> str:
    """Return a line as it is read: `fail  role        … (what mends it)`."""
    remedy = f"\n{'':18}-> {line.remedy}" if line.remedy else ""
    return f"{line.status:<5} {line.check:<11} {line.says}{remedy}"
