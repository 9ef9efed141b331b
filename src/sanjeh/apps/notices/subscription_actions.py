"""Subscribing to topics: asked for on a page, confirmed by a link, ended by one click; never a legal act."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.conf import conf
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.messages.address_actions import Addressee, send_to_address
from sanjeh.apps.notices import tokens
from sanjeh.apps.notices.kinds import EVERY, Rhythm
from sanjeh.apps.notices.models import Notice, Subscription
from sanjeh.apps.notices.queries import NoticeRow, row_of
from sanjeh.apps.notices.tokens import TokenUnknown, Wish
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.messages.template_names import TemplateName

PAGE = "/subscriptions/"
# Whoever writes another's address into the form can make us send it so many mails and no more.
BETWEEN_ASKED = timedelta(hours=1)


@transaction.atomic
def ask(*, email: str, wish: Wish, now: datetime) -> None:
    """Send the link by which a wish is confirmed; nobody learns whether the address was there before."""
    one_at_a_time("subscriptions")
    row = Subscription.objects.filter(
        authority_id=DEFAULT_AUTHORITY, email__iexact=email, ended_at=None
    ).first()
    if row and row.asked_at > now - BETWEEN_ASKED:
        return
    if row is None:
        row = Subscription(email=email, language=wish.language, topics=list(wish.topics), rhythm=wish.rhythm)
    row.asked_at = now
    row.save()
    content = messages.Content(
        TemplateName.SUBSCRIPTION_ASKED,
        row.reference,
        f"{PAGE}confirm/{tokens.confirming(row.pk, wish)}/",
        {"until": now + tokens.LASTS},
    )
    send_to_address(content=content, to=Addressee(row.email, wish.language), now=now)


@transaction.atomic
def confirm(*, token: str, now: datetime) -> None:
    """Let a wish hold from now on; raise TokenUnknown. Only what is published later is sent."""
    number, wish = tokens.confirmed(token)
    row = locked(number)
    row.topics, row.rhythm, row.language = list(wish.topics), wish.rhythm, wish.language
    if row.confirmed_at is None:
        row.confirmed_at = row.told_at = now
        row.told_up_to = Notice.objects.aggregate(last=Max("number"))["last"] or 0
    row.save()
    journal.write(by=journal.PUBLIC, at=now, what="subscription.confirmed", about=row.reference)


@transaction.atomic
def end(*, token: str, now: datetime) -> None:
    """End a subscription and forget its address; twice changes nothing. Raise TokenUnknown."""
    row = Subscription.objects.select_for_update().filter(pk=tokens.ended(token)).first()
    if row is None or row.ended_at:
        return
    row.email, row.ended_at = "", now
    row.save()
    journal.write(by=journal.PUBLIC, at=now, what="subscription.ended", about=row.reference)


def locked(number: int) -> Subscription:
    row = Subscription.objects.select_for_update().filter(pk=number, ended_at=None).first()
    if row is None:
        raise TokenUnknown
    return row


@transaction.atomic
def tell_subscribers(*, now: datetime) -> int:
    """Write to everybody who waits for it of the notices since the last mail; return to how many."""
    newest = Notice.objects.aggregate(last=Max("number"))["last"] or 0
    waiting = Subscription.objects.select_for_update(of=("self",)).filter(
        confirmed_at__isnull=False, ended_at=None, told_up_to__lt=newest
    )
    told = 0
    for row in waiting.order_by("pk"):
        every = EVERY.get(Rhythm(row.rhythm))
        if every and row.told_at and now < row.told_at + every:
            continue
        fresh = Notice.objects.filter(
            number__gt=row.told_up_to, kind__in=row.topics, authority__code=row.authority_id
        )
        told += write(row, [row_of(one) for one in fresh.order_by("number")], now)
        Subscription.objects.filter(pk=row.pk).update(told_up_to=newest, told_at=now)
    return told


def write(row: Subscription, fresh: Iterable[NoticeRow], now: datetime) -> int:
    """Write of these notices, each in a mail of its own or all in one; return whether there was anything."""
    found = tuple(fresh)
    path = f"{PAGE}end/{tokens.ending(row.pk)}/"
    to = Addressee(row.email, row.language, path)
    ends = f"{conf()['SITE_URL'].rstrip('/')}{path}"
    contents = [single(one, ends) for one in found]
    if row.rhythm != Rhythm.AT_ONCE and found:
        contents = [digest(found, row, ends)]
    for content in contents:
        send_to_address(content=content, to=to, now=now)
    return int(bool(found))


def single(notice: NoticeRow, ends: str) -> messages.Content:
    facts = {"number": notice.number, "title": notice.title, "effective": notice.effective_at, "ends": ends}
    return messages.Content(
        TemplateName.NOTICE_TO_SUBSCRIBER, f"notice:{notice.number}", f"/notices/{notice.number}/", facts
    )


def digest(found: tuple[NoticeRow, ...], row: Subscription, ends: str) -> messages.Content:
    titles = "\n".join(f"{one.number}. {one.title.in_language(row.language)}" for one in found)
    facts = {"count": len(found), "titles": titles, "ends": ends}
    return messages.Content(TemplateName.DIGEST, row.reference, "/notices/", facts)


def forget_unconfirmed(*, before: datetime) -> int:
    """Remove what nobody has confirmed, and return how many."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lt=before).delete()[0]
