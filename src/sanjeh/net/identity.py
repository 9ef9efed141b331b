"""How we introduce ourselves: honestly, so that an owner can recognise, slow or pause us."""

from importlib.metadata import PackageNotFoundError, version


def _version() -> str:
    try:
        return version("sanjeh")
    except PackageNotFoundError:  # a source tree that was never installed
        return "0"


VERSION = _version()
USER_AGENT = f"Mozilla/5.0 (compatible; Sanjeh/{VERSION}; evaluation of public e-services)"


def browser_agent(browser_version: str) -> str:
    """Return a browser's usual name with ours after it: pages must work, and owners must see us."""
    major = browser_version.split(".", 1)[0]
    return (
        "Mozilla/5.0 (Linux; Android 14; Mobile) AppleWebKit/537.36 (KHTML, like Gecko) "
        f"Chrome/{major}.0.0.0 Mobile Safari/537.36 Sanjeh/{VERSION}"
    )
