"""A mailbox is emptied mail by mail: nothing goes that was not kept, nothing is taken that is too large."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from sanjeh.core.messages.mail_box import MailBox, mail_box
from sanjeh.net.mailbox import MailboxUnreachable, answers, mails

SMALL, LARGE = b"Subject: one\r\n\r\nwords\r\n", b"Subject: large\r\n\r\n" + b"x" * 90_000


@dataclass
class Box:
    """What lies in the box by its UID; `gone` are the mails that were removed, `silent` what is not given."""

    mails: dict[str, bytes] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)
    password: str = "secret"


class Imap(socketserver.StreamRequestHandler):
    """As much of RFC 9051 as we speak."""

    box: Box

    def handle(self) -> None:
        self.say("* OK ready")
        for line in self.rfile:
            tag, _, rest = line.decode().strip().partition(" ")
            command, _, more = rest.partition(" ")
            if command == "UID":
                command, _, more = more.partition(" ")
            if not getattr(self, f"do_{command.lower()}")(tag, more):
                return

    def say(self, text: str, raw: bytes = b"") -> None:
        self.wfile.write(text.encode() + raw + b"\r\n")

    def done(self, tag: str, state: str = "OK") -> bool:
        self.say(f"{tag} {state} done")
        return True

    def do_capability(self, tag: str, more: str) -> bool:
        del more
        self.say("* CAPABILITY IMAP4rev1")
        return self.done(tag)

    def do_login(self, tag: str, more: str) -> bool:
        return self.done(tag, "OK" if more.endswith(f'"{self.box.password}"') else "NO")

    def do_select(self, tag: str, more: str) -> bool:
        self.say(f"* {len(self.box.mails)} EXISTS")
        return self.done(tag, "OK" if more == '"INBOX"' else "NO")

    do_examine = do_select

    def do_search(self, tag: str, more: str) -> bool:
        del more
        self.say(f"* SEARCH {' '.join(self.box.mails)}")
        return self.done(tag)

    def do_fetch(self, tag: str, more: str) -> bool:
        uid, _, asked = more.partition(" ")
        raw = self.box.mails[uid]
        if "SIZE" in asked:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)})")
        elif uid not in self.box.silent:
            part = raw[:65_536] if "<0." in asked else raw
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(part)}}}\r\n".encode() + part + b")\r\n")
        return self.done(tag)

    def do_store(self, tag: str, more: str) -> bool:
        self.box.marked.add(more.partition(" ")[0])
        return self.done(tag)

    def do_expunge(self, tag: str, more: str) -> bool:
        del more
        for uid in sorted(self.box.marked):
            del self.box.mails[uid]
            self.box.gone.append(uid)
        self.box.marked.clear()
        return self.done(tag)

    def do_logout(self, tag: str, more: str) -> bool:
        del more
        self.say("* BYE")
        self.done(tag)
        return False


@pytest.fixture
def served() -> Iterator[tuple[Box, MailBox]]:
    box = Box()
    handler = type("Served", (Imap,), {"box": box})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box, mail_box(f"imap://desk:secret@127.0.0.1:{server.server_address[1]}")
        server.shutdown()


def test_each_mail_is_given_and_removed_once_it_was_kept(served: tuple[Box, MailBox]) -> None:
    box, address = served
    box.mails = {"1": SMALL, "2": SMALL + b"2", "3": SMALL + b"3"}

    found = [(each.uid, each.raw, each.is_whole, tuple(box.gone)) for each in mails(address, 1_000)]

    assert found == [
        ("1", SMALL, True, ()), ("2", SMALL + b"2", True, ("1",)), ("3", SMALL + b"3", True, ("1", "2")),
    ]  # fmt: skip
    assert box.mails == {}


def test_a_mail_on_which_keeping_fails_stays(served: tuple[Box, MailBox]) -> None:
    box, address = served
    box.mails = {"1": SMALL, "2": SMALL}

    taken = mails(address, 1_000)
    found = [next(taken).uid, next(taken).uid]
    taken.close()  # as when keeping the second fails

    assert (found, list(box.mails), box.gone) == (["1", "2"], ["2"], ["1"])


def test_of_a_large_mail_the_head_alone_is_asked_for(served: tuple[Box, MailBox]) -> None:
    box, address = served
    box.mails = {"1": LARGE}

    (found,) = mails(address, 80_000)

    assert (len(found.raw), found.size, found.is_whole) == (65_536, len(LARGE), False)


def test_what_the_server_does_not_give_stays_and_holds_nobody_up(served: tuple[Box, MailBox]) -> None:
    box, address = served
    box.mails, box.silent = {"1": SMALL, "2": SMALL}, {"1"}

    assert [each.uid for each in mails(address, 1_000)] == ["2"]
    assert list(box.mails) == ["1"]


def test_a_box_that_opens_answers_and_one_that_does_not_says_why(served: tuple[Box, MailBox]) -> None:
    box, address = served
    answers(address)
    box.password = "another"

    with pytest.raises(MailboxUnreachable, match="done"):
        answers(address)
    with pytest.raises(MailboxUnreachable, match="Refused"):
        answers(mail_box("imap://a:b@127.0.0.1:1"))
