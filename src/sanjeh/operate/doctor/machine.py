"""What the machine gives: room, keys, a browser, fonts, name servers, a mail server, backups."""

import asyncio
import shutil
import stat
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from sanjeh.core.messages.mail_box import mail_box
from sanjeh.core.messages.mail_server import mail_server
from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.net import dns, fonts
from sanjeh.net.chromium import HOW_TO_INSTALL, find_chromium, start_chromium, stop_chromium
from sanjeh.net.mail import MailDeferred, greets
from sanjeh.net.mailbox import MailboxUnreachable, answers
from sanjeh.operate.backup import last
from sanjeh.operate.backup.take import KEYS
from sanjeh.operate.doctor.line import Line, fail, ok, warn

LEAST_BYTES, FEW_BYTES = 200_000_000, 2_000_000_000
OLD_BACKUP = timedelta(days=7)
NOT_OURS_ALONE = stat.S_IRWXG | stat.S_IRWXO


def disk(folder: Path) -> Line:
    """Say how much room the data folder has; below the least the database does not start."""
    free = shutil.disk_usage(folder).free
    says, remedy = f"{free // 1_000_000} MB are free at {folder}", "make room there, or prune evidence"
    if free < LEAST_BYTES:
        return fail("disk", says, remedy)
    return warn("disk", says, remedy) if free < FEW_BYTES else ok("disk", says)


def keys(folder: Path) -> Line:
    """Say whether the keys in the data folder can be read by us alone."""
    there = [folder / name for name in KEYS if (folder / name).is_file()]
    if open_ones := [path for path in there if path.stat().st_mode & NOT_OURS_ALONE]:
        names = " ".join(map(str, open_ones))
        return fail("keys", f"others may read {names}", f"chmod 600 {names}")
    given = len(KEYS) - len(there)
    return ok("keys", f"{len(there)} lie in {folder}, {given} are given or made at the first start")


def backups(folder: Path, now: datetime) -> Line:
    """Say how old the last backup is."""
    taken, remedy = last.made_at(folder), "sanjeh backup FILE, and sanjeh restore FILE --check"
    if taken is None:
        return warn("backup", "none was taken yet", remedy)
    says = f"the last one is of {taken:%Y-%m-%d %H:%M} UTC"
    return warn("backup", says, remedy) if now - taken > OLD_BACKUP else ok("backup", says)


def mail(url: str) -> Line:
    """Say whether a mail server is named, and takes us."""
    if not url:
        return warn("mail", "no server is named: messages wait in the inbox", "set SANJEH_SMTP_URL")
    try:
        return ok("mail", f"the server answers {greets(mail_server(url))}")
    except MailDeferred as problem:
        return fail("mail", f"the server does not take us: {problem}", "mend it, or SANJEH_SMTP_URL")


def mailbox(url: str) -> Line:
    """Say whether a mailbox is named in which people write to the house, and opens."""
    if not url:
        return warn("mailbox", "none is named: nobody's mail is read", "set SANJEH_MAIL_IN")
    try:
        answers(mail_box(url))
    except MailboxUnreachable as problem:
        return fail("mailbox", f"it does not open: {problem}", "mend it, or SANJEH_MAIL_IN")
    return ok("mailbox", "it opens")


def browser() -> Line:
    """Say which browser the visits use, and whether it starts."""
    found, problem = tried(start_and_stop)
    remedy = f"as root: {HOW_TO_INSTALL}"
    return ok("browser", found) if not problem else warn("browser", f"none that starts: {problem}", remedy)


async def start_and_stop() -> str:
    found = find_chromium()
    await stop_chromium(await start_chromium(found))
    return str(found)


def persian_fonts() -> Line:
    """Say whether a page without fonts of its own can be drawn in Persian."""
    if fonts.draws_persian() is False:
        return warn("fonts", "none here has Persian letters", "apt-get install fonts-dejavu-core")
    return ok("fonts", "Persian letters are drawn")


def name_servers(given: tuple[str, ...]) -> Line:
    """Say whether every name server answers for the root of all names."""
    client = dns.Dns(given or None)
    answers = asyncio.run(client.ask_each(".", "NS"))
    silent = [name for name, answer in answers.items() if isinstance(answer, CaptureFailed)]
    remedy = "name others in SANJEH_NAMESERVERS, or in /etc/resolv.conf"
    if not answers or len(silent) == len(answers):
        return fail("names", f"no name server answers ({', '.join(silent) or 'none is known'})", remedy)
    says = f"{len(answers) - len(silent)} of {len(answers)} name servers answer"
    return warn("names", f"{says}, not {', '.join(silent)}", remedy) if silent else ok("names", says)


def tried(look: Callable[[], Awaitable[str]]) -> tuple[str, str]:
    """Return what was found, or why it could not be looked at."""

    async def run() -> str:
        return await look()

    try:
        return asyncio.run(run()), ""
    except CaptureFailed as failed:
        return "", str(failed)
