"""By an OpenID provider the claim says who somebody is, and the mandate what they may do."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client
from django.utils import timezone

from sanjeh.apps.accounts.models import Person
from sanjeh.core.workflow.roles import Role
from tests import people

pytestmark = [
    pytest.mark.django_db,
    # The provider of the test uses a part of its own library that is to go; it is no part of ours.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]
DOOR = "/office/login/by/oidc/provider/login/"


@pytest.fixture
def issuer(settings: Any) -> Iterator[str]:
    """Run a provider on loopback, and know it as an operator's settings would."""
    with oidc_provider_mock.run_server_in_thread() as server:
        url = f"http://localhost:{server.server_port}"
        app = {"provider_id": "provider", "name": "P", "client_id": "sanjeh", "secret": "x"}
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [app | {"settings": {"server_url": url}}],
            }
        }
        yield url


def came_in(issuer: str, subject: str, email: str) -> tuple[Client, int]:
    """Go through the provider's door as this subject; return the client and the status of the way back."""
    claims: dict[str, str | bool] = {"email": email, "email_verified": True, "role": "manager"}
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=5)
    client = Client()
    to_provider = client.get(DOOR).headers["Location"]
    back = requests.post(to_provider, data={"sub": subject}, allow_redirects=False, timeout=5)
    way = urlsplit(back.headers["Location"])
    return client, client.get(f"{way.path}?{way.query}").status_code


def test_the_proven_address_says_who_and_the_mandate_says_what(issuer: str) -> None:
    mina = people.registered("mina", Role.OPERATOR)
    Person.objects.filter(pk=mina.pk).update(email="mina@body.example", email_proved_at=timezone.now())

    client, status = came_in(issuer, "subject-7", "mina@body.example")

    assert (status, client.get("/office/").status_code) == (302, 200)
    assert client.get("/office/people/").status_code == 403


def test_a_stranger_gets_a_sentence_and_no_account(issuer: str) -> None:
    client, status = came_in(issuer, "subject-8", "nobody@body.example")

    assert (status, client.get("/office/").status_code) == (200, 302)
    assert Person.objects.count() == 0
    assert client.get("/accounts/signup/").status_code == 404
