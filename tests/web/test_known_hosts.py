"""Whoever asks for another name than ours is told so, and no page stumbles over it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
SENTENCES = (
    "این سامانه به این نام شناخته نمی‌شود؛ نشانی آن را بی‌کم‌وکاست بنویسید.\n"
    "This system is not known under this name; write its address in full.\n"
)


@pytest.mark.parametrize("path", ["/", "/ranking/", "/office/", "/no-such-page/", "/static/none.css"])
@pytest.mark.parametrize("host", ["a b", "evil.example", "[::1", "testserver:99999x", "", "testserver,evil"])
def test_another_name_is_answered_with_a_sentence(client: Client, host: str, path: str) -> None:
    answer = client.get(path, HTTP_HOST=host) if host else client.get(path, HTTP_HOST=" ")

    assert (answer.status_code, answer.content.decode()) == (400, SENTENCES)


@pytest.mark.parametrize("host", ["testserver", "testserver:8000", "TESTSERVER"])
def test_our_own_name_is_answered_with_its_page(client: Client, host: str) -> None:
    assert client.get("/", HTTP_HOST=host).status_code == 200
