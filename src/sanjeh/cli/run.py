"""`sanjeh run`: the whole of it at once, shown on the demo country."""

import click

from sanjeh.cli.serve import HOST, PORT, exit_when_ended
from sanjeh.demo.run import run_demo_round


@click.command()
@PORT
@HOST
@click.option("--until-published", is_flag=True, help="End when the edition is published.")
def run(port: int, host: str, *, until_published: bool) -> None:
    """Run a whole round on the demo country, live, publish it and serve it."""
    exit_when_ended(lambda: run_demo_round(host, port, until_published=until_published))
