"""The texts by which a service is given: forms, lists of documents, processes; each in versions."""

from enum import StrEnum

from sanjeh.core.text.words import Translatable


class ProvisionKind(StrEnum):
    """Each is a kind of notice of the same name."""

    FORM = "form"
    DOCUMENT = "document"
    PROCESS = "process"


PROVISION_WORDS = {
    ProvisionKind.FORM: Translatable("فرم"),
    ProvisionKind.DOCUMENT: Translatable("مدارک"),
    ProvisionKind.PROCESS: Translatable("فرایند"),
}
