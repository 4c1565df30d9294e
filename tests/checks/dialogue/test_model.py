"""The words of a dialogue."""

from jisr.checks.dialogue.model import (
    BY_HUB_SESSION,
    Answer,
    Signature,
    SignatureKind,
    State,
    only_hub_session,
)


def test_every_answer_is_a_state() -> None:
    """What an owner answers is where the dialogue then stands."""
    assert {each.value for each in Answer} <= {each.value for each in State}


def test_without_a_verifier_no_signature_is_believed() -> None:
    """Only the plain word that there is none is accepted."""
    claimed = [Signature(kind, "key", "c2ln") for kind in SignatureKind]
    accepted = [only_hub_session(each, b"message") for each in (*claimed, BY_HUB_SESSION)]
    assert accepted == [False, False, False, True]
