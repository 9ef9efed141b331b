"""Questions of both sides: the list with the form of a new one, and one question part by part."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import bodies_of, signed_in
from sanjeh.apps.questions import actions, queries
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.question_permissions import ASKING
from sanjeh.core.workflow.questions import ABOUT_WORDS, MOST_PARTS, About, QuestionMove
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import area, line
from sanjeh.web.office.question_list import question_listing
from sanjeh.web.templatetags.persian import language

LONGEST = 4_000
DONE = gettext_noop("انجام شد و در دفتر رویداد ثبت شد.")
REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: gettext_noop("این پرسش دیگر در این مرحله نیست؛ صفحه را تازه کنید."),
    actions.WordsMissing: gettext_noop("چیزی بنویسید؛ یک جمله بس است."),
    actions.OwnBody: gettext_noop("کسی به پرسش دستگاهی که از آن است پاسخ نمی‌دهد."),
    actions.NotOfThatBody: gettext_noop("این پرسش از دستگاه شما نیست."),
}


def matters() -> Choices:
    return offered(ABOUT_WORDS)


class AskForm(forms.Form):
    """A question of one to five parts; each is answered on its own."""

    body = forms.ChoiceField(label=_("دستگاه"), widget=forms.Select({"class": "form-select"}))
    about = choice(_("پرسش درباره‌ی چیست؟"), matters)
    name = forms.CharField(
        label=_("رمز شاخص یا خدمت، یا شماره‌ی اطلاعیه (اختیاری)"),
        max_length=60,
        required=False,
        widget=line("ltr"),
    )
    title = forms.CharField(label=_("عنوان"), max_length=200, widget=line())

    def __init__(self, bodies: frozenset[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["body"].choices = [(code, code) for code in sorted(bodies)]  # type: ignore[attr-defined]
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"part{number}"] = forms.CharField(
                label=gettext("بخش %(number)s") % {"number": in_digits(number, language())},
                help_text=_("هر چیز را جدا بپرسید تا جدا پاسخ بگیرد.") if number == 1 else "",
                max_length=LONGEST,
                required=number == 1,
                widget=area("auto", rows=3),
            )

    def asked(self) -> actions.Asked:
        given = self.cleaned_data
        parts = tuple(given[f"part{number}"] for number in range(1, MOST_PARTS + 1))
        return actions.Asked(given["body"], given["title"], parts, About(given["about"]), given["name"])


class Questions(OfficePage):
    """The questions that the reader may see; who speaks for a body asks a new one."""

    reads = Reading.QUESTIONS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(QuestionMove.ASK)

    def get(self, request: HttpRequest) -> HttpResponse:
        return list_page(request, AskForm(own_bodies(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AskForm(own_bodies(request), request.POST)
        if not form.is_valid():
            return list_page(request, form)
        number = actions.ask(asked=form.asked(), by=signed_in(request.user), now=timezone.now())
        messages.success(request, gettext("پرسش ثبت شد؛ پاسخ هر بخش همین‌جا می‌آید."))
        return redirect("office:question", number=number)


def own_bodies(request: HttpRequest) -> frozenset[str]:
    staff = in_office(request).staff
    return bodies_of(staff.person, ASKING, staff.at)


def list_page(request: HttpRequest, form: AskForm) -> HttpResponse:
    staff = in_office(request).staff
    rows = queries.questions(staff.person, staff.at)
    return answer(request, question_listing(rows), "office/questions.html", {"form": form})


class QuestionPage(OfficePage):
    """One question: its parts with what was said of each, its notes, its clock, and what may be done."""

    reads = Reading.QUESTIONS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = move_of(request)
        return RequestedMove(move, Subject.QUESTION.named(where["number"])) if move else None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return page(request, number, from_template(request))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = move_of(request)
        if move is None:
            raise Http404
        typed = {name: text[:LONGEST] for name, text in request.POST.items() if isinstance(text, str)}
        try:
            with or_404(queries.NoSuchQuestion):
                queries.question(number, signed_in(request.user), timezone.now())
                make(request, number, move, typed)
        except actions.PartsUnanswered as lacking:
            numbers = "، ".join(in_digits(one, language()) for one in lacking.numbers)
            told = gettext("هنوز فرستاده نشده است: این بخش‌ها پاسخ ندارند: %(numbers)s. نوشته‌ی شما مانده است.")
            messages.error(request, told % {"numbers": numbers})
            return page(request, number, typed)
        except tuple(REFUSALS) as refused:
            messages.error(request, gettext(REFUSALS[type(refused)]))
            return page(request, number, typed)
        messages.success(request, gettext(DONE))
        return redirect("office:question", number=number)


def move_of(request: HttpRequest) -> QuestionMove | None:
    known = {move.value: move for move in QuestionMove if move is not QuestionMove.ASK}
    return known.get(request.POST.get("move", ""))


def make(request: HttpRequest, number: int, move: QuestionMove, typed: Mapping[str, str]) -> None:
    by, now, words = signed_in(request.user), timezone.now(), typed.get("words", "")
    if move is QuestionMove.ANSWER:
        answers = {part: typed.get(f"answer{part}", "") for part in range(1, MOST_PARTS + 1)}
        actions.answer(number=number, answers=answers, by=by, now=now)
    elif move is QuestionMove.NOT_ANSWERED:
        part = typed.get("part", "")
        if not (part.isascii() and part.isdecimal() and len(part) == 1):
            raise Http404
        actions.not_answered(number=number, part=int(part), words=words, by=by, now=now)
    elif move is QuestionMove.CLOSE:
        actions.close(number=number, by=by, now=now)
    else:
        act = actions.ask_back if move is QuestionMove.ASK_BACK else actions.reply
        act(number=number, words=words, by=by, now=now)


def from_template(request: HttpRequest) -> dict[str, str]:
    """Return the words of a template for the part that the address names."""
    chosen = {str(one.number): one.text for one in queries.templates()}
    part, text = request.GET.get("part", ""), chosen.get(request.GET.get("template", ""), "")
    return {f"answer{part}": text} if text and part.isdecimal() else {}


def page(request: HttpRequest, number: int, typed: Mapping[str, str]) -> HttpResponse:
    staff = in_office(request).staff
    with or_404(queries.NoSuchQuestion):
        found = queries.question(number, staff.person, staff.at)
    about = Subject.QUESTION.named(number)
    may = {move.value for move in found.moves if staff.refusal(move, about) is None}
    parts = [(part, typed.get(f"answer{part.number}", "")) for part in found.parts]
    shown = {"page": found, "parts": parts, "may": may, "typed": typed, "templates": queries.templates()}
    return render(request, "office/question.html", shown)
