"""Clients of people who have signed in, and what a page shows them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from sanjeh.apps.accounts.models import Person
from sanjeh.core.workflow.roles import Role

DONE = "انجام شد و در دفتر رویداد ثبت شد."
BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter_with_two_factors(client: Client, person: Person) -> None:
    """Give this person the session of whoever has just shown both factors."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""


class SignedIn(Client):
    """Somebody who has signed in with a second factor, and does so again whenever the house signs him out."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person
        self.enter()

    def enter(self) -> None:
        enter_with_two_factors(self, self.person)

    def request(self, **request: Any) -> Any:
        if not self.cookies[settings.SESSION_COOKIE_NAME].value:  # asking the session costs two queries
            self.enter()
        return super().request(**request)


def signed_in(person: Person) -> Client:
    return SignedIn(person)


def clients(who: dict[str, tuple[Person, frozenset[Role]]]) -> dict[str, tuple[Client, frozenset[Role]]]:
    return {name: (signed_in(person), roles) for name, (person, roles) in who.items()}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def posted(client: Client, address: str, **sent: str) -> int:
    with undone():
        return client.post(address, sent).status_code


def texts(content: bytes, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in HTMLParser(content).css(selector)]


def cells(content: bytes, selector: str) -> list[str]:
    """Return what these cells of a list say, without the titles that stand in them on narrow pages."""
    tree = HTMLParser(content)
    for title in tree.css(".cell-title"):
        title.decompose()
    return [" ".join(node.text(separator=" ").split()) for node in tree.css(selector)]


def told(client: Client, address: str, **sent: str) -> list[str]:
    """Send a form and return the line that the next page begins with, if any."""
    return texts(client.post(address, sent, follow=True).content, ".notice-line p")[-1:]


def asked(client: Client, address: str) -> int:
    """Return how many questions to the database the page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def first(tree: HTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the first part of a page that the selector names; a page without any is not as it should be."""
    node = tree.css_first(selector)
    assert node is not None, selector
    return node
