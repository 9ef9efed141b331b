"""Behind a proxy that ends TLS the house does what it asks of others: https alone, safe cookies."""

import os
import subprocess
import sys

PROGRAM = """
import django
django.setup()
from django.conf import settings
print([settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS,
       settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE])
"""


def told(tmp_path: object, **environment: str) -> str:
    settings = {"SANJEH_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "sanjeh.config.settings"}
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | settings | {"DATABASE_URL": "postgresql://nobody@/none"} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


def test_behind_tls_everything_that_others_are_asked_for_is_on(tmp_path: object) -> None:
    behind = told(tmp_path, SANJEH_BEHIND_TLS="yes", SANJEH_TRUSTED_PROXIES="127.0.0.1")

    assert behind == "[True, 31536000, True, True, True]"


def test_without_tls_a_browser_is_not_sent_where_nobody_answers(tmp_path: object) -> None:
    assert told(tmp_path) == "[False, 0, False, False, False]"
