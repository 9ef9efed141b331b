"""A message as its reader gets it: plain text beside HTML that says its language and direction everywhere.

Mail programs drop what stands on <html>, so <body> and the table say it again (W3C, "Structural markup and
right-to-left text in HTML").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.messages.templates import template
from sanjeh.core.text.words import Language, Say

FONTS = "Vazirmatn, Tahoma, 'Segoe UI', sans-serif"
SMS_LENGTH = 320  # two parts in Persian script are 134 letters, three 201, five 335


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom it is for: the language, its direction (`rtl`, `ltr`), how texts are said in it, who signs."""

    language: Language
    direction: str
    say: Say
    signature: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """The message in words; `html` is a whole document, `short` fits into a text message."""

    subject: str
    text: str
    html: str
    short: str


def render(name: TemplateName, facts: Mapping[str, object], link: str, reader: Reader) -> Rendered:
    """Return the message in the reader's language; raise FactUnknown for facts of another template."""
    form = template(name, facts)
    say = reader.say
    subject = one_line(say(form.subject.filled(**facts)))
    paragraphs = [say(each.filled(**facts)) for each in form.paragraphs]
    action = say(form.action)
    text = "\n\n".join((*paragraphs, f"{action}:\n{link}", f"-- \n{reader.signature}"))
    return Rendered(
        subject=subject,
        text=f"{text}\n",
        html=document(subject, paragraphs, (action, link), reader),
        short=shortened(f"{reader.signature}: {subject}", link),
    )


def one_line(text: str) -> str:
    """Return the text without anything that could begin another header line."""
    return " ".join(text.split())


def shortened(text: str, link: str) -> str:
    """Return text and link in so many letters that a telephone shows them; the link is never cut."""
    room = SMS_LENGTH - len(link) - 1
    return f"{text if len(text) <= room else text[: room - 1] + '…'}\n{link}"


def document(subject: str, paragraphs: list[str], action: tuple[str, str], reader: Reader) -> str:
    """Return the message as HTML, every text in it escaped."""
    title, link = action
    lang, turn = escape(reader.language), escape(reader.direction)
    said = "".join(f'<p style="margin:0 0 16px">{escape(each)}</p>' for each in paragraphs)
    button = (
        '<a style="display:inline-block;padding:10px 20px;border-radius:8px;background:#0b6e66;color:#fff;'
        f'text-decoration:none" href="{escape(link)}">{escape(title)}</a>'
    )
    return (
        f'<!doctype html><html lang="{lang}" dir="{turn}"><head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>"
        f'<body lang="{lang}" dir="{turn}" style="margin:0;background:#f4f6f8">'
        f'<table lang="{lang}" dir="{turn}" role="presentation" width="100%" cellpadding="0" cellspacing="0">'
        f'<tr><td style="padding:24px;font-family:{FONTS};font-size:16px;line-height:1.9;color:#17212a">'
        f'<h1 style="font-size:20px;margin:0 0 16px">{escape(subject)}</h1>{said}<p>{button}</p>'
        f'<p style="color:#4a5a68;font-size:14px"><bdi dir="ltr">{escape(link)}</bdi></p>'
        f'<p style="color:#4a5a68">{escape(reader.signature)}</p></td></tr></table></body></html>'
    )
