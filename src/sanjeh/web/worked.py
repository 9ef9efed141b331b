"""How a working time is written: days, hours and minutes, joined as the language joins."""

from collections.abc import Callable

from django.utils.translation import gettext

from sanjeh.core.text.words import Translatable
from sanjeh.core.working_time.explanation import length


def worked(seconds: int, day_seconds: int, say: Callable[[Translatable], str]) -> str:
    """Return a working time in words."""
    return gettext(" و ").join(say(part) for part in length(seconds, day_seconds))
