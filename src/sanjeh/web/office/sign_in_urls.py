"""Addresses of signing in, under the names by which the library looks for them. None opens an account."""

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp.views import deactivate_totp
from allauth.mfa.webauthn.views import list_webauthn
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from sanjeh.web.office.invitation import InvitationPage
from sanjeh.web.office.passkeys import AgainByPasskey, RemovePasskey, SignInByPasskey
from sanjeh.web.office.sample_people import SampleSignIn
from sanjeh.web.office.second_factor import AddPasskey, SetUpCodes
from sanjeh.web.office.sign_in import Cancelled, Inactive, SecondStep, SignIn

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("login/sample/", SampleSignIn.as_view(), name="sample_login"),
    path("login/second/", SecondStep.as_view(), name="mfa_authenticate"),
    path("login/passkey/", SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("login/again/", reauthenticate, name="account_reauthenticate"),
    path("login/again/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("login/again/passkey/", AgainByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("invitation/<str:token>/", InvitationPage.as_view(), name="invitation"),
    path("login/cancelled/", Cancelled.as_view(), name="socialaccount_login_cancelled"),
    path("login/closed/", Inactive.as_view(), name="account_inactive"),
    path("login/by/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("second-factor/", factors.index, name="mfa_index"),
    path("second-factor/codes/", SetUpCodes.as_view(), name="mfa_activate_totp"),
    path("second-factor/codes/end/", deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "second-factor/recovery/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("second-factor/passkeys/", list_webauthn, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("second-factor/passkeys/<int:pk>/end/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]
