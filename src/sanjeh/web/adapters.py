"""What we change of the library that signs people in: nobody opens an account, and all is said by us."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts import invitation_actions, queries
from sanjeh.apps.authorities import queries as authorities
from sanjeh.core.text.numerals import in_digits
from sanjeh.locale.catalogues import said
from sanjeh.web.office.second_factor import is_demanded
from sanjeh.web.site_address import host_of
from sanjeh.web.templatetags.persian import language

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one of these
TOO_OFTEN = _("تلاش‌های نادرست بیش از اندازه بود. پنج دقیقه‌ی دیگر دوباره بکوشید.")


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("گذرواژه درست نیست."),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Say no: an account is opened by an invitation alone."""
        del request
        return False

    def is_reauthentication_required(self, *, app: str, **_rest: object) -> bool:
        """Ask for the password again before a factor is changed; the first is set up as one comes in."""
        del app
        return bool(Authenticator.objects.filter(user_id=context.request.user.pk).exists())

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **hints: object) -> HttpResponse:
        """Hand over what waits for this person, however the door was opened."""
        invitation_actions.claim_waiting(person=queries.signed_in(user), now=timezone.now())
        answer: HttpResponse = super().post_login(request, user, **hints)
        return answer

    def add_message(self, *told: object, **hints: object) -> None:
        """Say nothing of its own: our pages show what has changed."""

    def send_mail(self, *told: object, **hints: object) -> None:
        """Send nothing: whatever reaches people goes through our own messages."""

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        del request, user
        return redirect("account_inactive")


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("این رمز درست نیست. ساعت گوشی را ببینید و رمز تازه را بنویسید."),
        "cannot_delete_authenticator": _(
            "این تنها گام دوم شماست و نقش شما آن را می‌خواهد. نخست راه دیگری بسازید، سپس این را بردارید."
        ),
    }

    def get_totp_issuer(self) -> str:
        """Name the authority, under which the code stands in the person's app."""
        return said(authorities.current().title, language())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": host_of(context.request), "name": self.get_totp_issuer()}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say no to the last one of somebody whose role asks for one: nobody is left outside by himself."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        roles = queries.roles_of(queries.signed_in(authenticator.user), timezone.now())
        return not is_demanded(roles) or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("کلید %(number)s") % {"number": in_digits(number, language())}


class OtherDoors(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Know a person at first by an address that both sides have proven, later by the subject."""
        if sociallogin.is_existing:
            return
        proved = [one.email for one in sociallogin.email_addresses if one.verified]
        person = queries.by_proved_email(proved)
        if person:
            sociallogin.connect(request, person)
