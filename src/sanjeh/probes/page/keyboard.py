"""The rule about the way of the Tab key; indicative, so that in doubt a person decides."""

from itertools import pairwise

from sanjeh.core.probing.artifacts.intrusive_steps import Keyboard, Stop
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.probing.verdicts import Observed, Verdict, texts
from sanjeh.probes.page.page_view import PageView

# So many presses that reach nothing new, and never go on out of the page, are a trap.
_STUCK_PRESSES = 6
# So many presses, each followed by a pause, after which the focus is back where it was; or so many rounds.
HELD_PRESSES = 3
_FEWEST_JUMPS, _SHARE_OF_JUMPS = 3, 0.25
_NEAR_PX = 8


def keyboard(view: PageView) -> Verdict:
    """WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7: the Tab key reaches all, shows where it is, and gets away again."""
    walk = view.artifact.keyboard
    assert walk is not None, "the step 'keyboard' is among the needs of this rule"  # noqa: S101
    unseen = [stop.place for stop in walk.stops if stop.is_visible and stop.shows_focus is False]
    hidden = [stop.place for stop in walk.stops if not stop.is_visible and stop.tag != "iframe"]
    observed: Observed = {
        "presses": walk.presses, "reachable": walk.reachable, "reached": len(walk.stops),
        "has_skip_link": any(stop.leads_to for stop in walk.stops[:2]), "jumps": len(_jumps(walk)),
        "focus_unseen": texts(unseen[:5]), "hidden_stops": texts(hidden[:5]),
    }  # fmt: skip
    return Verdict(*(_barred(walk) or _astray(walk, unseen, hidden)), observed, view.dom)


def _barred(walk: Keyboard) -> tuple[Outcome, str] | None:
    """Return what keeps the keyboard from the page, if anything does."""
    if not walk.reachable and not walk.stops:
        return Outcome.NOT_APPLICABLE, "nothing_to_reach"
    if not walk.stops and not walk.ends_in_frame and not walk.begins_focused:
        return Outcome.FAIL, "nothing_reached"
    may_be_held = walk.ends_in_frame or walk.has_dialog  # a frame has its own ways, a dialog holds rightly
    if not _is_trapped(walk) or may_be_held:
        return None
    # WCAG 2.1.2: where other keys lead away, and visitors are told which; whether they do, a person tries.
    return (Outcome.WARN, "trapped_with_a_way_out") if walk.tells_way_out else (Outcome.FAIL, "trapped")


def _is_trapped(walk: Keyboard) -> bool:
    """WCAG 2.1.2: whatever has the focus lets it go on by the keyboard alone, in the end out of the page."""
    is_stuck = walk.stuck_presses >= _STUCK_PRESSES
    if walk.leaves is None:  # not listened for: a short way round may be the whole page
        return is_stuck and len(walk.stops) + 2 < walk.reachable
    return (is_stuck and not walk.leaves) or max(walk.held_presses, walk.rounds) >= HELD_PRESSES


def _astray(walk: Keyboard, unseen: list[str], hidden: list[str]) -> tuple[Outcome, str]:
    judged = [stop for stop in walk.stops if stop.is_visible and stop.shows_focus is not None]
    if len(unseen) > 1 and len(unseen) == len(judged):
        return Outcome.FAIL, "focus_unseen"
    if unseen:
        return Outcome.WARN, "focus_partly_unseen"
    # Where there is but one stop nobody has to look for the focus (Understanding WCAG 2.4.7).
    if hidden and (len(walk.stops) > 1 or walk.reachable > 1):
        return Outcome.WARN, "hidden_stops"
    jumps = len(_jumps(walk))
    if jumps >= _FEWEST_JUMPS and jumps > _SHARE_OF_JUMPS * (len(walk.stops) - 1):
        return Outcome.WARN, "order_jumps"
    return Outcome.PASS, "walked"


def _jumps(walk: Keyboard) -> list[tuple[Stop, Stop]]:
    """Return the steps that go against the order in which the page is read."""
    stops = [stop for stop in walk.stops if stop.is_visible]
    return [(one, next_) for one, next_ in pairwise(stops) if _goes_back(one, next_)]


def _goes_back(one: Stop, other: Stop) -> bool:
    shared_px = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    if shared_px > min(one.height, other.height) / 2:
        return _forth_px(one, other) < -_NEAR_PX
    is_next_column = _forth_px(one, other) > min(one.width, other.width) / 2
    return other.top < one.top and not is_next_column


def _forth_px(one: Stop, other: Stop) -> float:
    """Return how far the other stands in the direction of reading."""
    if other.is_rtl:
        return (one.left + one.width) - (other.left + other.width)
    return other.left - one.left
