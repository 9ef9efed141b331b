"""Who reads a log finds our name, and the page that tells how to reach us where there is one."""

from sanjeh.net.user_agent import VERSION, browser_agent, http_agent

PAGE = "https://sanjeh.example/about-probing/"


def test_every_request_names_us_and_the_page_for_owners() -> None:
    assert http_agent(PAGE) == (
        f"Mozilla/5.0 (compatible; Sanjeh/{VERSION}; +{PAGE}; evaluation of public e-services)"
    )
    assert browser_agent("154.0.1", PAGE).endswith(
        f"Chrome/154.0.0.0 Mobile Safari/537.36 Sanjeh/{VERSION} (+{PAGE})"
    )


def test_without_such_a_page_the_name_stands_alone() -> None:
    assert http_agent() == f"Mozilla/5.0 (compatible; Sanjeh/{VERSION}; evaluation of public e-services)"
    assert browser_agent("154.0.1").endswith(f"Mobile Safari/537.36 Sanjeh/{VERSION}")
