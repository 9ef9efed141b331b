"""What the web server calls: the pages, behind what keeps slow visitors from them."""

from sanjeh.config.front import Front
from sanjeh.config.wsgi import application as pages

application = Front(pages)
