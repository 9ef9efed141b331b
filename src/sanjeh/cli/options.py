"""Reads the options that `evaluate` and `judge` share; each mistake becomes one sentence."""

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from ipaddress import ip_network
from pathlib import Path

import structlog
from structlog.typing import EventDict

from sanjeh.cli.problems import UsageProblem
from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import Methodology, parse_methodology, restrict
from sanjeh.core.methodology.sources import Source
from sanjeh.core.text.legible import legible
from sanjeh.engine.registry import PROBES
from sanjeh.engine.shipped import methodology_text
from sanjeh.locale.catalogues import speaker
from sanjeh.net.dns import server
from sanjeh.report.words import say

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A name that ends in a number is an address to every browser, so a wrong one is no name either.
HOST = re.compile(r"(\*\.)?([\w-]+\.)*(?!\d+\.?$)[\w-]+\.?")


def probe_names(given: str, known: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the probes of `a,b` in the order of the registry; all of them for an empty text."""
    asked = {name.strip() for name in given.split(",") if name.strip()}
    for name in sorted(asked - set(known)):
        raise UsageProblem(say("unknown_probe", language, name=name, known=known))
    return tuple(name for name in known if not asked or name in asked)


def allowed_hosts(given: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return the hosts and blocks of `--allow`, every one of which the gate can understand."""
    for text in given:
        if not (_is_block(text) or HOST.fullmatch(text)):
            raise UsageProblem(say("bad_allow", language, given=text))
    return given


def load_methodology(code_or_path: str, language: str) -> tuple[Methodology, str]:
    """Return the part of a method that probes can answer, and the whole text from which it was read."""
    try:
        text = methodology_text(code_or_path)
    except MethodologyBroken as broken:
        raise _broken(broken, language) from None
    return read_methodology(text, code_or_path, language), text


def read_methodology(text: str, name: str, language: str) -> Methodology:
    """Parse a method and keep what probes can answer; tell everything that is wrong with it at once."""
    known = frozenset(check.id for probe in PROBES for check in probe.checks)
    try:
        return restrict(parse_methodology(text, name, known), {Source.PROBE})
    except MethodologyBroken as broken:
        raise _broken(broken, language) from None


def _broken(broken: MethodologyBroken, language: str) -> UsageProblem:
    problems = (f"  {problem.sentence(speaker(language))}" for problem in broken.problems)
    return UsageProblem(say("broken_methodology", language), *problems)


def log_to_stderr() -> None:
    """Keep standard output for the result: only what needs an operator is logged, and beside it."""
    structlog.reset_defaults()  # an installation that was opened before has ways of its own
    *usual, last = structlog.get_config()["processors"]
    structlog.configure(
        processors=[*usual, _in_one_line, last],
        wrapper_class=structlog.make_filtering_bound_logger("warning"),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _in_one_line(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Write out what cannot be seen: much of what we warn of was chosen by a site."""
    return {name: legible(value) if isinstance(value, str) else value for name, value in event.items()}


def name_servers(given: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Return those that were given, else those of SANJEH_NAMESERVERS, by which the whole house asks."""
    wanted = given or tuple(os.environ.get("SANJEH_NAMESERVERS", "").replace(",", " ").split())
    for text in wanted:
        try:
            server(text)
        except ValueError:
            raise UsageProblem(say("bad_nameserver", language, given=text)) from None
    return wanted


def given_address(address: str) -> str:
    """Return the address as a terminal and a file can show it, whatever bytes stood on the command line."""
    text = address.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return CONTROL.sub("\ufffd", text)


def check_files(paths: Iterable[Path | None], language: str) -> None:
    """Raise UsageProblem for a file that cannot be written: better told before the look than after."""
    for path in filter(None, paths):
        is_new = not path.exists()
        try:
            path.open("ab").close()
        except OSError as problem:
            raise cannot_write(path, problem, language) from None
        if is_new:
            path.unlink()


def fresh_folder(folder: Path, language: str) -> Path:
    """Make the folder for evidence; raise UsageProblem when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as problem:
        raise cannot_write(folder, problem, language) from None
    return folder


def cannot_write(path: Path, problem: OSError, language: str) -> UsageProblem:
    """Say where nothing can be written, and why."""
    return UsageProblem(
        say("cannot_write", language, path=str(path), problem=problem.strerror or str(problem))
    )


def _is_block(text: str) -> bool:
    try:
        ip_network(text.strip("[]"), strict=False)
    except ValueError:
        return False
    return True
