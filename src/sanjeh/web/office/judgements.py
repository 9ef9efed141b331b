"""Where people judge what holds a round: a stop goes on, too much unseen and open appeals are looked at."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.results import dispute_actions
from sanjeh.apps.scans import worker_actions
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading, RoundAct
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.rounds import round_or_404

JUDGEMENTS = frozenset({RoundAct.GO_ON, RoundAct.REVIEW_UNSEEN, RoundAct.SHOW_DISPUTED})


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
        elif request.POST.get("move") == RoundAct.SHOW_DISPUTED:
            return show_disputed(request, code)
        else:
            return redirect("office:round", code=code)
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:round", code=code)


def show_disputed(request: HttpRequest, code: str) -> HttpResponse:
    by, now = signed_in(request.user), timezone.now()
    try:
        dispute_actions.show_disputed(round_code=code, by=by, now=now)
    except dispute_actions.NothingUnderReview:
        messages.error(request, gettext("نمره‌ای نیست که اعتراض به آن در جریان باشد و نشان داده نشود."))
    else:
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
    return redirect("office:round", code=code)
