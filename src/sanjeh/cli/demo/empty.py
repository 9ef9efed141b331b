"""`sanjeh demo empty`: the demo's data folder becomes the start of a real installation."""

import sys

import click

from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell
from sanjeh.demo import marking
from sanjeh.operate import installation


@click.command()
@click.option("--yes", is_flag=True, help="Without it nothing is removed.")
def empty(*, yes: bool) -> None:
    """Remove everything of the demo, so that a real installation can begin in this folder."""
    data = installation.data_folder()
    if not yes:
        tell(
            f"This removes everything in {data}: say `sanjeh demo empty --yes`. Nothing was touched.",
            err=True,
        )
        sys.exit(USAGE)
    try:
        marking.empty(data)
    except installation.CannotStart as refused:
        tell(str(refused), err=True)
        sys.exit(USAGE)
    tell(f"{data} is empty. Begin with: sanjeh office create --name NAME --email ADDRESS")
