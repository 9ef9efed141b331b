"""Whom a notice has reached, who has said so, and who has to be reminded."""

from django.http import HttpRequest, HttpResponse

from sanjeh.apps.messages import queries as messages
from sanjeh.apps.notices import queries as notices
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage
from sanjeh.web.office.reader_list import reader_listing


class NoticeDelivery(OfficePage):
    """One notice with everybody to whom it was written, those who have not seen it first."""

    reads = Reading.NOTICES

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(notices.NoSuchNotice):
            row = notices.notice(number)
        about = Subject.NOTICE.named(number)
        readers = messages.readers(about)
        shown = {
            "row": row,
            "about": about,
            "readers": readers,
            "seen": sum(one.is_seen for one in readers),
            "lost": sum(one.is_lost for one in readers),
        }
        return answer(request, reader_listing(readers), "office/notice_delivery.html", shown)
