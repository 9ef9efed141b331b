"""A browser's virtual authenticator: a real one signs, and says itself that its owner has touched it."""

from dataclasses import dataclass
from typing import Self

from playwright.async_api import CDPSession, Page

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True, slots=True)
class Authenticator:
    """The authenticator that is plugged into one page."""

    session: CDPSession
    number: str

    @classmethod
    async def in_page(cls, page: Page) -> Self:
        session = await page.context.new_cdp_session(page)
        await session.send("WebAuthn.enable")
        made = await session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
        return cls(session, made["authenticatorId"])

    async def keys(self) -> int:
        """Return how many keys it holds."""
        held = await self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.number})
        return len(held["credentials"])

    async def lose(self) -> None:
        """Be gone, with every key."""
        await self.session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.number})
