"""`sanjeh worker --status`: whom all workers leave alone at present, and why."""

from collections.abc import Iterator

from sanjeh.apps.scans.throttle_status import ThrottleStatus
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import said
from sanjeh.web.formatting import moment

VISITED = Translatable("اکنون در {count} جا بازدید می‌شود.")
SLOWED = Translatable("آهسته‌تر از معمول: {count} جا.")
RESTS = Translatable("{place} تا {until} آسوده است: {why}")
LATER = Translatable("{count} نشانی بعداً دوباره دیده می‌شود.")
LATER_ONE = Translatable("  {at}  {url}")
PAUSED = Translatable("{url} به خواست دارنده تا {until}")
NOBODY = Translatable("هیچ میزبانی آسوده گذاشته نشده است.")


def lines(now: ThrottleStatus, language: Language) -> Iterator[str]:
    """Yield what the status says, a line at a time."""

    yield said(VISITED.filled(count=now.visited), language)
    yield said(SLOWED.filled(count=now.slowed), language)
    for rest in now.resting:
        until, why = moment(rest.until, language), said(rest.why, language)
        yield said(RESTS.filled(place=rest.key, until=until, why=why), language)
    for pause in now.paused:
        yield said(PAUSED.filled(url=pause.url, until=moment(pause.until, language)), language)
    if not (now.resting or now.paused):
        yield said(NOBODY, language)
    yield said(LATER.filled(count=now.later_count), language)
    for one in now.later:
        yield said(LATER_ONE.filled(at=moment(one.at, language), url=one.url), language)
