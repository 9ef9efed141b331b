from tests.web.short_refusals import each_refusal_drawn_once
from tests.web.standing import compared_country

__all__ = ["compared_country", "each_refusal_drawn_once"]
