"""What the web server calls."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler

from sanjeh.web.readable import InUtf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
django.setup(set_prefix=False)


class Handler(WSGIHandler):
    """Reads what is sent as UTF-8, whatever it says of itself."""

    request_class = InUtf8


application = Handler()
