"""All settings, from the environment; each has a safe default (docs/operations.md lists them)."""

from pathlib import Path

from django.conf.locale import LANG_INFO

from sanjeh.config import database, demo_mark, embedded, environment, logs, named
from sanjeh.locale import catalogues

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.folder("SANJEH_DATA", "var")

DEBUG = environment.flag("SANJEH_DEBUG", default=False)
SECRET_KEY = environment.secret("SANJEH_SECRET_KEY", DATA / "secret-key")
# Locks the keys under which the words of complaints lie: no dump of the database holds it.
SEALING_KEY = environment.sealing_key("SANJEH_SEALING_KEY", DATA / "sealing-key")
ALLOWED_HOSTS = named.hosts("SANJEH_HOSTS", "localhost,127.0.0.1,[::1]")
BEHIND_TLS = environment.flag("SANJEH_BEHIND_TLS", default=False)
# Our own reverse proxies: what they say of whom they saw, and how he came, is believed, of nobody else.
TRUSTED_PROXIES = environment.proxies("SANJEH_TRUSTED_PROXIES", ends_tls=BEHIND_TLS)

SANJEH = {
    "EVIDENCE": DATA / "evidence",
    "EDITIONS": DATA / "editions",
    "LETTERS": DATA / "letters",
    "DEMO": DATA / "demo",
    # Where the office writes packages for an archive.
    "ARCHIVES": DATA / "archives",
    "SIGNING_KEY": environment.signing_key("SANJEH_SIGNING_KEY", DATA / "signing-key"),
    # Addresses that may be reached though they are private or on an odd port: host:port[;port],…
    "ALLOW": environment.words("SANJEH_ALLOW"),
    # Public addresses and blocks of this house, which nobody may be led to: those behind a NAT, say.
    "OWN_ADDRESSES": environment.words("SANJEH_OWN_ADDRESSES"),
    "NAMESERVERS": environment.words("SANJEH_NAMESERVERS"),
    # Keys of zones, beside the root's, from which signatures of names are checked.
    "TRUST_ANCHORS": environment.trust_anchors("SANJEH_TRUST_ANCHORS"),
    "NATIONAL_ROOTS": environment.text("SANJEH_NATIONAL_ROOTS", ""),
    "VANTAGE": environment.text("SANJEH_VANTAGE", "local", 100),
    "VISITS_AT_ONCE": environment.number("SANJEH_VISITS_AT_ONCE", 4, least=1, most=64),
    # The least pause between two visits, and between two requests, at one destination.
    "GAP_MS": environment.number("SANJEH_GAP_MS", 1000, most=3_600_000),
    # Domains below which every body has a domain of its own, beside the public suffix list.
    "SUFFIXES": named.suffixes("SANJEH_SUFFIXES"),
    # Addresses of our own choice; if they do not answer either, a silence is our own fault.
    "SELF_TEST": named.web_addresses("SANJEH_SELF_TEST"),
    # How the owner of a site that we look at reaches us; the address goes into every request we make.
    "CONTACT_URL": environment.web_address("SANJEH_CONTACT_URL"),
    "CHROMIUM": environment.program("SANJEH_CHROMIUM"),
    "CONTACT_EMAIL": named.mailbox("SANJEH_CONTACT_EMAIL"),
    "CONTACT_PHONE": named.telephone("SANJEH_CONTACT_PHONE"),
    # Where people find the pages, for links in what is sent: https://sanjeh.example
    "SITE_URL": named.site("SANJEH_SITE_URL"),
    "SMTP_URL": environment.mail_server("SANJEH_SMTP_URL"),
    "MAIL_FROM": named.sender("SANJEH_MAIL_FROM", "Sanjeh <no-reply@localhost>"),
    # The mailbox in which people write to the house: imaps://user:secret@mail.example:993/INBOX
    "MAIL_IN": environment.mailbox_server("SANJEH_MAIL_IN"),
    "SMS_URL": environment.web_address("SANJEH_SMS_URL"),
    # Whoever reads /metrics from elsewhere than this machine says this word.
    "METRICS_TOKEN": environment.hidden("SANJEH_METRICS_TOKEN"),
    "SMS_TOKEN": environment.hidden("SANJEH_SMS_TOKEN"),
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "sanjeh.apps.journal",
    "sanjeh.apps.accounts",
    "sanjeh.apps.authorities",
    "sanjeh.apps.messages.apps.MessagesConfig",
    "sanjeh.apps.notices",
    "sanjeh.apps.calendars",
    "sanjeh.apps.channels",
    "sanjeh.apps.agreements",
    "sanjeh.apps.methodology",
    "sanjeh.apps.fingerprints",
    "sanjeh.apps.catalogue",
    "sanjeh.apps.rounds",
    "sanjeh.apps.politeness",
    "sanjeh.apps.scans",
    "sanjeh.apps.uptime",
    "sanjeh.apps.speed",
    "sanjeh.apps.results",
    "sanjeh.apps.publication",
    "sanjeh.apps.analyses",
    "sanjeh.apps.desk",
    "sanjeh.apps.feedback",
    "sanjeh.apps.questions",
    "sanjeh.apps.courtesy",
    "sanjeh.apps.commitments",
    "sanjeh.apps.retention",
    "sanjeh.web",
]

