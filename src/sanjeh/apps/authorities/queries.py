"""Who evaluates here."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanjeh.apps.authorities.cards import AuthorityCard, CodeRule, Contact
from sanjeh.apps.authorities.models import Authority
from sanjeh.core.text.calendars import Calendar
from sanjeh.core.text.code_rule import follows
from sanjeh.core.text.words import Words


@dataclass(frozen=True, slots=True)
class Mark:
    """The picture by which people know an authority; `kind` is its media type."""

    kind: str
    content: bytes


class NoSuchAuthority(LookupError):
    """No authority of this installation has this code."""


class CodeAgainstTheRule(ValueError):
    """A service's code is not written as the authority writes its codes; `rule` says how that is."""

    def __init__(self, code: str, rule: CodeRule) -> None:
        super().__init__(f"the code {code!r} is not written as {rule.pattern!r} asks")
        self.code, self.rule = code, rule


def current() -> AuthorityCard:
    """Return the authority that is meant wherever none is named."""
    return card_of(Authority.objects.defer("mark").get(is_default=True))


def card(code: str | None = None) -> AuthorityCard:
    """Return this authority, or the current one for no code; raise NoSuchAuthority."""
    if not code:
        return current()
    row = Authority.objects.defer("mark").filter(code=code).first()
    if row is None:
        raise NoSuchAuthority(code)
    return card_of(row)


def names() -> dict[str, Words]:
    """Return what each authority is called, by its code; nothing where there is only one."""
    found = {
        code: Words(fa, en) for code, fa, en in Authority.objects.values_list("code", "title_fa", "title_en")
    }
    return found if len(found) > 1 else {}


def handing_over() -> frozenset[str]:
    """Return the codes of the authorities that hand over to an archive before they forget anything."""
    return frozenset(Authority.objects.filter(hands_over=True).values_list("code", flat=True))


def mark() -> Mark | None:
    """Return the mark of the current authority, or None while it has the one of the house."""
    kind, content = Authority.objects.values_list("mark_kind", "mark").get(is_default=True)
    return Mark(kind, bytes(content)) if kind else None


def refuse_codes(codes: Iterable[str], authority: str | None = None) -> None:
    """Raise CodeAgainstTheRule for the first of these codes that the authority would not write."""
    rule = card(authority).code_rule
    for code in codes:
        if not follows(code, rule.pattern):
            raise CodeAgainstTheRule(code, rule)


def card_of(row: Authority) -> AuthorityCard:
    return AuthorityCard(
        code=row.code,
        title=Words(row.title_fa, row.title_en),
        mark_kind=row.mark_kind,
        contact=Contact(row.contact_email, row.contact_phone, row.contact_url, row.postal_address),
        calendar=Calendar(row.calendar),
        time_zone=row.time_zone,
        languages=tuple(row.languages),
        code_rule=CodeRule(row.service_code_pattern, row.service_code_hint_fa, row.service_code_hint_en),
        hands_over=row.hands_over,
    )
