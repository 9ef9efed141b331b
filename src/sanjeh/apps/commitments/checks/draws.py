"""What is counted over the whole journal, line by line."""

from datetime import datetime

from sanjeh.apps.commitments.kinds import Finding, Verdict, not_measured
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity import hash_chain, lottery
from sanjeh.core.integrity.merkle_tree import root_of
from sanjeh.core.text.words import Translatable


def wrong_draws(now: datetime) -> Finding:
    """Repeat every draw from the journal; name the first line that seats somebody else."""
    del now
    lines = tuple(journal.lines())
    if not any(line.entry.what == lottery.LISTED for line in lines):
        return not_measured(Translatable("سنجیده نمی‌شود: هنوز قرعه‌ای کشیده نشده است."))
    wrong = lottery.wrong_draw(lines)
    refs = (f"journal:{wrong.number}",) if wrong else ()
    seats = sum(map(lottery.is_a_draw, lines))
    return Finding(Verdict.BROKEN if refs else Verdict.KEPT, None, seats, refs)


def journal_whole(now: datetime) -> Finding:
    """Hash every line anew, and hold every signed checkpoint against the lines that it covers."""
    del now
    broken = hash_chain.verify_chain(journal.lines())
    leaves = journal.leaves()
    if not leaves:
        return not_measured(Translatable("سنجیده نمی‌شود: دفتر هنوز سطری ندارد."))
    refs = [f"journal:{broken.number}"] if broken else []
    refs += [f"checkpoint:{one.size}" for one in journal.checkpoints() if not covers(one, leaves)]
    return Finding(Verdict.BROKEN if refs else Verdict.KEPT, None, len(leaves), tuple(refs))


def covers(kept: journal.CheckpointRow, leaves: list[bytes]) -> bool:
    """Say whether the first lines are still those over which this root was signed."""
    return kept.size <= len(leaves) and root_of(leaves[: kept.size]).hex() == kept.root
