"""What was announced, when, and from when it counts; as pages and as a feed."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.fingerprints import queries as running
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.notices.queries import NoticeRow
from sanjeh.web.formatting import day
from sanjeh.web.missing import or_404
from sanjeh.web.public.notice_changes import changes_of
from sanjeh.web.templatetags.persian import language


def notice_list(request: HttpRequest) -> HttpResponse:
    shown = {
        "notices": notices.notices(),
        "authorities": authorities.names(),
        "silent": running.silent_changes(only_open=True),
    }
    return render(request, "public/notices.html", shown)


def notice_page(request: HttpRequest, number: int) -> HttpResponse:
    with or_404(notices.NoSuchNotice):
        row = notices.notice(number)
    shown = {"row": row, "authorities": authorities.names(), **changes_of(row)}
    return render(request, "public/notice.html", shown)


if TYPE_CHECKING:
    FeedOfNotices = Feed[NoticeRow, None]
else:  # Django's own class takes no type arguments while it runs
    FeedOfNotices = Feed


class NoticeFeed(FeedOfNotices):
    """Every notice as an Atom entry; whoever subscribes misses no change."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return gettext("اطلاعیه‌های سنجه")

    def subtitle(self) -> str:
        return gettext("هر تغییر در روش، فرم‌ها، مدارک و تقویم، پیش از اجرا")

    def link(self) -> str:
        return reverse("public:notices")

    def items(self) -> tuple[NoticeRow, ...]:
        return notices.notices()

    def item_title(self, item: NoticeRow) -> str:
        return item.title.in_language(language())

    def item_description(self, item: NoticeRow) -> str:
        counts_from = gettext("از %(day)s اجرا می‌شود.") % {"day": day(item.effective_at, language())}
        return f"{item.body.in_language(language())}\n\n{counts_from}"

    def item_link(self, item: NoticeRow) -> str:
        return reverse("public:notice", args=[item.number])

    def item_pubdate(self, item: NoticeRow) -> datetime:
        return item.published_at

    def item_updateddate(self, item: NoticeRow) -> datetime:
        return item.published_at

    def item_categories(self, item: NoticeRow) -> tuple[str]:
        return (item.kind.value,)


class TopicFeed(NoticeFeed):
    """The notices of one kind."""

    def get_object(self, request: HttpRequest, kind: str) -> Kind:  # type: ignore[override]
        del request
        with or_404(ValueError):
            return Kind(kind)

    def items(self, obj: Kind) -> tuple[NoticeRow, ...]:  # type: ignore[override]
        return tuple(row for row in notices.notices() if row.kind is obj)
