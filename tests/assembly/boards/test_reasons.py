"""The promises of the sentences: whatever the checks say can be said in every language."""

import ast
from pathlib import Path

import jisr.assembly.ballot
from jisr.assembly.ballot.curve import Refused
from jisr.assembly.boards.reasons import OF_THE_CHECKS, REASONS, refusal
from jisr.errors import EntryRefused

FOLDER = Path(jisr.assembly.ballot.__file__).parent


def said_by_the_checks() -> set[str]:
    """Return every sentence with which a check of the ballot refuses."""
    return {
        str(node.args[0].value)
        for path in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refused"
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_sentence_of_the_checks_is_translated() -> None:
    """None is missing here, and none stands here that nobody says."""
    assert said_by_the_checks() == set(OF_THE_CHECKS.values())


def test_a_refusal_keeps_its_details() -> None:
    """The key names the check, the details fill its sentence."""
    error = refusal(Refused("the proof fails that option {index} was opened truly", index=4))
    assert isinstance(error, EntryRefused)
    assert error.details == {"why": "boards.share_proof", "index": 4}


def test_no_key_stands_twice() -> None:
    """Two sentences under one key would hide one of them."""
    assert len(set(REASONS.values())) == len(REASONS)
