"""What the person at the terminal has to change before anything can be scored."""


class ScoringProblem(Exception):
    """One or several sentences, already in the reader's language."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
