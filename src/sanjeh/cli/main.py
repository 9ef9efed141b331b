"""`sanjeh …`: each command is loaded only when it is called, so that a look starts at once."""

import importlib

import click

import sanjeh

COMMANDS = {
    "evaluate": "sanjeh.cli.evaluate:evaluate",
    "evidence": "sanjeh.cli.evidence:evidence",
    "export": "sanjeh.cli.export:export",
    "judge": "sanjeh.cli.judge:judge",
    "methodology": "sanjeh.cli.methodology:methodology",
    "browser": "sanjeh.cli.browser:browser",
    "demo": "sanjeh.cli.demo:demo",
    "ledger": "sanjeh.cli.ledger:ledger",
    "run": "sanjeh.cli.run:run",
    "score": "sanjeh.cli.score:score",
    "serve": "sanjeh.cli.serve:serve",
    "worker": "sanjeh.cli.worker:worker",
    "manage": "sanjeh.cli.manage:manage",
    "measure": "sanjeh.cli.measure:measure",
    "verify": "sanjeh.cli.verify:verify",
}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sanjeh.__version__, prog_name="sanjeh")
def main() -> None:
    """Evaluate electronic services of government bodies: look, score, rank, publish."""
