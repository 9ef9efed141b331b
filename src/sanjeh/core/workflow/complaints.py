"""The states of a complaint and the moves between them.

No move seats anybody by hand: ASSIGN and CONVENE are made by the draw alone. From ADMITTED there is no other
way on, so a complaint for which nobody is eligible waits there, and its page says so. Whoever complained may
withdraw until it is decided; nobody closes a complaint for them.
"""

from enum import StrEnum

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.machine import Machine, Transition


class ComplaintState(StrEnum):
    LODGED = "lodged"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ADMITTED = "admitted"
    ASSIGNED = "assigned"
    HEARD = "heard"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SERVED = "served"
    APPEALED = "appealed"
    CONVENED = "convened"
    CLOSED = "closed"


class ComplaintMove(StrEnum):
    REFUSE = "refuse"
    ADMIT = "admit"
    WITHDRAW = "withdraw"
    ASSIGN = "assign"
    UNSEAT = "unseat"
    HEAR = "hear"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    SERVE = "serve"
    APPEAL = "appeal"
    CONVENE = "convene"
    UPHOLD = "uphold"
    QUASH = "quash"
    CLOSE = "close"


# Those that end a complaint: its words may be erased in their time.
OVER = (ComplaintState.REFUSED, ComplaintState.WITHDRAWN, ComplaintState.CLOSED)
STATE_WORDS = {
    ComplaintState.LODGED: Translatable("ثبت شد"),
    ComplaintState.REFUSED: Translatable("پذیرفته نشد"),
    ComplaintState.WITHDRAWN: Translatable("شاکی آن را پس گرفت"),
    ComplaintState.ADMITTED: Translatable("پذیرفته شد"),
    ComplaintState.ASSIGNED: Translatable("به رسیدگی‌کننده سپرده شد"),
    ComplaintState.HEARD: Translatable("پاسخ طرف دیگر شنیده شد"),
    ComplaintState.PROPOSED: Translatable("رأی نوشته شد و نزد خواننده‌ی دوم است"),
    ComplaintState.DECIDED: Translatable("رأی داده شد"),
    ComplaintState.SERVED: Translatable("رأی به شاکی رسید"),
    ComplaintState.APPEALED: Translatable("شاکی به رأی اعتراض کرد"),
    ComplaintState.CONVENED: Translatable("نزد هیئت سه‌نفره است"),
    ComplaintState.CLOSED: Translatable("بسته شد"),
}
# What comes next, for whoever reads the case from either side.
NEXT_WORDS = {
    ComplaintState.LODGED: Translatable(
        "یک کارشناس آن را می‌خواند، نخستین پاسخ را می‌نویسد و می‌پذیرد یا با دلیل رد می‌کند."
    ),
    ComplaintState.REFUSED: Translatable(
        "دلیل رد را بخوانید؛ تا پایان مهلت می‌توان نزد سه نفر دیگر اعتراض کرد."
    ),
    ComplaintState.WITHDRAWN: Translatable("رسیدگی پایان یافته است."),
    ComplaintState.ADMITTED: Translatable(
        "رسیدگی‌کننده و خواننده‌ی دوم با قرعه از میان کسانی که دستی در موضوع ندارند برگزیده می‌شوند."
    ),
    ComplaintState.ASSIGNED: Translatable(
        "طرف دیگر تا پایان مهلت به قلم خود پاسخ می‌دهد؛ اگر خاموش بماند رسیدگی بی پاسخ او پیش می‌رود."
    ),
    ComplaintState.HEARD: Translatable("رسیدگی‌کننده درباره‌ی هر مورد رأیی با دلیل می‌نویسد."),
    ComplaintState.PROPOSED: Translatable("خواننده‌ی دوم رأی را می‌خواند و امضا می‌کند یا بازمی‌گرداند."),
    ComplaintState.DECIDED: Translatable("رأی آماده است و با باز شدن آن از سوی شاکی مهلت اعتراض آغاز می‌شود."),
    ComplaintState.SERVED: Translatable(
        "تا پایان مهلت می‌توان نزد سه نفر دیگر اعتراض کرد؛ پس از آن شکایت خود بسته می‌شود."
    ),
    ComplaintState.APPEALED: Translatable(
        "هیئت سه‌نفره با قرعه از میان کسانی که هیچ دستی در رسیدگی نداشته‌اند برگزیده می‌شود."
    ),
    ComplaintState.CONVENED: Translatable("سه نفر با رأی مهرشده می‌گویند که رأی می‌ماند یا می‌شکند."),
    ComplaintState.CLOSED: Translatable(
        "رسیدگی پایان یافته است؛ چهار هفته پس از آن می‌پرسیم که آیا درست شده است."
    ),
}
S, M = ComplaintState, ComplaintMove
UNDER_WAY = (S.LODGED, S.ADMITTED, S.ASSIGNED, S.HEARD, S.PROPOSED)

COMPLAINT = Machine(
    "complaint",
    S.LODGED,
    (
        Transition(S.LODGED, M.ADMIT, S.ADMITTED),
        Transition(S.LODGED, M.REFUSE, S.REFUSED),
        Transition(S.ADMITTED, M.ASSIGN, S.ASSIGNED),
        Transition(S.ASSIGNED, M.HEAR, S.HEARD),
        Transition(S.HEARD, M.PROPOSE, S.PROPOSED),
        Transition(S.PROPOSED, M.SEND_BACK, S.HEARD),
        Transition(S.PROPOSED, M.DECIDE, S.DECIDED),
        Transition(S.DECIDED, M.SERVE, S.SERVED),
        Transition(S.SERVED, M.APPEAL, S.APPEALED),
        Transition(S.REFUSED, M.APPEAL, S.APPEALED),
        Transition(S.APPEALED, M.CONVENE, S.CONVENED),
        Transition(S.CONVENED, M.UPHOLD, S.CLOSED),
        Transition(S.CONVENED, M.QUASH, S.ADMITTED),
        Transition(S.SERVED, M.CLOSE, S.CLOSED),
        *(Transition(state, M.UNSEAT, S.ADMITTED) for state in (S.ASSIGNED, S.HEARD, S.PROPOSED)),
        *(Transition(state, M.WITHDRAW, S.WITHDRAWN) for state in UNDER_WAY),
    ),
)
