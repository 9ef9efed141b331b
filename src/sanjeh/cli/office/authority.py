"""`sanjeh office authority`: another authority that is to work in this installation."""

import click
from django.core.management import call_command
from django.utils import timezone

from sanjeh.apps.authorities import actions
from sanjeh.core.text.words import Words


@click.command()
@click.argument("code")
@click.option("--title-fa", required=True, help="What it is called in Persian.")
@click.option("--title-en", required=True, help="What it is called in English.")
def authority(code: str, title_fa: str, title_en: str) -> None:
    """Open another authority under CODE; `office create --authority CODE` invites its officer."""
    call_command("migrate", verbosity=0)  # before the first `sanjeh serve` there are no tables yet
    title = Words(title_fa.strip(), title_en.strip())
    if not title.fa or not title.en:
        raise click.UsageError("Write both names: --title-fa and --title-en")
    try:
        actions.open_authority(code=code, title=title, by=None, now=timezone.now())
    except actions.CodeUnfit:
        message = (
            f"{code!r} is no code of an authority: small Latin letters, digits and hyphens, a letter first"
        )
        raise click.UsageError(message) from None
    except actions.CodeTaken:
        raise click.ClickException(f"There is an authority {code!r} already.") from None
    click.echo(f"The authority {code} is open. Its officer: sanjeh office create --authority {code}")
