"""How the lists of bodies and services are declared: their columns, filters, and the files they make."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from sanjeh.apps.catalogue import listings
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.catalogue.listed import Rows, bodies_table, services_table
from sanjeh.core.text.words import SOURCE
from sanjeh.locale.catalogues import said
from sanjeh.web import labels
from sanjeh.web.cells import Cell, addressed, coded, worded
from sanjeh.web.choices import Choices, offered
from sanjeh.web.formatting import day
from sanjeh.web.listing import Asked, Column, Filter, Listing
from sanjeh.web.templatetags.persian import fa, language


def list_language() -> str:
    """Return the language of the columns of a file: Persian, or English for all others."""
    return SOURCE if language() == SOURCE else "en"


def body_listing(now: datetime) -> Listing[catalogue.BodyRow]:
    def find(asked: Asked) -> tuple[Sequence[catalogue.BodyRow], int]:
        return listings.bodies(wanted(asked), now)

    def table(asked: Asked) -> Rows:
        states = catalogue.standing().bodies
        return bodies_table(
            (states[code] for code in listings.body_codes(wanted(asked), now)), list_language()
        )

    return Listing(
        name="bodies",
        caption=_("دستگاه‌ها"),
        columns=(
            Column("title", _("دستگاه"), body_name, sorts=True),
            Column("code", _("کد"), lambda row: coded(row.code), sorts=True),
            Column("parent", _("بالادست"), lambda row: worded(row.parent), sorts=True, only_wide=True),
            Column(
                "categories", _("دسته‌ها"), lambda row: Cell(category_names(row.categories)), only_wide=True
            ),
            Column("services", _("خدمت‌ها"), services_of_body, sorts=True, is_number=True),
            Column("domain", _("دامنه"), lambda row: coded(row.domain), sorts=True, only_wide=True),
        ),
        find=find,
        filters=(
            Filter("standing", _("وضعیت"), offered(listings.STANDING_WORDS)),
            Filter("category", _("دسته"), categories()),
        ),
        empty=_("هنوز دستگاهی در فهرست نیست."),
        key=lambda row: row.code,
        table=table,
    )


def service_listing(now: datetime) -> Listing[catalogue.ServiceRow]:
    def find(asked: Asked) -> tuple[Sequence[catalogue.ServiceRow], int]:
        return listings.services(wanted(asked), now)

    def table(asked: Asked) -> Rows:
        states, codes = catalogue.standing().services, listings.service_codes(wanted(asked), now)
        return services_table((states[code] for code in codes), list_language())

    return Listing(
        name="services",
        caption=_("خدمت‌ها"),
        columns=(
            Column("title", _("خدمت"), service_name, sorts=True),
            Column("code", _("کد"), lambda row: coded(row.code), sorts=True),
            Column("body", _("دستگاه"), lambda row: worded(row.body, body_url(row.body_code)), sorts=True),
            Column("addresses", _("نشانی"), addresses, only_wide=True),
        ),
        find=find,
        filters=(
            Filter("standing", _("وضعیت"), offered(listings.STANDING_WORDS)),
            Filter("body", _("دستگاه"), body_choices(now)),
        ),
        empty=_("هنوز خدمتی در فهرست نیست."),
        key=lambda row: row.code,
        table=table,
    )


def wanted(asked: Asked) -> listings.Wanted:
    return listings.Wanted(
        search=asked.search,
        standing=asked.chosen.get("standing", ""),
        category=asked.chosen.get("category", ""),
        body=asked.chosen.get("body", ""),
        order=asked.order,
        start=asked.start,
        stop=asked.stop,
    )


def categories() -> Choices:
    return [(code, said(labels.category(code), language())) for code in catalogue.categories()]


def body_choices(now: datetime) -> Choices:
    """Return the bodies at work by their titles."""
    rows, _count = listings.bodies(listings.Wanted(order="title"), now)
    return [(row.code, said(row.title, language())) for row in rows]


def body_url(code: str) -> str:
    return reverse("office:catalogue-body", args=[code])


def body_name(row: catalogue.BodyRow) -> Cell:
    return worded(row.title, body_url(row.code), ended_note(row))


def service_name(row: catalogue.ServiceRow) -> Cell:
    return worded(row.title, reverse("office:catalogue-service", args=[row.code]), ended_note(row))


def ended_note(row: catalogue.BodyRow | catalogue.ServiceRow) -> str:
    if row.ended_on is None:
        return ""
    word = said(listings.STANDING_WORDS[listings.Standing.ENDED], language())
    return f"{word}: {day(row.ended_on, language())}"


def services_of_body(row: catalogue.BodyRow) -> Cell:
    url = f"{reverse('office:catalogue-services')}?body={row.code}" if row.service_count else ""
    return Cell(fa(row.service_count), url)


def addresses(row: catalogue.ServiceRow) -> Cell:
    more = f"+{fa(len(row.urls) - 1)}" if len(row.urls) > 1 else ""
    return addressed(row.urls[0] if row.urls else "", more)


def category_names(codes: tuple[str, ...]) -> str:
    return " · ".join(said(labels.category(code), language()) for code in codes)
