"""The empty file in which a list is written, with a sheet that tells of every column."""

from sanjeh.core.catalogue.columns import GUIDE, NAMES, NEEDED, Column
from sanjeh.core.catalogue.listed import head
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.text.words import SOURCE, Translatable
from sanjeh.locale.catalogues import said
from sanjeh.report.spreadsheet import SheetRows

GUIDE_HEAD = (
    Translatable("برگه"),
    Translatable("ستون"),
    Translatable("لازم است؟"),
    Translatable("چه نوشته می‌شود"),
    Translatable("نمونه"),
)
YES, NO = Translatable("بله", key="template of a list"), Translatable("نه", key="template of a list")
ABOUT: dict[tuple[Sheet, Column], tuple[Translatable, str]] = {
    (Sheet.BODIES, Column.CODE): (Translatable("حرف لاتین، رقم و خط تیره؛ دیگر عوض نمی‌شود."), "IR-101"),
    (Sheet.BODIES, Column.TITLE_FA): (Translatable("نام رسمی دستگاه به فارسی."), "سازمان نمونه"),
    (Sheet.BODIES, Column.TITLE_EN): (Translatable("می‌تواند خالی بماند."), "Sample Organisation"),
    (Sheet.BODIES, Column.PARENT): (
        Translatable("کد دستگاه بالادست؛ خالی برای دستگاهی که بالادست ندارد."),
        "IR-100",
    ),
    (Sheet.BODIES, Column.CATEGORIES): (
        Translatable("کد دسته‌ها، میان آن‌ها ویرگول."),
        "main, high_volume",
    ),
    (Sheet.BODIES, Column.DOMAIN): (Translatable("نام دامنه، بی نشانی صفحه."), "example.ir"),
    (Sheet.BODIES, Column.ADDRESS): (
        Translatable("نشانی درگاه؛ برای نشانی دوم ستون دیگری بیفزایید."),
        "https://example.ir/",
    ),
    (Sheet.SERVICES, Column.CODE): (
        Translatable("کد ملی خدمت با یازده رقم؛ خانه را «متن» کنید تا صفرهایش نیفتد."),
        "10010101000",
    ),
    (Sheet.SERVICES, Column.BODY): (Translatable("کد دستگاهی که خدمت را می‌دهد."), "IR-101"),
    (Sheet.SERVICES, Column.TITLE_FA): (Translatable("نام خدمت به فارسی."), "صدور گواهی نمونه"),
    (Sheet.SERVICES, Column.TITLE_EN): (Translatable("می‌تواند خالی بماند."), "Sample certificate"),
    (Sheet.SERVICES, Column.ADDRESS): (
        Translatable("نشانی صفحه‌ی خدمت، هر نشانی در ستونی جدا؛ یک نشانی تنها زیر یک دستگاه می‌آید."),
        "https://example.ir/certificate",
    ),
}


def template_sheets(language: str, names: str) -> list[SheetRows]:
    """Return the two empty sheets with their columns named in Persian or English, and the guide."""
    return [
        SheetRows(Sheet.BODIES, [head(Sheet.BODIES, 1, names)]),
        SheetRows(Sheet.SERVICES, [head(Sheet.SERVICES, 2, names)]),
        SheetRows(GUIDE[0 if names == SOURCE else 1], guide_rows(language, names)),
    ]


def guide_rows(language: str, names: str) -> list[list[str]]:
    at = 0 if names == SOURCE else 1
    rows = [
        [
            sheet.value,
            NAMES[sheet][column][at],
            said(YES if column in NEEDED[sheet] else NO, language),
            said(about, language),
            example,
        ]
        for (sheet, column), (about, example) in ABOUT.items()
    ]
    return [[said(words, language) for words in GUIDE_HEAD], *rows]
