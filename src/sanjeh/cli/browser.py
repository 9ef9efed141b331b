"""`sanjeh browser`: which Chromium the visits use; `--install` gets Debian's where we may."""

import os
import shutil
import subprocess

import click

from sanjeh.core.failures import LookFailed
from sanjeh.net.chromium import find_chromium

# The fonts give Arabic-script letters to pages that bring none of their own.
PACKAGES = ("chromium-headless-shell", "fonts-dejavu-core")
ONE_LINE = f"apt-get install --no-install-recommends {' '.join(PACKAGES)}"


@click.command()
@click.option("--install", is_flag=True, help="Install Debian's headless Chromium when none is found.")
def browser(*, install: bool) -> None:
    """Say which browser the visits use."""
    try:
        found = find_chromium()
    except LookFailed:
        found = None
    if found is None and install and may_install():
        install_debian_chromium()
    elif found is None:
        click.echo(
            f"No Chromium was found: browser findings stay 'not tested'. As root: {ONE_LINE}", err=True
        )
    elif not install:
        click.echo(found)


def may_install() -> bool:
    """Return whether we are root on a system with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_debian_chromium() -> None:
    """Install it, or say why it could not be; the rest of Sanjeh works without it."""
    click.echo("Installing Debian's headless Chromium (about 64 MB, once) …", err=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], [*ONE_LINE.split(), "--yes", "-qq"]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            click.echo(
                f"{' '.join(command)} failed:\n{done.stderr.strip()}\nInstall it by hand: {ONE_LINE}",
                err=True,
            )
            return
