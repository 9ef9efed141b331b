"""Where people judge what was not seen: a stop goes on, a round with too much unseen may be published."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.scans import worker_actions
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading, RoundAct
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.rounds import round_or_404

JUDGEMENTS = frozenset({RoundAct.GO_ON, RoundAct.REVIEW_UNSEEN})


class RoundJudgement(OfficePage):
    """One person says that the cause was looked at."""

    reads = Reading.ROUNDS

    def asked(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = request.POST.get("move")
        return (
            RequestedMove(RoundAct(move), Subject.ROUND.named(where["code"])) if move in JUDGEMENTS else None
        )

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        round_or_404(code)
        by, now = signed_in(request.user), timezone.now()
        if request.POST.get("move") == RoundAct.GO_ON:
            worker_actions.go_on(round_code=code, by=by, now=now)
        elif request.POST.get("move") == RoundAct.REVIEW_UNSEEN:
            publication.review_unseen(round_code=code, by=by, now=now)
        else:
            return redirect("office:round", code=code)
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:round", code=code)
