"""How we introduce ourselves: honestly, so that an owner can recognise, slow or pause us."""

import sanjeh

VERSION = sanjeh.__version__
# The word by which robots.txt means us (RFC 9309 §2.2.1).
NAME = "Sanjeh"


def http_agent(contact: str = "") -> str:
    """Return our name; `contact` is the page that tells an owner who we are and how to stop us."""
    where = f"; +{contact}" if contact else ""
    return f"Mozilla/5.0 (compatible; {NAME}/{VERSION}{where}; evaluation of public e-services)"


def browser_agent(browser_version: str, contact: str = "") -> str:
    """Return a browser's usual name with ours after it: pages must work, and owners must see us."""
    major = browser_version.split(".", 1)[0]
    where = f" (+{contact})" if contact else ""
    return (
        "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Mobile Safari/537.36 {NAME}/{VERSION}{where}"
    )
