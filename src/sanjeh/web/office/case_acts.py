"""What is done with a case beside leading it on: first answers, challenges, votes, orders, remedies."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import actions, appeal_actions, challenge_actions, outcome_actions, outside_actions
from sanjeh.apps.desk.kinds import RemedyKind, SeatRole
from sanjeh.apps.desk.queries import NoSuchComplaint, complaint
from sanjeh.core.scoring.normalise import OutsideScale
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.web.office.case_forms import CaseForms, CaseMove, Make


class NotANumber(ValueError):
    """What was typed is no number."""


class NoSuchCase(LookupError):
    """What was typed is the number of no complaint."""


REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: _("این کار در وضعیت کنونی شکایت ممکن نیست؛ صفحه را تازه کنید."),
    actions.NotImpartial: _("این کار با شما نیست: در موضوع دست داشته‌اید یا قرعه به نام شما نیفتاده است."),
    actions.NotDeclared: _("نخست نام طرف‌ها را بخوانید و بی‌طرفی خود را امضا کنید؛ پرونده پس از آن باز می‌شود."),
    actions.ReasonMissing: _("دلیل را بنویسید؛ بی آن چیزی ثبت نمی‌شود."),
    actions.AcknowledgedAlready: _("نخستین پاسخ پیش از این داده شده است."),
    challenge_actions.NothingChallenged: _("ایرادی نیست که در انتظار تصمیم باشد."),
    appeal_actions.VotedAlready: _("رأی شما ثبت شده است و عوض نمی‌شود."),
    outcome_actions.NothingUpheld: _("رأیی به سود شاکی نیست که جبرانی از آن برآید."),
    outcome_actions.NoSuchRemedy: _("این جبران در انتظار این کار نیست؛ صفحه را تازه کنید."),
    outcome_actions.NotAlike: _("این دو شکایت همانند نیستند، یا پیش از این کنار هم گذاشته شده‌اند."),
    outcome_actions.NoMarkNamed: _("شکایت از چنین نمره‌ای نیست، یا این نمره پیش از این اصلاح شده است."),
    outside_actions.NotOfAnotherUnit: _(
        "کسی از واحد رسیدگی یا دبیرخانه نمی‌تواند راه را برای عضو بیرونی باز کند."
    ),
    outside_actions.NothingLacking: _("برای این جا کسی کم نیست، یا شما پیش از این پذیرفته‌اید."),
    OutsideScale: _("این شاخص چنین مقداری ندارد؛ مقدار را با یکای خود شاخص بنویسید."),
    NotANumber: _("مقدار را با رقم بنویسید، مانند ۰٫۵."),
    NoSuchCase: _("شکایتی با این شماره نیست؛ شماره را با رقم بنویسید."),
}


def words(request: HttpRequest) -> str:
    return request.POST.get("words", "")


def chosen_number(request: HttpRequest, name: str) -> int:
    """Return the number that the form names; what is none leads nowhere."""
    typed = latin_digits(request.POST.get(name, "")).strip()
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise Http404
    return int(typed)


def acknowledge(request: HttpRequest, number: int, now: datetime) -> None:
    actions.acknowledge_complaint(number=number, words=words(request), by=signed_in(request.user), now=now)


def decide_challenge(request: HttpRequest, number: int, now: datetime) -> None:
    is_upheld, by = request.POST.get("upheld") == "yes", signed_in(request.user)
    challenge_actions.decide_challenge(number=number, is_upheld=is_upheld, why=words(request), by=by, now=now)


def recuse(request: HttpRequest, number: int, now: datetime) -> None:
    challenge_actions.recuse(number=number, words=words(request), by=signed_in(request.user), now=now)


def vote(request: HttpRequest, number: int, now: datetime) -> None:
    is_quashed, by = request.POST.get("vote") == "quash", signed_in(request.user)
    if request.POST.get("vote") not in {"quash", "stands"}:
        raise actions.ReasonMissing
    appeal_actions.vote(number=number, is_quashed=is_quashed, reasons=words(request), by=by, now=now)


def order(request: HttpRequest, number: int, now: datetime) -> None:
    outcome_actions.order_at_once(number=number, words=words(request), by=signed_in(request.user), now=now)


def liken(request: HttpRequest, number: int, now: datetime) -> None:
    try:
        other = complaint(chosen_number(request, "other")).number
    except (Http404, NoSuchComplaint) as error:
        raise NoSuchCase from error
    outcome_actions.liken(number=number, other=other, by=signed_in(request.user), now=now)


def plan_remedy(request: HttpRequest, number: int, now: datetime) -> None:
    kind, by = request.POST.get("kind", ""), signed_in(request.user)
    if kind not in set(RemedyKind):
        raise Http404
    outcome_actions.plan_remedy(number=number, kind=RemedyKind(kind), words=words(request), by=by, now=now)


def do_remedy(request: HttpRequest, number: int, now: datetime) -> None:
    remedy, by = chosen_number(request, "remedy"), signed_in(request.user)
    outcome_actions.do_remedy(number=number, remedy=remedy, by=by, now=now)


def verify_remedy(request: HttpRequest, number: int, now: datetime) -> None:
    remedy, by = chosen_number(request, "remedy"), signed_in(request.user)
    outcome_actions.verify_remedy(number=number, remedy=remedy, by=by, now=now)


def correct(request: HttpRequest, number: int, now: datetime) -> None:
    try:
        becomes = Decimal(latin_digits(request.POST.get("becomes", "")).replace("٫", ".").strip())
    except InvalidOperation as error:
        raise NotANumber from error
    if not becomes.is_finite() or abs(becomes) >= 10**9:
        raise NotANumber
    correction = outcome_actions.Correction(
        request.POST.get("round", ""), request.POST.get("indicator", ""), becomes, words(request)
    )
    outcome_actions.order_correction(
        number=number, correction=correction, by=signed_in(request.user), now=now
    )


def let_outsiders(request: HttpRequest, number: int, now: datetime) -> None:
    role, by = request.POST.get("role", ""), signed_in(request.user)
    if role not in set(SeatRole):
        raise Http404
    outside_actions.let_outsiders(number=number, role=SeatRole(role), by=by, now=now)


DO: dict[CaseMove, Make] = {
    ComplaintAct.ACKNOWLEDGE: acknowledge,
    ComplaintAct.DECIDE_CHALLENGE: decide_challenge,
    ComplaintAct.LET_OUTSIDERS: let_outsiders,
    ComplaintAct.RECUSE: recuse,
    ComplaintAct.VOTE: vote,
    ComplaintAct.ORDER: order,
    ComplaintAct.LIKEN: liken,
    ComplaintAct.PLAN_REMEDY: plan_remedy,
    ComplaintAct.DO_REMEDY: do_remedy,
    ComplaintAct.VERIFY_REMEDY: verify_remedy,
    ComplaintAct.CORRECT: correct,
}


class CaseActs(CaseForms):
    """The forms of the complaint's page that lead it nowhere by themselves."""

    makes = DO
    refusals = REFUSALS
