"""How this authority is reached: what every page says of it at its end."""

from dataclasses import dataclass

from sanjeh.apps.conf import conf


@dataclass(frozen=True, slots=True)
class Contact:
    """Where mail and calls arrive; empty where the installation has not said it."""

    email: str
    phone: str

    @property
    def is_given(self) -> bool:
        return bool(self.email or self.phone)


def contact() -> Contact:
    return Contact(conf()["CONTACT_EMAIL"], conf()["CONTACT_PHONE"])
