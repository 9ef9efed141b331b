"""One of a list, as every form asks for it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from django import forms

from sanjeh.core.text.words import Wording
from sanjeh.web.templatetags.persian import words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Choices = list[tuple[str, str]]
Value = TypeVar("Value", bound=str)  # a StrEnum, or the code itself


def offered(titles: Mapping[Value, Wording]) -> Choices:
    """Return each value with its title in the language of the page."""
    return [(str(value), words(title)) for value, title in titles.items()]


def choice(
    label: "_StrOrPromise",
    choices: Callable[[], Choices],
    *,
    required: bool = True,
    help_text: "_StrOrPromise" = "",
) -> forms.ChoiceField:
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(
        label=label, choices=choices, required=required, help_text=help_text, widget=widget
    )
