"""The asked language wins; else the first variable of the environment that says anything."""

import pytest

from sanjeh.cli.language import reader_language


@pytest.mark.parametrize(
    ("asked", "environment", "language"),
    [
        (None, {}, "en"),
        (None, {"LANG": "fa_IR.UTF-8"}, "fa"),
        (None, {"LANG": "fa_IR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "fa_IR", "LC_ALL": ""}, "fa"),
        ("en", {"LC_ALL": "fa_IR.UTF-8"}, "en"),
        ("fa", {"LC_ALL": "C"}, "fa"),
    ],
)
def test_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch, asked: str | None, environment: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert reader_language(asked) == language
