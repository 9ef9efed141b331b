"""`sanjeh ledger rotate`: a new key signs from now on, and the former one vouches for it."""

import secrets
from base64 import b64decode, b64encode
from pathlib import Path

import click
from django.utils import timezone

from sanjeh.apps.journal import actions
from sanjeh.cli.language import LANGUAGE, reader_language
from sanjeh.cli.problems import UsageProblem, told_to_the_reader
from sanjeh.cli.tell import tell
from sanjeh.config.environment import hidden
from sanjeh.core.text.words import Translatable
from sanjeh.edition.sign import public_key_of
from sanjeh.engine.atomic_write import write_new_file
from sanjeh.locale.catalogues import said
from sanjeh.operate import installation

SETTING, KEY_BYTES = "SANJEH_SIGNING_KEY", 32
GIVEN_ELSEWHERE = Translatable(
    "کلید کنونی در {setting} است و این فرمان نمی‌تواند آن را عوض کند؛ با --to بگویید که "
    "کلید تازه در کدام پرونده نوشته شود."
)
STANDS_ALREADY = Translatable("{file} هست و رویش نوشته نمی‌شود؛ نام دیگری بدهید.")
DONE = Translatable("از این پس کلید {key} امضا می‌کند. سرور و کارگرها را دوباره راه بیندازید.")
DONE_ELSEWHERE = Translatable(
    "کلید تازه، {key}، در {file} است. محتوای آن را در {setting} بگذارید و "
    "سرور و کارگرها را دوباره راه بیندازید."
)


@click.command()
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where the new secret key is written, if SANJEH_SIGNING_KEY gives the present one.",
)
@LANGUAGE
def rotate(to: Path | None, lang: str | None) -> None:
    """Let a new key sign from now on; the former key and the new one vouch for each other.

    What was cut off is ended by calling it again. Exit status: 0 changed, 2 usage.
    """
    language = reader_language(lang)
    with told_to_the_reader():
        target = target_of(to, language)
        waiting = installation.data_folder() / "signing-key.next"
        seed = waiting_key(waiting)
        actions.change_key(following=seed, now=timezone.now())
        waiting.replace(target)
    done = DONE_ELSEWHERE if to else DONE
    facts = {"key": public_key_of(seed).id, "file": str(target), "setting": SETTING}
    tell(said(done.filled(**facts), language))


def target_of(to: Path | None, language: str) -> Path:
    """Return where the new key will lie; raise UsageProblem where that cannot be."""
    if to is None and hidden(SETTING):
        raise UsageProblem(said(GIVEN_ELSEWHERE.filled(setting=SETTING), language))
    if to is not None and to.exists():
        raise UsageProblem(said(STANDS_ALREADY.filled(file=str(to)), language))
    return to or installation.data_folder() / "signing-key"


def waiting_key(file: Path) -> bytes:
    """Return the new key, which is on the disk before any line tells of it: it is never lost."""
    if not file.exists():
        write_new_file(file, b64encode(secrets.token_bytes(KEY_BYTES)))
    return b64decode(file.read_text().strip(), validate=True)
