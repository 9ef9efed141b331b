"""Every address of the site, from the resolver itself, with a sample of each part and who looks at it.

A new address is written here, or the architecture tests are red: so no page is left out of the walks that
look at every page in a browser, count its queries and take its time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import URLPattern, URLResolver, get_resolver


class Reader(StrEnum):
    """Who looks at a page; each of them has a session of its own."""

    STAFF = "staff"  # holds all roles of the office, and has a second factor of each kind
    NEWCOMER = "newcomer"  # has not set up a second factor
    HALFWAY = "halfway"  # has written the password, and is asked for the second step
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as people see it: the values of its parts, and the reader; `asked` is what follows a `?`."""

    values: tuple[str | int, ...] = ()
    reader: Reader = Reader.STAFF
    asked: str = ""


class NotAPage(StrEnum):
    """Why nobody sees a page at an address."""

    FORM = "only a form is sent there"
    FILE = "a file, or a part of a page, and no page"
    DOOR = "leads on at once"


ROUND, LATER, DRAFT = "1405-2", "1406-1", "1406-2"
SERVICE, BODY = "10000002000", "body-3"
# What a walk fills in: the digest of a visit, the token of an invitation, a passkey's number.
VISIT, TOKEN, KEY = "{visit}", "{token}", "{key}"
CASE, IMPORT, BULK, INVITED = "{case}", "{import}", "{bulk}", "{invited}"
OWN_SIDE = "{side}"  # a complaint of which the staff is the other side
OWN_SEAT = "{seat}"  # a complaint in which the staff was drawn
HERE = Seen()
ADDRESSES: dict[str, Seen | NotAPage] = {
    **dict.fromkeys(
        (f"public:{name}" for name in (
            "home", "ranking", "bodies", "rounds", "method", "open-data", "about-probing", "accessibility",
            "privacy", "terms", "licence", "contact", "help", "information", "feedback", "feedback-thanks",
            "site-map", "agreement", "agreement-verify", "gaps", "provisions", "calendar", "notices",
            "channels", "journal", "complaint-lodge", "complaint-receipt", "complaint-track", "board",
            "board-summary", "courtesy", "running", "questions", "subscriptions", "subscription-asked",
        )),
        HERE,
    ),
    "public:board-line": Seen(("I6",)),
    "public:courtesy-answer": Seen((INVITED,), Reader.STRANGER),
    "public:complaint-answer": Seen((INVITED,), Reader.STRANGER),
    "public:body": Seen((BODY,)),
    "public:service": Seen((SERVICE,)),
    "public:evidence": Seen((VISIT,)),
    "public:round": Seen((ROUND,)),
    "public:round-audit": Seen((LATER,)),
    "public:round-changes": Seen((LATER,)),
    "public:method-version": Seen(("small",)),
    "public:notice": Seen((1,)),
    "public:agreement-version": Seen((1,)),
    **dict.fromkeys(
        (f"public:{name}" for name in (
            "mark", "capture-json", "screenshot", "round-progress", "method-text", "public-keys", "sitemap",
            "edition-archive", "edition-file", "robots", "security-txt", "agreement-text",
            "agreement-pdf", "notices-feed", "journal-newest", "journal-checkpoint",
            "journal-consistency", "board-json", "board-csv", "topic-feed",
        )),
        NotAPage.FILE,
    ),
    **dict.fromkeys(
        (f"office:{name}" for name in (
            "home", "start", "methods", "agreement", "offer", "rounds", "round-new", "pauses",
            "authority", "people", "people-give", "people-invite", "people-invite-many",
            "permissions", "inbox", "messages",
            "complaints", "feedback", "notices", "calendar", "archive", "journal", "empty-demo", "channels",
            "redirects", "questions", "faq", "answer-templates",
            "catalogue", "catalogue-new-body", "gaps", "catalogue-new-service", "catalogue-imports",
            "consultation", "provisions", "ties", "outside", "breaches", "incidents", "house-rules",
        )),
        HERE,
    ),
    "office:round": Seen((ROUND,)),
    "office:round-draft": Seen((DRAFT,)),
    "office:round-moved": Seen((ROUND,)),
    "office:agreement-version": Seen((1,)),
    "office:gap": Seen((1,)),
    "office:notice": Seen((1,)),
    "public:provision": Seen(("form", "sample@1")),
    "office:provision": Seen(("form", "sample@1")),
    "office:sentences": Seen((1,)),
    "office:sentence-new": Seen((2,)),
    "office:sentence": Seen((1, "S11")),
    "office:breach": Seen((1,)),
    "office:calendar-change": Seen((2,)),
    "office:channel": Seen((2,)),
    "office:mail": Seen((1,)),
    "office:question": Seen((1,)),
    "office:faq-page": Seen((1,)),
    "office:people-bulk-done": Seen((BULK,)),
    **dict.fromkeys((f"office:calendar-{kind}" for kind in ("week", "holiday", "decree")), HERE),
    "office:complaint": Seen((CASE,)),
    "office:complaint-hearing": Seen((OWN_SIDE,)),
    "office:complaint-declaration": Seen((OWN_SEAT,)),
    "office:catalogue-services": Seen(asked="q=خدمت&sort=code"),
    "office:catalogue-body": Seen((BODY,)),
    "office:catalogue-service": Seen((SERVICE,)),
    "office:catalogue-import": Seen((IMPORT,)),
    "office:login": Seen(reader=Reader.STRANGER),
    **dict.fromkeys(
        (f"office:{name}" for name in (
            "journal-proofs", "people-letter", "letter", "catalogue-import-file", "catalogue-file",
            "mail-file", "acceptance-file", "acceptance-proof",
        )),
        NotAPage.FILE,
    ),
    **dict.fromkeys(
        (f"office:{name}" for name in (
            "agreement-consult", "agreement-force", "agreement-withdraw", "comment-answer",
            "round-moves", "round-judgement", "round-method", "pause-end", "people-moves", "method-shipped",
            "method-force", "inbox-seen", "messages-chase", "message-again", "letter-posted",
            "people-bulk", "people-invited", "messages-again", "complaint-words", "complaint-clocks",
            "feedback-settle",
            "archive-round", "archive-receipt", "incident", "complaint-acts",
            "catalogue-bulk-bodies", "catalogue-bulk-services", "logout",
        )),
        NotAPage.FORM,
    ),
    "public:complaint-contest": NotAPage.FORM,
    "public:complaint-act": NotAPage.FORM,
    # What a mail leads to: whoever has no such link is told that it does not work.
    **dict.fromkeys(
        (f"public:{name}" for name in ("subscription-confirm", "subscription-end", "complaint-prefilled")),
        NotAPage.DOOR,
    ),
    "invitation": Seen((TOKEN,), Reader.STRANGER),
    "socialaccount_login_cancelled": Seen(reader=Reader.STRANGER),
    "account_inactive": Seen(reader=Reader.STRANGER),
    "mfa_authenticate": Seen(reader=Reader.HALFWAY),
    "mfa_activate_totp": Seen(reader=Reader.NEWCOMER),
    **dict.fromkeys(
        (
            "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index",
            "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
            "mfa_list_webauthn", "mfa_add_webauthn",
        ),
        HERE,
    ),
    "mfa_remove_webauthn": Seen((KEY,)),
    "mfa_download_recovery_codes": NotAPage.FILE,
    "account_login": NotAPage.DOOR,  # the same as office:login
    **dict.fromkeys(("sample_login", "account_logout", "set_language"), NotAPage.FORM),
    **dict.fromkeys(("mfa_login_webauthn", "openid_connect_login", "openid_connect_callback"), NotAPage.DOOR),
}  # fmt: skip


def named(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Walk through all addresses of the resolver, each with its whole name."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from named(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name}", one


def known() -> dict[str, URLPattern]:
    return dict(named(get_resolver().url_patterns))


def pages() -> dict[str, Seen]:
    """Return all that somebody sees, by the names of the addresses."""
    return {name: seen for name, seen in ADDRESSES.items() if isinstance(seen, Seen)}
