"""What a browser is asked for a passkey, and whether its answer holds (WebAuthn level 3). Pure.

The person must be verified by the authenticator (a PIN, a finger, a face) each time: a passkey here
is the second step by itself. Attestation is not asked for: which devices are good enough is a
member's own decision, and attestation would let us tell its people's devices apart.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from jisr.access.sign_in.model import Passkey
from jisr.access.sign_in.origins import Relying
from jisr.errors import CredentialRefused, to_translate

CHALLENGE_BYTES = 32
CREDENTIAL_BYTES_MAX = 1_023
"""The longest credential id (WebAuthn level 3, section 6.1)."""
ALGORITHMS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
"""Security keys know the first two, the platform of Windows the third."""
_NOT_ONE = (WebAuthnException, ValueError, KeyError, TypeError, IndexError, OverflowError)
"""What reading an answer that no authenticator gave can raise."""


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey that an authenticator made."""

    credential: bytes
    public: bytes
    uses: int


def creation_options(
    relying: Relying, network: str, officer: str, challenge: bytes, known: Sequence[Passkey]
) -> dict[str, Any]:
    """Return what `navigator.credentials.create` is asked; `known` are not made twice."""
    options = generate_registration_options(
        rp_id=relying.id,
        rp_name=network,
        user_name=officer,
        user_id=handle_of(network, officer),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
        supported_pub_key_algs=ALGORITHMS,
    )
    return dict(json.loads(options_to_json(options)))


def request_options(
    relying: Relying, challenge: bytes, allowed: Sequence[Passkey] = ()
) -> dict[str, Any]:
    """Return what `navigator.credentials.get` is asked; without `allowed` the person chooses."""
    options = generate_authentication_options(
        rp_id=relying.id,
        challenge=challenge,
        allow_credentials=_descriptors(allowed),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(options_to_json(options)))


def read_made(relying: Relying, challenge: bytes, answer: Mapping[str, Any]) -> Made:
    """Return the passkey that an authenticator made for this challenge.

    Raises:
        CredentialRefused: it was made for another challenge or page, or without verifying the
            person, or is no passkey.
    """
    try:
        made = verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=relying.id,
            expected_origin=relying.origin,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    except _NOT_ONE as error:
        raise _refused() from error
    if len(made.credential_id) > CREDENTIAL_BYTES_MAX:
        raise _refused()
    return Made(made.credential_id, made.credential_public_key, made.sign_count)


def credential_of(answer: Mapping[str, Any]) -> str:
    """Return the id of the passkey that an answer names; nothing is believed by it."""
    try:
        return passkey_id(base64url_to_bytes(answer["id"]))
    except _NOT_ONE as error:
        raise _refused() from error


def read_use(
    relying: Relying, challenge: bytes, answer: Mapping[str, Any], public: bytes, uses: int
) -> int:
    """Return the counter of the authenticator whose passkey signed this challenge.

    Raises:
        CredentialRefused: another challenge, page or key, the person was not verified, or the
            counter did not grow: then there may be a second authenticator with this passkey.
    """
    try:
        used = verify_authentication_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=relying.id,
            expected_origin=relying.origin,
            credential_public_key=public,
            credential_current_sign_count=uses,
            require_user_verification=True,
        )
    except _NOT_ONE as error:
        raise _refused() from error
    return used.new_sign_count


def essential(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of an answer its signature is verified with, and nothing about the device."""
    told = answer["response"]
    names = ("clientDataJSON", "authenticatorData", "signature")
    return {
        "id": answer["id"],
        "rawId": answer["id"],
        "type": "public-key",
        "response": {name: told[name] for name in names},
    }


def passkey_id(credential: bytes) -> str:
    """Return what we call a passkey: authenticators name theirs with up to 1,023 bytes."""
    return hashlib.sha256(credential).hexdigest()


def handle_of(network: str, officer: str) -> bytes:
    """Return what an authenticator knows an officer by; it tells nobody who that is."""
    return hashlib.sha256(f"jisr-user/v1\n{network}\n{officer}".encode()).digest()


def _descriptors(passkeys: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each.credential) for each in passkeys]


def _refused() -> CredentialRefused:
    return CredentialRefused(why=to_translate("the passkey's answer does not fit what was asked"))
