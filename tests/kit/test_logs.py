"""Promises of the logs."""

import json
import logging
import subprocess
import sys

from jisr.kit.logs import PLACES_MAX, without_values

TRAVELLER = "نور الحداد"
PROGRAM = f"""
import logging, structlog
from jisr.kit.logs import start_logging
start_logging()
structlog.get_logger("jisr.test").info("request", route="/v1/checks")
try:
    raise ValueError("{TRAVELLER}")
except ValueError:
    structlog.get_logger().error("broke", exc_info=True)
    logging.getLogger("uvicorn.error").exception("about %s", "{TRAVELLER}")
"""


def lines() -> list[dict[str, object]]:
    """Return what a process of its own logs."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_each_event_is_one_line_of_json() -> None:
    """A machine reads it: what, when, how grave."""
    first = lines()[0]
    assert (first["event"], first["route"], first["level"]) == ("request", "/v1/checks", "info")
    assert str(first["timestamp"]).endswith("Z")


def test_an_exception_is_logged_without_its_text() -> None:
    """Its kind and its place are; what it says may be about a person, whoever logs it."""
    found = lines()
    assert [each.get("kind") for each in found] == [None, "ValueError", "ValueError"]
    assert TRAVELLER not in json.dumps(found, ensure_ascii=False)


def test_places_are_bounded() -> None:
    """A deep recursion does not fill the log."""

    def deep(left: int) -> None:
        if left:
            deep(left - 1)
        raise ValueError

    try:
        deep(50)
    except ValueError as error:
        event = without_values(logging.getLogger(), "error", {"exc_info": error})
    assert (event["kind"], len(event["places"])) == ("ValueError", PLACES_MAX)
