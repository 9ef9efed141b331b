"""`sanjeh browser`: which Chromium the visits use; `--install` gets Debian's where we may."""

import asyncio
import os
import shutil
import subprocess

import click
from playwright._impl._driver import compute_driver_executable

from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.net.chromium import HOW_TO_INSTALL, find_chromium, start_chromium, stop_chromium


@click.command()
@click.option("--install", is_flag=True, help="Install Debian's headless Chromium when none is found.")
def browser(*, install: bool) -> None:
    """Say which browser the visits use."""
    if not is_ready() and install and may_install():
        install_packages()
    elif not is_ready():
        click.echo(
            f"There is no usable Chromium: browser findings stay 'not tested'. As root: {HOW_TO_INSTALL}",
            err=True,
        )
    elif not install:
        click.echo(find_chromium())


def is_ready() -> bool:
    """Return whether a browser is there, starts in its sandbox, and so does its driver."""
    try:
        asyncio.run(start_and_stop())
    except CaptureFailed:
        return False
    driver = compute_driver_executable()[0]
    return subprocess.run([driver, "--version"], capture_output=True, check=False).returncode == 0  # noqa: S603


async def start_and_stop() -> None:
    await stop_chromium(await start_chromium(find_chromium()))


def may_install() -> bool:
    """Return whether we are root on a system with apt."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages() -> None:
    """Install what is missing, or say why it could not be; the rest of Sanjeh works without it."""
    click.echo("Installing Debian's headless Chromium (about 64 MB, once) …", err=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], [*HOW_TO_INSTALL.split(), "--yes", "-qq"]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            click.echo(
                f"{' '.join(command)} failed:\n{done.stderr.strip()}\nBy hand: {HOW_TO_INSTALL}", err=True
            )
            return
