"""What was not kept: its remedy, another's word for it, and the excuse that takes two outsiders."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.commitments import breach_actions, breaches
from sanjeh.apps.commitments.kinds import REMEDY_WORDS, Remedy
from sanjeh.apps.desk.credit_actions import NothingToCredit
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.breaches import MOVE_WORDS, BreachMove
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.choices import offered
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, Staff, in_office
from sanjeh.web.office.breach_list import breach_listing
from sanjeh.web.office.fields import area
from sanjeh.web.templatetags.persian import language

REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: gettext_noop("این نقض دیگر در این مرحله نیست؛ صفحه را تازه کنید."),
    breach_actions.HadPart: gettext_noop(
        "تنها کسی که در موضوع دست نداشته و این وظیفه از آنِ او نیست می‌تواند درباره‌ی موجه بودن آن بگوید."
    ),
    breach_actions.RemedyNotAgreed: gettext_noop("نسخه‌ی توافق‌نامه این جبران را ندارد."),
    NothingToCredit: gettext_noop(
        "زمانی از دست نرفته که بتوان به مهلت کسی افزود، یا مهلتی نمانده است؛ جبران دیگری را برگزینید."
    ),
    breach_actions.WordsMissing: gettext_noop("بنویسید چه شد یا چرا؛ یک جمله بس است."),
}


MATTERS = (
    (Subject.NOTICE, gettext_noop("اطلاعیه‌ی %(number)s"), "public:notice"),
    (Subject.COMPLAINT, gettext_noop("شکایت %(number)s"), "office:complaint"),
    (Subject.AGREEMENT, gettext_noop("نسخه‌ی %(number)s توافق‌نامه"), "public:agreement-version"),
)


class StepForm(forms.Form):
    words = forms.CharField(
        label=_("شرح"),
        help_text=_("از کسی نام نبرید؛ نام کار و روز آن منتشر می‌شود و این متن در دبیرخانه می‌ماند."),
        max_length=4_000,
        widget=area("auto", rows=3),
    )


class RemedyForm(StepForm):
    """The remedies of the version alone are offered."""

    remedy = forms.ChoiceField(label=_("کدام جبران داده شد؟"), widget=forms.Select({"class": "form-select"}))
    field_order = ("remedy", "words")

    def __init__(self, *args: object, agreed: tuple[Remedy, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["remedy"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- what it was made as
        field.choices = partial(offered, {one: REMEDY_WORDS[one] for one in agreed})


@dataclass(frozen=True, slots=True)
class Step:
    """Moves that the reader may make with one form: a remedy alone, or a word for or against."""

    moves: tuple[BreachMove, ...]
    form: forms.Form

    @property
    def titles(self) -> tuple[tuple[BreachMove, Translatable], ...]:
        return tuple((move, MOVE_WORDS[move]) for move in self.moves)


class Breaches(OfficePage):
    """Every breach, the newest first."""

    reads = Reading.BREACHES

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = breaches.rows(in_office(request).staff.at)
        return answer(request, breach_listing(rows), "office/breaches.html")


class BreachPage(OfficePage):
    """One breach with what may be done about it."""

    reads = Reading.BREACHES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = move_of(request)
        return RequestedMove(move, Subject.BREACH.named(where["number"])) if move else None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return page(request, number, None)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = move_of(request)
        if move is None:
            raise Http404
        with or_404(breaches.NoSuchBreach):
            row = breaches.row(number, timezone.now())
        form = form_of(move, row, request)
        if not form.is_valid():
            return page(request, number, (move, form))
        try:
            make(request, number, move, form)
        except tuple(REFUSALS) as refused:
            form.add_error(None, gettext(REFUSALS[type(refused)]))
            return page(request, number, (move, form))
        messages.success(request, gettext("ثبت شد و سطری در دفتر رویداد دارد."))
        return redirect("office:breach", number)


def make(request: HttpRequest, number: int, move: BreachMove, form: forms.Form) -> None:
    by, now, words = signed_in(request.user), timezone.now(), form.cleaned_data["words"]
    if move is BreachMove.REMEDY:
        remedy = Remedy(form.cleaned_data["remedy"])
        breach_actions.remedy_breach(number=number, remedy=remedy, words=words, by=by, now=now)
    else:
        breach_actions.lead_breach(number=number, move=move, words=words, by=by, now=now)


def move_of(request: HttpRequest) -> BreachMove | None:
    asked = request.POST.get("move", "")
    return BreachMove(asked) if asked in set(BreachMove) else None


def form_of(move: BreachMove, row: breaches.BreachRow, request: HttpRequest | None = None) -> forms.Form:
    sent = request.POST if request else None
    if move is BreachMove.REMEDY:
        return RemedyForm(sent, agreed=row.remedies, prefix=None, auto_id=f"{move}-%s")
    return StepForm(sent, auto_id=f"{move}-%s")


def page(request: HttpRequest, number: int, typed: tuple[BreachMove, forms.Form] | None) -> HttpResponse:
    staff = in_office(request).staff
    with or_404(breaches.NoSuchBreach):
        row = breaches.row(number, staff.at)
    open_moves = open_to(row, staff)
    groups = [
        [one for one in open_moves if (one is BreachMove.REMEDY) is is_remedy] for is_remedy in (True, False)
    ]
    steps = [
        Step(tuple(moves), typed[1] if typed and typed[0] in moves else form_of(moves[0], row))
        for moves in groups
        if moves
    ]
    shown = {"row": row, "steps": steps, "matters": [matter(ref) for ref in row.refs]}
    return render(request, "office/breach.html", shown)


def matter(ref: str) -> tuple[str, str]:
    """Return how one thing that the breach is of is called, and the page that shows it, if any."""
    for kind, says, address in MATTERS:
        for name in kind.names_in([ref]):
            number = name.partition("/")[0]
            if number.isdecimal():
                return gettext(says) % {"number": in_digits(number, language())}, reverse(
                    address, args=[number]
                )
    return ref, ""


def open_to(row: breaches.BreachRow, staff: Staff) -> list[BreachMove]:
    """Return the moves that this reader may make now."""
    about = Subject.BREACH.named(row.number)
    may = [move for move in row.open_moves if not staff.refusal(move, about)]
    had_part = breaches.had_part(breaches.stored(row.number), staff.person, staff.at)
    return [move for move in may if not (move in breach_actions.EXCUSING and had_part)]
