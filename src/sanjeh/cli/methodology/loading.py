"""What the commands on methodologies share: a loaded method, and percent as people write it."""

import sys
from fractions import Fraction

from sanjeh.cli.problems import USAGE
from sanjeh.cli.tell import tell
from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.rank import half_up
from sanjeh.core.text.numerals import in_digits
from sanjeh.engine import shipped
from sanjeh.engine.registry import PROBES
from sanjeh.locale.catalogues import speaker


def known_checks() -> frozenset[str]:
    """Return the ids of all findings that some probe gives."""
    return frozenset(check.id for probe in PROBES for check in probe.checks)


def loaded(code_or_file: str, language: str) -> Methodology:
    """Return the method, or tell everything that is wrong with it and stop with exit code 2."""
    try:
        return shipped.load_methodology(code_or_file, known_checks())
    except MethodologyBroken as broken:
        for problem in broken.problems:
            tell(problem.sentence(speaker(language)), err=True)
        sys.exit(USAGE)


def percent(share: Fraction, language: str) -> str:
    """Return `2.50` for a fortieth, in the digits of the language."""
    return in_digits(half_up(float(share) * 100, 2), language)
