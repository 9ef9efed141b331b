"""All lines of the board, in its order."""

from sanjeh.apps.commitments.checks.announcements import ANNOUNCEMENTS
from sanjeh.apps.commitments.checks.clocks import CLOCKS
from sanjeh.apps.commitments.checks.contract import Check
from sanjeh.apps.commitments.checks.files import FILES
from sanjeh.apps.commitments.checks.impartiality import IMPARTIALITY
from sanjeh.apps.commitments.checks.records import RECORDS
from sanjeh.apps.commitments.checks.sentences import SENTENCES


def place(check: Check) -> int:
    return int(check.code[1:])


INVARIANTS = tuple(sorted((*IMPARTIALITY, *FILES, *CLOCKS, *RECORDS, *ANNOUNCEMENTS), key=place))
METRICS = tuple(sorted(SENTENCES, key=place))
CHECKS = {one.code: one for one in (*METRICS, *INVARIANTS)}
