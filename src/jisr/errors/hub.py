"""What a hub that was asked over the line says."""

from jisr.errors.root import JisrError


class HubRefused(JisrError):
    """A hub that was asked over the line refuses: its code, status and sentence.

    The exit code is the one that the same error has where the data are.
    """

    code = "hub.refused"
    exit_code: int  # type: ignore[misc]  # of the error that the hub tells
    message = "The hub answers: {told}"

    def __init__(self, *, code: str, status: int, told: str) -> None:
        super().__init__(code=code, status=status, told=told)
        known = {each.code: each.exit_code for each in _below(JisrError)}
        self.exit_code = known.get(code, JisrError.exit_code)


def _below(error: type[JisrError]) -> list[type[JisrError]]:
    """Return an error and every kind of it, HubRefused itself left out."""
    kinds = [each for each in error.__subclasses__() if each.code != "hub.refused"]
    return [error, *(below for each in kinds for below in _below(each))]
