"""Who opens, ends and watches the ways to the house: a part of the table of permissions."""

from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.permission_row import Permission
from sanjeh.core.workflow.reach_moves import ChannelMove, MailMove
from sanjeh.core.workflow.roles import IN_A_BODY, Role

PREPARING = frozenset({Role.SECRETARIAT})
AGREEING = frozenset({Role.MANAGER, Role.APPROVER})
CHANNELS = (
    Permission(ChannelMove.ENTER, Translatable("ثبت کانال تازه"), "channel.entered", PREPARING),
    Permission(
        ChannelMove.AUTHORISE,
        Translatable("به کار گرفتن کانال"),
        "channel.authorised",
        AGREEING,
        apart_from=(ChannelMove.ENTER,),
    ),
    Permission(ChannelMove.END, Translatable("پایان دادن به کانال"), "channel.ended", AGREEING),
    Permission(
        ChannelMove.REPORT,
        Translatable("گفتن این که تلفن یا پست در کار نیست"),
        "channel.reported",
        PREPARING | {Role.OPERATOR, Role.MANAGER},
    ),
    Permission(
        Reading.CHANNELS,
        Translatable("کانال‌های ارتباط"),
        "",
        PREPARING | AGREEING | {Role.OPERATOR, Role.AUDITOR},
    ),
)
ANSWERING = frozenset({Role.SECRETARIAT, Role.MANAGER})
HOUSE = frozenset(Role) - IN_A_BODY
MAIL = (
    Permission(
        MailMove.TRY_AGAIN, Translatable("پرداختن دوباره به نامه‌ی کنار گذاشته"), "mail.tried_again", ANSWERING
    ),
    Permission(MailMove.SETTLE, Translatable("خواندن نامه‌ی کنار گذاشته"), "mail.settled", ANSWERING),
    Permission(
        MailMove.REDIRECT,
        Translatable("راهنمایی آنچه از راه دیگر رسید"),
        "redirect.kept",
        HOUSE - {Role.AUDITOR},
    ),
    # The words of strangers: whoever has to answer them reads them, and nobody else.
    Permission(Reading.MAIL, Translatable("نامه‌هایی که می‌رسد"), "", ANSWERING),
    Permission(Reading.REDIRECTS, Translatable("آنچه از راه دیگر رسید"), "", HOUSE),
)
