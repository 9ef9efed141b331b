"""Whether those who complained fare worse afterwards than those who did not."""

from datetime import datetime

from sanjeh.apps.commitments.kinds import Finding, Verdict, not_measured
from sanjeh.apps.desk import queries as desk
from sanjeh.apps.publication import queries as publication
from sanjeh.apps.results import queries as results
from sanjeh.core.statistics.permutation import chance_of_smaller_mean
from sanjeh.core.text.words import Translatable

FEW = 5
SUSPICIOUS = 0.01
TOO_FEW = Translatable(
    "سنجیده نمی‌شود: برای سنجش آن دو دوره‌ی منتشرشده، و در هر گروه دست‌کم پنج دستگاه، لازم است."
)


def retaliation(now: datetime) -> Finding:
    """Compare how the scores of both groups changed between the last two published rounds.

    `hits` is the chance in parts of a thousand that complainants fare this badly for no reason; below ten
    it is a violation.
    """
    del now
    codes = tuple(dict.fromkeys(one.round_code for one in publication.editions()))[:2]
    if len(codes) < 2:
        return not_measured(TOO_FEW)
    newer, older = (results.scores(code) for code in codes)
    changes = {body: newer[body] - older[body] for body in newer.keys() & older.keys()}
    complained = {row.body for row in desk.complaints()}
    ours = [changes[body] for body in sorted(changes.keys() & complained)]
    others = [changes[body] for body in sorted(changes.keys() - complained)]
    if min(len(ours), len(others)) < FEW:
        return not_measured(TOO_FEW)
    chance = chance_of_smaller_mean(ours, others, seed=codes[0])
    refs = (f"round:{codes[0]}",) if chance < SUSPICIOUS else ()
    return Finding(Verdict.BROKEN if refs else Verdict.KEPT, round(chance * 1000), 1000, refs)