MIDDLEWARE = [
    "sanjeh.web.watched.told_to_watchers",
    "sanjeh.web.middleware.address_of_client",
    "sanjeh.web.middleware.named_in_logs",
    "sanjeh.web.known_hosts.known_hosts_alone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sanjeh.web.middleware.content_security_policy",
    "django.middleware.gzip.GZipMiddleware",
    "sanjeh.web.language.language_of_address",
    "sanjeh.web.authority.speaking_for_the_authority",
    "sanjeh.web.readable.readable_requests_alone",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "sanjeh.web.restarts.MadeAgainAfterARestart",
]

ROOT_URLCONF = "sanjeh.config.urls"
WSGI_APPLICATION = "sanjeh.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sanjeh.web.context.every_page",
            ],
        },
    },
]

DATABASES = {
    "default": database.settings_of(environment.hidden("DATABASE_URL") or embedded.url_of(DATA / "postgres"))
}
# Only a worker knows the tasks: they bring the browser's driver and every probe, which no page needs.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "sanjeh.apps.scans.tasks",
    "sanjeh.apps.uptime.tasks",
    "sanjeh.apps.speed.tasks",
    "sanjeh.apps.analyses.tasks",
    "sanjeh.apps.messages.tasks",
    "sanjeh.apps.journal.tasks",
    "sanjeh.apps.channels.tasks",
    "sanjeh.apps.questions.tasks",
    "sanjeh.apps.agreements.tasks",
    "sanjeh.apps.fingerprints.tasks",
    "sanjeh.apps.notices.tasks",
    "sanjeh.apps.retention.tasks",
    "sanjeh.apps.courtesy.tasks",
    "sanjeh.apps.commitments.tasks",
    "sanjeh.apps.desk.tasks",
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Only what `sanjeh run` has marked is a demo, while it says so: then sample people sign in by a click.
DEMO = demo_mark.is_demo(DATA)
# Who signs in shows a second factor where the role asks for one; the sample people of the demo do not.
SECOND_FACTOR_DEMANDED = not DEMO
ACCOUNT_ADAPTER = "sanjeh.web.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by an invitation, or it does not count
ACCOUNT_LOGIN_METHODS = {"username"}  # whoever writes an address is found by it before (web/office/sign_in)
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
MFA_ADAPTER = "sanjeh.web.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A whole ministry may come from one address at eight in the morning, which gets one try a second. No account
# is easier to guess by that: a passkey holds no secret to guess, and codes have a limit for each person.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,5/300s/key"}
MFA_FORMS = {
    "add_webauthn": "sanjeh.web.office.passkeys.AddForm",
    "authenticate_webauthn": "sanjeh.web.office.passkeys.SecondStepForm",
    "login_webauthn": "sanjeh.web.office.passkeys.LoginForm",
    "reauthenticate_webauthn": "sanjeh.web.office.passkeys.AgainForm",
}
SOCIALACCOUNT_ADAPTER = "sanjeh.web.adapters.OtherDoors"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that is answered from elsewhere is stopped by our own policy
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": environment.openid_provider(
            issuer=environment.web_address("SANJEH_OIDC_ISSUER"),
            client=environment.text("SANJEH_OIDC_CLIENT_ID", ""),
            secret=environment.hidden("SANJEH_OIDC_CLIENT_SECRET"),
            name=environment.text("SANJEH_OIDC_NAME", "", 100),
        ),
    }
}
LOGIN_URL = "office:login"
LOGIN_REDIRECT_URL = "office:home"
LOGOUT_REDIRECT_URL = "public:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hour
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "fa"
LANGUAGES = [
    (code, LANG_INFO.get(code, {"name_local": code})["name_local"]) for code in catalogues.languages()
]
LOCALE_PATHS = [catalogues.FOLDER]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tehran"

STATIC_URL = "/static/"
# Made anew at every start: nobody else's files may lie there.
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sanjeh.config.static.HashedNames"},
}
WHITENOISE_USE_FINDERS = True  # the plain names, of what was not collected
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MAX_AGE = 3600

FILE_UPLOAD_HANDLERS = [
    "sanjeh.web.upload_quota.UploadQuota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sanjeh.web.unproven_form.unproven_form"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None

LOGGING_CONFIG = "sanjeh.config.logs.configure"
LOGGING = logs.dict_config()
