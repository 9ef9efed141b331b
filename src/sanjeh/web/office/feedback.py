"""What readers told us of our pages, and what became of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.feedback import actions
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.reach_moves import FeedbackMove
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.feedback_list import feedback_listing


class FeedbackList(OfficePage):
    """The messages, those that wait first."""

    reads = Reading.FEEDBACK

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, {})


class FeedbackSettling(OfficePage):
    """Somebody says what became of one message."""

    reads = Reading.FEEDBACK

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(FeedbackMove.SETTLE, Subject.FEEDBACK.named(where["number"]))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        outcome = request.POST.get("outcome", "")
        try:
            actions.settle_feedback(
                number=number, outcome=outcome, by=signed_in(request.user), now=timezone.now()
            )
        except actions.NothingSaid:
            messages.error(request, gettext("بنویسید چه شد؛ یک جمله بس است."))
        except actions.AlreadySettled:
            messages.error(request, gettext("کسی پیش از شما نوشته است چه شد؛ نوشته‌ی شما پایین صفحه است."))
            return page(request, {number: outcome})
        return redirect("office:feedback")


def page(request: HttpRequest, typed: dict[int, str]) -> HttpResponse:
    return answer(request, feedback_listing(), "office/feedback.html", {"typed": typed})
