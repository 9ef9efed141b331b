"""The agreement on paper, and where whoever holds such a paper asks whether it is one of ours."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.agreements import papers
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.agreements.clauses import Clause
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.conf import conf
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import SOURCE, Words
from sanjeh.report.agreement.agreement import (
    PrintedAgreement,
    PrintedClause,
    PrintedPassage,
    PrintedText,
    agreement_pdf,
)
from sanjeh.web.formatting import day, moment
from sanjeh.web.missing import or_404
from sanjeh.web.public.agreement import register
from sanjeh.web.templatetags.persian import language, words


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("کد راستی‌آزمایی"),
        help_text=_("شانزده نویسه‌ی پایین هر صفحه‌ی کاغذ؛ خط‌تیره و بزرگی و کوچکی حروف مهم نیست."),
        max_length=60,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr"}),
    )


def verify(request: HttpRequest) -> HttpResponse:
    """Say what the register holds of the paper with this code now."""
    asked = "code" in request.GET
    form = CodeForm(request.GET if asked else None)
    found = papers.paper(form.cleaned_data["code"]) if asked and form.is_valid() else None
    if asked and form.is_valid() and found is None:
        form.add_error(
            "code", gettext("هیچ برگی با این کد از این‌جا چاپ نشده است؛ کد را دوباره از روی کاغذ بخوانید.")
        )
    return render(request, "public/agreement_verify.html", {"form": form, **shown(found)})


def shown(found: papers.Paper | None) -> dict[str, object]:
    if found is None:
        return {}
    accepted = found.accepted
    title = catalogue.titles().get(accepted.body) if accepted else None
    return {"paper": found, "body": title or (accepted and Words(accepted.body, accepted.body))}


def version_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """Give a version as it is printed."""
    with or_404(KeyError):
        version = agreements.agreed_version(number)
    bodies = tuple((words(title), day(at, language())) for title, at in register(number))
    return as_file(printed(request, version, papers.version_code(version.row), bodies), number)


def as_file(paper: PrintedAgreement, number: int) -> HttpResponse:
    response = HttpResponse(agreement_pdf(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="agreement-{number}.pdf"'
    return response


def printed(
    request: HttpRequest, version: agreements.Version, code: str, bodies: tuple[tuple[str, str], ...]
) -> PrintedAgreement:
    """Return the paper in the language of the page; the first text is the one that binds."""
    spoken = language()
    number = in_digits(version.row.number, spoken)
    site = conf()["SITE_URL"].rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    return PrintedAgreement(
        language=spoken,
        sender=words(authorities.card(version.row.authority).title),
        title=gettext("توافق‌نامه‌ی سطح خدمت، نسخه‌ی %(number)s") % {"number": number},
        lines=version.fa.title,
        facts=facts_of(version.row),
        texts=texts_of(version),
        bodies_title=gettext("پذیرش دستگاه‌ها"),
        bodies=bodies,
        code_title=gettext("کد راستی‌آزمایی"),
        code=code,
        verify_at=f"{site}{reverse('public:agreement-verify')}",
        numbering="۱ / ۱" if spoken == SOURCE else "1 / 1",
    )


def facts_of(row: agreements.VersionRow) -> tuple[tuple[str, str], ...]:
    spoken = language()
    begins = day(row.valid_from, spoken) if row.valid_from else "–"
    return (
        (gettext("وضعیت"), words(row.says)),
        (gettext("آغاز اعتبار"), begins),
        (gettext("پایان اعتبار"), words(row.until)),
        (gettext("اثر انگشت متن (SHA-256)"), row.sha256),
        (gettext("چاپ‌شده"), moment(timezone.now(), spoken)),
    )


def texts_of(version: agreements.Version) -> tuple[PrintedText, ...]:
    """Return the text that binds, then the reading for whoever reads this language."""
    agreed = PrintedText(SOURCE, "", clauses_of(version.fa.clauses, SOURCE))
    if language() != SOURCE:
        heading = gettext("ترجمه؛ تنها متن فارسی الزام‌آور است")
        return agreed, PrintedText("en", heading, clauses_of(version.en.clauses, "en"))
    if not version.is_restored:
        return (agreed,)
    heading = gettext("بازخوانی با نیم‌فاصله؛ تنها متن بالا الزام‌آور است")
    return agreed, PrintedText(SOURCE, heading, clauses_of(version.restored.clauses, SOURCE))


def clauses_of(clauses: tuple[Clause, ...], spoken: str) -> tuple[PrintedClause, ...]:
    return tuple(
        PrintedClause(
            in_digits(one.number, spoken),
            one.title,
            tuple(PrintedPassage(in_digits(each.mark, spoken), each.text) for each in one.passages),
        )
        for one in clauses
    )
