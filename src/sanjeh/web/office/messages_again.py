"""Sending many messages again that bounced or were given up, once it was seen which."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from sanjeh.apps.messages import actions, listings
from sanjeh.apps.messages.queries import DespatchRow
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.workflow.moves import MessageMove, Reading
from sanjeh.web.listing import asked_of
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.message_list import despatch_listing

MOST = 1_000  # what is sent in one move can still be read before


class SentAgain(OfficePage):
    """Shows which of the chosen messages would go again, and sends them once that is sure."""

    reads = Reading.MESSAGES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(MessageMove.TRY_AGAIN)

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = chosen(request)
        if not rows:
            messages.error(request, gettext("هیچ سطری برگزیده نشده است؛ چیزی عوض نشد."))
            return redirect("office:messages")
        again = [row for row in rows if row.can_be_tried_again]
        if "sure" not in request.POST:
            shown = {"rows": again, "others": len(rows) - len(again)}
            return render(request, "office/messages_again.html", shown)
        staff, numbers = in_office(request).staff, [row.number for row in again]
        count = actions.try_again_together(despatches=numbers, by=staff.person, now=staff.at)
        told = gettext("در نوبت فرستادن است. شمار پیام‌ها: %(count)s")
        messages.success(request, told % {"count": in_digits(count, request.LANGUAGE_CODE)})
        return redirect("office:messages")


def chosen(request: HttpRequest) -> tuple[DespatchRow, ...]:
    """Return the messages that were ticked, or all that the filter keeps."""
    if request.POST.get("scope") == "all":
        listing = despatch_listing(is_chosen_from=True)
        asked = replace(asked_of(QueryDict(request.POST.get("query", "")), listing), is_whole=True)
        return listings.despatches(listings.Wanted(asked.search, asked.chosen, 0, MOST))[0]
    ticked = [one for one in request.POST.getlist("chosen") if one.isascii() and one.isdecimal()]
    return listings.despatches_of([int(one) for one in ticked if len(one) < 19][:MOST])
