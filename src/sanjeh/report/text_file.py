"""The texts of one TOML file, said to a reader."""

from dataclasses import dataclass

from sanjeh.locale.catalogues import said, texts_of


@dataclass(frozen=True, slots=True)
class TextFile:
    """Texts by their key, `key = "…"` in Persian; a text inside a table is `table.key`."""

    package: str
    name: str

    def say(self, key: str, language: str, **facts: object) -> str:
        """Return one text with its facts filled in; raise KeyError for an unknown key."""
        return said(texts_of(self.package, self.name)[key].filled(**facts), language)

    def texts(self, language: str) -> dict[str, str]:
        """Return every text in one language, their facts not filled in."""
        return {key: said(text, language) for key, text in texts_of(self.package, self.name).items()}
