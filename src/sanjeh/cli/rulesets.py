"""The option `--tls-ruleset`: a shipped ruleset by its name, or anybody's own by its file."""

from pathlib import Path

import click

from sanjeh.cli.problems import UsageProblem
from sanjeh.engine.evidence import EvidenceStore, Manifest
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.engine.rulesets import ChosenRuleset
from sanjeh.probes.tls.ruleset import (
    RULESETS,
    USUAL_RULESET,
    RulesetBroken,
    parse_ruleset,
    ruleset_text,
)
from sanjeh.report.words import say

MOST_BYTES = 1_000_000

TLS_RULESET = click.option(
    "--tls-ruleset",
    default="",
    metavar="NAME|FILE",
    help=f"Judge TLS by {', '.join(RULESETS)} or by a file; else {USUAL_RULESET} or the one kept.",
)


def chosen_ruleset(given: str, language: str) -> ChosenRuleset:
    """Return the ruleset that was asked for, the usual one for an empty text."""
    name = given or USUAL_RULESET
    return _parsed(ruleset_text(name) if name in RULESETS else _read(name, language), name, language)


def kept_ruleset(manifest: Manifest, store: EvidenceStore, language: str) -> ChosenRuleset:
    """Return the ruleset that was kept with the evidence; older evidence kept none and had the usual one."""
    digest = manifest.ruleset_texts.get("tls")
    if digest is None:
        return chosen_ruleset("", language)
    return _parsed(store.read(digest).decode("utf-8", "replace"), digest, language)


def _read(path: str, language: str) -> str:
    try:
        return content_of(Path(path), MOST_BYTES).decode()
    except (OSError, UnfitFile, UnicodeDecodeError):
        raise UsageProblem(say("unknown_ruleset", language, name=path, known=tuple(RULESETS))) from None


def _parsed(text: str, name: str, language: str) -> ChosenRuleset:
    try:
        return ChosenRuleset(parse_ruleset(text), text)
    except RulesetBroken as broken:
        raise UsageProblem(say("broken_ruleset", language, name=name, problem=str(broken))) from None
