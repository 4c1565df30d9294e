"""The root of the tree of errors, and the mark of sentences to translate."""

from typing import ClassVar


def to_translate(text: str) -> str:
    """Mark a sentence for the catalogues; it is translated only when a person is shown it."""
    return text


class JisrError(Exception):
    """The root: each error has a stable code, a status, an exit code and a sentence."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1
    message: ClassVar[str] = (
        "Something went wrong inside Jisr. Send the operator the log of this minute."
    )

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        """Return the sentence in English, filled."""
        return self.message.format_map(self.details)
