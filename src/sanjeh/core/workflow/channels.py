"""The ways by which somebody reaches the house, and how it is known whether one works."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable


class ChannelKind(StrEnum):
    WEB = "web"
    EMAIL = "email"
    PHONE = "phone"
    POST = "post"


CHANNEL_KINDS = {
    ChannelKind.WEB: Translatable("سایت"),
    ChannelKind.EMAIL: Translatable("ایمیل"),
    ChannelKind.PHONE: Translatable("تلفن"),
    ChannelKind.POST: Translatable("پست و مراجعه"),
}
# These the machine looks at itself; of the others a person says when they do not work.
WATCHED = frozenset({ChannelKind.WEB, ChannelKind.EMAIL})
