"""Where who speaks for a body says what it thinks of a draft, and where the office answers."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import bodies_of, signed_in
from sanjeh.apps.agreements import actions, comment_actions, comments, queries
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import ConsultationMove, Reading
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, Staff, in_office
from sanjeh.web.office.agreement import DONE, counted, version_shown
from sanjeh.web.office.fields import area
from sanjeh.web.public.agreement import commented
from sanjeh.web.templatetags.persian import words

MOST_LETTERS = 4_000
OVER = _("این نسخه دیگر در رایزنی نیست؛ نوشته‌ی شما ثبت نشد و در همین صفحه مانده است.")
TEXT_NEEDED = _("پاسخ را بنویسید؛ پاسخ خالی پذیرفته نیست.")
ANSWERED = _("این نظر پیش‌تر پاسخ گرفته است؛ صفحه را تازه کنید.")


class CommentForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_767)
    body = forms.ChoiceField(label=_("از سوی"), widget=forms.Select({"class": "form-select"}))
    clause = forms.TypedChoiceField(
        label=_("درباره‌ی"), coerce=int, widget=forms.Select({"class": "form-select"})
    )
    text = forms.CharField(label=_("نظر"), max_length=MOST_LETTERS, widget=area("auto"))

    def of(self, version: queries.Version, bodies: dict[str, Words]) -> "CommentForm":
        """Return this form with the clauses of the version and the reader's own bodies."""
        self.fields["body"].choices = [(code, words(title)) for code, title in bodies.items()]  # type: ignore[attr-defined]
        clauses = [(str(one.number), f"{counted(one.number)}) {one.title}") for one in version.fa.clauses]
        self.fields["clause"].choices = [("0", gettext("همه‌ی متن")), *clauses]  # type: ignore[attr-defined]
        return self


class Consultation(OfficePage):
    """The version that is being talked over, what was said of it, and the form of a comment."""

    reads = Reading.OFFER

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del where
        return RequestedMove(
            ConsultationMove.COMMENT, Subject.AGREEMENT.named(request.POST.get("number", "")[:9])
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        version = open_version(in_office(request).staff)
        form = CommentForm(initial={"number": version.row.number}) if version else None
        return self.page(request, version, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        version = open_version(in_office(request).staff)
        form = CommentForm(request.POST)
        if version and form.of(version, own_bodies(in_office(request).staff)).is_valid():
            if said(request, form):
                return redirect("office:consultation")
        elif version is None:
            messages.error(request, OVER)
        return self.page(request, version, form)

    def page(
        self, request: HttpRequest, version: queries.Version | None, form: CommentForm | None
    ) -> HttpResponse:
        staff = in_office(request).staff
        shown: dict[str, object] = {"version": version}
        if version and form:
            shown["form"] = form.of(version, own_bodies(staff))
            shown["changes"] = queries.changes_since_last(version)
            shown["comments"] = commented(version.row.number)
        return render(request, "office/consultation.html", shown)


def open_version(staff: Staff) -> queries.Version | None:
    number = comments.in_consultation(staff.authority)
    return queries.version(number) if number else None


def own_bodies(staff: Staff) -> dict[str, Words]:
    own = sorted(bodies_of(staff.person, SPEAKS_FOR_A_BODY, staff.at, staff.authority))
    titles = catalogue.titles()
    return {code: titles.get(code) or Words(code, code) for code in own}


def said(request: HttpRequest, form: CommentForm) -> bool:
    given = form.cleaned_data
    what = comment_actions.Said(given["number"], given["body"], given["clause"], given["text"])
    try:
        comment_actions.comment(said=what, by=signed_in(request.user), now=timezone.now())
    except (actions.NotAwaited, comment_actions.NoSuchClause, actions.NotMandated):
        form.add_error("text", OVER)
    else:
        messages.success(request, DONE)
    return not form.errors


class CommentAnswered(OfficePage):
    """Where the office answers one comment; what cannot be taken is told beside it."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        version = comments.version_of(int(where["number"]))
        return RequestedMove(ConsultationMove.ANSWER, Subject.AGREEMENT.named(version or 0))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        text, version = request.POST.get("text", "")[:MOST_LETTERS], version_of(number)
        if not text.strip():
            return version_shown(request, version, {"number": number, "text": text, "error": TEXT_NEEDED})
        try:
            comment_actions.answer(number=number, text=text, by=signed_in(request.user), now=timezone.now())
        except comment_actions.AnsweredAlready:
            return version_shown(request, version, {"number": number, "text": text, "error": ANSWERED})
        messages.success(request, DONE)
        return redirect("office:agreement-version", number=version)


def version_of(comment: int) -> int:
    with or_404(KeyError):
        found = comments.version_of(comment)
        if found is None:
            raise KeyError(comment)
        return found
