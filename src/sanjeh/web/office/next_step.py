"""What is to be done next with a round, what is missing for it, and what cannot be undone."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.rounds.preconditions import MissingPrecondition
from sanjeh.apps.rounds.queries import RoundPage, RoundRow
from sanjeh.apps.scans.queries import Progress
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import MethodologyMove, Move, NoticeMove, RoundAct
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.rounds import RoundMove
from sanjeh.web.formatting import typed_day
from sanjeh.web.office.access import Staff
from sanjeh.web.office.refusals import why_refused
from sanjeh.web.templatetags.persian import language

MEANS: dict[RoundMove, str] = {
    RoundMove.ANNOUNCE: _(
        "فهرست دستگاه‌ها، خدمات و نشانی‌ها و نیز روش همین دم ثابت می‌شوند و دیگر عوض نمی‌شوند."
    ),
    RoundMove.START_PROBING: _("بازدید از همه‌ی نشانی‌های فهرست آغاز می‌شود و بازنمی‌گردد."),
    RoundMove.GIVE_PRELIMINARY: _("از آنچه دیده شد نمره و رتبه حساب می‌شود؛ هنوز چیزی منتشر نمی‌شود."),
    RoundMove.MAKE_FINAL: _("نتایج اولیه نهایی می‌شوند و دیگر عوض نمی‌شوند."),
    RoundMove.PUBLISH: _(
        "نتایج برای همه باز می‌شود؛ پرونده‌های ویراست دیگر عوض نمی‌شوند و هر اصلاح ویراستی تازه با دلیل است."
    ),
    RoundMove.ARCHIVE: _("دوره بسته می‌شود و دیگر ویراست اصلاحی نمی‌گیرد."),
}
CAN_BE_REDONE = frozenset({RoundMove.GIVE_PRELIMINARY})

SAYS: dict[MissingPrecondition, str] = {
    MissingPrecondition.METHOD_UNANNOUNCED: _("روش این دوره در اجرا نیست و اطلاعیه‌ای هم ندارد."),
    MissingPrecondition.METHOD_NOT_IN_FORCE: _(
        "اطلاعیه‌ی روش منتشر شده است، ولی روش هنوز به اجرا گذاشته نشده است."
    ),
    MissingPrecondition.METHOD_TOO_LATE: _(
        "روش این دوره پس از روز آغاز سنجش به اجرا درمی‌آید؛ روز آغاز را عقب ببرید."
    ),
    MissingPrecondition.NOTICE_MISSING: _("اطلاعیه‌ی این دوره هنوز منتشر نشده است."),
    MissingPrecondition.NOTICE_TOO_LATE: _(
        "اطلاعیه‌ی این دوره پس از روز آغاز سنجش به اجرا درمی‌آید؛ روز آغاز را عقب ببرید."
    ),
    MissingPrecondition.OPENING_PASSED: _("روز آغاز سنجش گذشته است و اطلاعیه‌ای نبود؛ روز تازه‌ای بنویسید."),
    MissingPrecondition.CATALOGUE_EMPTY: _(
        "در فهرست هیچ نشانی نیست؛ نخست دستگاه‌ها و خدمات را بارگذاری کنید."
    ),
    MissingPrecondition.NOT_OPEN_YET: _("روز اعلام‌شده‌ی آغاز سنجش هنوز نرسیده است."),
}
LATE = frozenset(
    {
        MissingPrecondition.METHOD_TOO_LATE,
        MissingPrecondition.NOTICE_TOO_LATE,
        MissingPrecondition.OPENING_PASSED,
    }
)
# The move that mends a lack, and its matter.
MENDED_BY: dict[MissingPrecondition, tuple[Move, str]] = {
    MissingPrecondition.METHOD_UNANNOUNCED: (NoticeMove.PUBLISH, ""),
    MissingPrecondition.NOTICE_MISSING: (NoticeMove.PUBLISH, ""),
    MissingPrecondition.METHOD_NOT_IN_FORCE: (MethodologyMove.PUT_IN_FORCE, "methodology:{method}"),
    **dict.fromkeys(LATE, (RoundAct.CHANGE_DRAFT, "round:{code}")),
}


@dataclass(frozen=True, slots=True)
class MissingPart:
    """What is missing, and the page (`url`) that mends it; `forces` names a method to put in force.

    Where the reader may not mend it, `refused` says who may.
    """

    says: str
    url: str = ""
    mend: str = ""
    forces: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class OfferedMove:
    """A move with what it means; it is offered only when nothing is missing and nothing is `refused`."""

    move: RoundMove
    title: Translatable
    means: str
    is_for_good: bool
    lacks: tuple[MissingPart, ...]
    refused: str


def offered_moves(
    page: RoundPage, lacks: tuple[MissingPrecondition, ...], progress: Progress, staff: Staff
) -> list[OfferedMove]:
    told = [missing_part(lack, page.row, staff) for lack in lacks]
    return [
        OfferedMove(
            move=row.move,
            title=row.title,
            means=means_of(row.move, progress),
            is_for_good=row.move not in CAN_BE_REDONE,
            lacks=(*told, *still_looking(row.move, page.row, progress, staff.at)),
            refused=said(staff.refusal(row.move, Subject.ROUND.named(page.row.code))),
        )
        for row in page.moves
    ]


def means_of(move: RoundMove, progress: Progress) -> str:
    """Return what the move means; of a counting with looks left, how much will count as unseen."""
    means = gettext(MEANS[move]) if move in MEANS else ""
    left = progress.total - progress.finished
    if move is not RoundMove.GIVE_PRELIMINARY or not left:
        return means
    rest = gettext("زمان اعلام‌شده‌ی سنجش گذشته است: %(left)s نشانی که دیده نشد بی‌نمره می‌ماند.")
    return f"{means} {rest % {'left': in_digits(left, language())}}"


def still_looking(
    move: RoundMove, row: RoundRow, progress: Progress, now: datetime
) -> tuple[MissingPart, ...]:
    """Return that looks are under way, as long as the announced time of looking is not over."""
    if move is not RoundMove.GIVE_PRELIMINARY or progress.is_complete or now >= row.closes_at:
        return ()
    return (MissingPart(gettext("سنجش هنوز پایان نیافته است؛ نتیجه از نیمی از دوره گرفته نمی‌شود.")),)


def said(refused: NotPermitted | None) -> str:
    return why_refused(refused) if refused else ""


def missing_part(lack: MissingPrecondition, row: RoundRow, staff: Staff) -> MissingPart:
    """Return what is missing, with the way to mend it or who may."""
    mend = mend_of(lack, row)
    move, about = MENDED_BY.get(lack, (None, ""))
    refused = staff.refusal(move, about.format(code=row.code, method=row.methodology)) if move else None
    return MissingPart(mend.says, refused=said(refused)) if refused else mend


def mend_of(lack: MissingPrecondition, row: RoundRow) -> MissingPart:
    says = gettext(SAYS[lack])
    if lack is MissingPrecondition.METHOD_UNANNOUNCED:
        return MissingPart(says, notice_url(Kind.METHODOLOGY, row.methodology, row), write_notice())
    if lack is MissingPrecondition.NOTICE_MISSING:
        return MissingPart(says, notice_url(Kind.ROUND, row.code, row), write_notice())
    if lack is MissingPrecondition.METHOD_NOT_IN_FORCE:
        return MissingPart(says, forces=row.methodology)
    if lack in LATE:
        return MissingPart(says, reverse("office:round-draft", args=[row.code]), gettext("تغییر پیش‌نویس"))
    return MissingPart(says)


def write_notice() -> str:
    return gettext("نوشتن اطلاعیه")


def notice_url(kind: Kind, version: str, row: RoundRow) -> str:
    """Return the form of a notice with what is known of it already."""
    effective = typed_day(timezone.localdate(row.opens_at), language())
    known = {"kind": kind.value, "version": version, "effective": effective, "round": row.code}
    return f"{reverse('office:notices')}?{urlencode(known)}"
