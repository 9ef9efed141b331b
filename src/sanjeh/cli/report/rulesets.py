"""The option `--tls-ruleset`: a shipped ruleset by its name, or anybody's own by its file."""

from dataclasses import dataclass
from pathlib import Path

import click

from sanjeh.cli.report.problems import UsageProblem
from sanjeh.cli.report.words import say
from sanjeh.engine.evidence import EvidenceStore, Manifest
from sanjeh.engine.registry import AnyProbe, judging_tls_by
from sanjeh.probes.tls.ruleset import (
    RULESETS,
    USUAL_RULESET,
    Ruleset,
    RulesetBroken,
    parse_ruleset,
    ruleset_text,
)

TLS_RULESET = click.option(
    "--tls-ruleset",
    default="",
    metavar="NAME|FILE",
    help=f"Judge TLS by {', '.join(RULESETS)} or by a file; else {USUAL_RULESET} or the one kept.",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A ruleset, and its whole text, which is kept with the evidence."""

    rules: Ruleset
    text: str

    def judging(self, probes: tuple[AnyProbe, ...]) -> tuple[AnyProbe, ...]:
        return judging_tls_by(self.rules, probes)

    def kept(self, store: EvidenceStore) -> dict[str, str]:
        """Keep the text; return its digest under the name of the probe."""
        return {"tls": store.keep(self.text.encode())}


def chosen_ruleset(given: str, language: str) -> Chosen:
    """Return the ruleset that was asked for, the usual one for an empty text."""
    name = given or USUAL_RULESET
    return _parsed(ruleset_text(name) if name in RULESETS else _read(name, language), name, language)


def kept_ruleset(manifest: Manifest, store: EvidenceStore, language: str) -> Chosen:
    """Return the ruleset that was kept with the evidence; older evidence kept none and had the usual one."""
    digest = manifest.ruleset_texts.get("tls")
    if digest is None:
        return chosen_ruleset("", language)
    return _parsed(store.read(digest).decode("utf-8", "replace"), digest, language)


def _read(path: str, language: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageProblem(say("unknown_ruleset", language, name=path, known=", ".join(RULESETS))) from None


def _parsed(text: str, name: str, language: str) -> Chosen:
    try:
        return Chosen(parse_ruleset(text), text)
    except RulesetBroken as broken:
        raise UsageProblem(say("broken_ruleset", language, name=name, problem=str(broken))) from None
