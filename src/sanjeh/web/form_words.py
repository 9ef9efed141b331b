"""What every form says of a part that is empty or unreadable: Django's Persian speaks of fields there."""

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _


def speak_our_words() -> None:
    """Let the forms of the library refuse in the words of the house; called once, as it starts."""
    forms.Field.default_error_messages["required"] = _("این بخش خالی است؛ آن را بنویسید یا برگزینید.")
    forms.ChoiceField.default_error_messages["invalid_choice"] = _(
        "این گزینه دیگر نیست؛ یکی از گزینه‌ها را برگزینید."
    )
    forms.FileField.default_error_messages["empty"] = _("این پرونده خالی است؛ پرونده‌ی دیگری برگزینید.")
    forms.IntegerField.default_error_messages["invalid"] = _("یک عدد بنویسید، با رقم.")
    forms.URLField.default_error_messages["invalid"] = _(
        "این نشانی وب نیست؛ نشانی‌ای مانند \u2066https://authority.example\u2069 بنویسید."
    )
    EmailValidator.message = _(
        "این نشانی ایمیل نیست؛ نشانی‌ای مانند \u2066head@authority.example\u2069 بنویسید."
    )
