"""Promises about what a browser is asked for a passkey, and its answers."""

import dataclasses

import pytest

from authenticator import PRESENT, VERIFIED, Authenticator, encoded
from jisr.access.sign_in import ceremonies
from jisr.access.sign_in.model import Passkey
from jisr.access.sign_in.origins import Relying
from jisr.errors import CredentialRefused
from ticking import START

RELYING = Relying("jisr.example", "https://jisr.example")
CHALLENGE = bytes(range(32))
KNOWN = Passkey("one", "amal@mar", b"known", b"", 0, "phone", START)


def device() -> Authenticator:
    """Return a device of our page."""
    return Authenticator(RELYING.origin, RELYING.id)


def test_a_person_is_always_verified() -> None:
    """The passkey stands on the device, is verified there, and no device is identified."""
    options = ceremonies.creation_options(RELYING, "world", "amal@mar", CHALLENGE, [KNOWN])
    selection = options["authenticatorSelection"]
    assert (selection["userVerification"], selection["residentKey"]) == ("required", "required")
    assert (options["rp"], options["attestation"], options["challenge"]) == (
        {"id": "jisr.example", "name": "world"},
        "none",
        encoded(CHALLENGE),
    )
    assert [each["id"] for each in options["excludeCredentials"]] == [encoded(b"known")]
    asked = ceremonies.request_options(RELYING, CHALLENGE, [KNOWN])
    assert (asked["userVerification"], asked["allowCredentials"][0]["id"]) == (
        "required",
        encoded(b"known"),
    )


def test_a_device_does_not_know_who_its_owner_is() -> None:
    """It holds a hash, another one in each network."""
    handles = {
        ceremonies.handle_of(network, officer)
        for network in ("world", "arab")
        for officer in ("amal@mar", "badr@mar")
    }
    assert {len(each) for each in handles} == {32}
    assert len(handles) == 4


def test_a_made_passkey_is_used() -> None:
    """Its answer is good for the challenge it was asked."""
    one = device()
    options = ceremonies.creation_options(RELYING, "world", "amal@mar", CHALLENGE, [])
    made = ceremonies.read_made(RELYING, CHALLENGE, one.make(options))
    assert made.credential == one.credential
    answer = one.use(ceremonies.request_options(RELYING, CHALLENGE))
    assert ceremonies.credential_of(answer) == ceremonies.passkey_id(one.credential)
    assert ceremonies.read_use(RELYING, CHALLENGE, answer, made.public, 0) == 1
    for uses in (1, 2):
        with pytest.raises(CredentialRefused):
            ceremonies.read_use(RELYING, CHALLENGE, answer, made.public, uses)
    with pytest.raises(CredentialRefused):
        ceremonies.read_use(RELYING, bytes(32), answer, made.public, 0)


@pytest.mark.parametrize("flags", [0, PRESENT, VERIFIED])
def test_a_passkey_without_a_person_is_refused(flags: int) -> None:
    """Present and verified, both times."""
    one = device()
    options = ceremonies.creation_options(RELYING, "world", "amal@mar", CHALLENGE, [])
    made = ceremonies.read_made(RELYING, CHALLENGE, one.make(options))
    hasty = dataclasses.replace(one, flags=flags)
    with pytest.raises(CredentialRefused):
        ceremonies.read_made(RELYING, CHALLENGE, hasty.make(options))
    with pytest.raises(CredentialRefused):
        ceremonies.read_use(RELYING, CHALLENGE, hasty.use(options), made.public, 0)


@pytest.mark.parametrize("answer", [{}, {"id": 5}, {"id": "A"}, {"id": "é"}, {"response": []}])
def test_what_is_no_answer_is_refused(answer: dict[str, object]) -> None:
    """By each reader, with one error."""
    for read in (
        lambda: ceremonies.read_made(RELYING, CHALLENGE, answer),
        lambda: ceremonies.read_use(RELYING, CHALLENGE, answer, b"", 0),
    ):
        with pytest.raises(CredentialRefused):
            read()


def test_what_is_kept_says_nothing_about_the_device() -> None:
    """Only what the signature is verified with."""
    answer = device().use({"challenge": encoded(CHALLENGE)})
    answer["authenticatorAttachment"] = "platform"
    answer["response"]["userHandle"] = "x"
    kept = ceremonies.essential(answer)
    assert set(kept) == {"id", "rawId", "type", "response"}
    assert set(kept["response"]) == {"clientDataJSON", "authenticatorData", "signature"}
