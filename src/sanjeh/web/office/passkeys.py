"""Passkeys belong to the one address of this site: what another page had signed is not taken here."""

import json
from binascii import Error as NotBase64

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as library_forms
from allauth.mfa.webauthn import views as library
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext

from sanjeh.web.site_address import origin_of


def signed_origin(credential: object) -> str:
    """Return on which page a credential says it was made; nothing where it says none."""
    try:
        client = json.loads(urlsafe_base64_decode(credential["response"]["clientDataJSON"]))  # type: ignore[index]  # caught below
        return str(client["origin"])
    except (KeyError, TypeError, ValueError, NotBase64):
        return ""


class OfThisSite:
    """Refuses what was signed on any other page, a neighbour's below our own domain among them."""

    def clean_credential(self) -> object:
        credential = self.cleaned_data["credential"]  # type: ignore[attr-defined]  # of the library's form
        if signed_origin(credential) != origin_of(context.request):
            raise get_adapter().validation_error("incorrect_code")
        clean = getattr(super(), "clean_credential", None)
        return clean() if clean else credential


class AddForm(OfThisSite, library_forms.AddWebAuthnForm):  # type: ignore[misc]  # the library has no types
    pass


class SecondStepForm(OfThisSite, library_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    pass


class LoginForm(OfThisSite, library_forms.LoginWebAuthnForm):  # type: ignore[misc]  # as above
    pass


class AgainForm(OfThisSite, library_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    pass


class TellsWhatFailed:
    """Says in a sentence that a key was not taken, on the page from which it came."""

    back: str

    def form_invalid(self, form: Form) -> HttpResponse:
        del form
        request: HttpRequest = self.request  # type: ignore[attr-defined]  # of the library's view
        said = gettext("کلید خوانده نشد. دوباره بکوشید یا راه دیگری را برگزینید.")
        messages.error(request, said)
        return redirect(self.back)


class SignInByPasskey(TellsWhatFailed, library.LoginWebAuthnView):  # type: ignore[misc]  # as above
    back = "account_login"


class AgainByPasskey(TellsWhatFailed, library.ReauthenticateWebAuthnView):  # type: ignore[misc]  # as above
    back = "mfa_reauthenticate_webauthn"


class RemovePasskey(library.RemoveWebAuthnView):  # type: ignore[misc]  # as above
    """Takes a key away, unless somebody whose role asks for a second factor would have none."""

    def form_valid(self, form: Form) -> HttpResponse:
        del form
        adapter, key = get_adapter(), self.get_object()
        if adapter.can_delete_authenticator(key):
            remove_authenticator(self.request, key)
        else:
            refused: ValidationError = adapter.validation_error("cannot_delete_authenticator")
            messages.error(self.request, refused.messages[0])
        return redirect("mfa_list_webauthn")
