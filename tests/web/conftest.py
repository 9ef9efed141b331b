from tests.web.standing import compared_country

__all__ = ["compared_country"]
