"""A mail server and an SMS gateway on the loopback, that do what a test tells them."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from django.conf import settings


@dataclass
class MailBox:
    """What arrived; `answer` is what the server says to each recipient instead of taking it."""

    answer: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: ARG002, N802 -- the server calls it so
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 -- as above
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.senders.append(envelope.mail_from)
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[tuple[MailBox, str]]:
    """Run a mail server on the loopback while the block does; give its box, and the address of the server."""
    box, loop = MailBox(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = loop.create_server(lambda: SMTP(box, hostname="mail.example", loop=loop), "127.0.0.1", 0)
    server = asyncio.run_coroutine_threadsafe(listening, loop).result(60)
    try:
        yield box, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
        loop.close()


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailBox]:
    with mail_server() as (box, address):
        house = {
            "SMTP_URL": address,
            "MAIL_FROM": "سنجه <no-reply@sanjeh.example>",
            "SITE_URL": "https://sanjeh.example",
        }
        monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, **house})
        yield box


@dataclass
class Gateway:
    """An SMS gateway: what it was sent, and with which status and body it answers."""

    status: int = 200
    body: bytes = b'{"id": "sms-1"}'
    sent: list[dict[str, str]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    seen = Gateway()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            seen.tokens.append(self.headers.get("Authorization", ""))
            self.send_response(seen.status)
            self.end_headers()
            self.wfile.write(seen.body)

        def log_message(self, *args: object) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    house = {"SMS_URL": f"http://127.0.0.1:{server.server_address[1]}/send", "SMS_TOKEN": "secret"}
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, **house})
    yield seen
    server.shutdown()
    server.server_close()
    thread.join(10)
