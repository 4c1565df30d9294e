"""Calls a webhook: signed, bounded in time, never redirected (Standard Webhooks 1.0).

The headers are `webhook-id`, `webhook-timestamp` and `webhook-signature: v1a,…`: Ed25519 over
`{id}.{timestamp}.{body}`. The key signs nothing else; its public half is published to receivers.
"""

import asyncio
import base64
import datetime
import ssl
from collections.abc import Callable, Mapping

import httpx2

from jisr.errors import ValueMalformed
from jisr.kit.courier.addresses import read_url, resolve
from jisr.kit.courier.letters import DeliveryFailed, Hook

CALL_SECONDS_MAX = 15.0
"""A webhook only takes note; what takes longer is left and tried again."""
USER_AGENT = "jisr"
_GONE = 410
_OK = range(200, 300)
Sign = Callable[[bytes], bytes]


def signed_headers(hook: Hook, sign: Sign, now: datetime.datetime) -> dict[str, str]:
    """Return what proves to the receiver who calls, and when."""
    timestamp = str(int(now.timestamp()))
    signature = sign(f"{hook.id}.{timestamp}.".encode() + hook.body)
    return {
        "webhook-id": hook.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1a,{base64.b64encode(signature).decode()}",
    }


def call(
    hook: Hook,
    sign: Sign,
    now: datetime.datetime,
    *,
    allows_private: bool,
    seconds_max: float = CALL_SECONDS_MAX,
) -> None:
    """Call a webhook once.

    Args:
        hook: what is sent where.
        sign: signs with the key of this network's webhooks.
        now: the instant that is signed.
        allows_private: whether private addresses and plain http are allowed here.
        seconds_max: from the look-up of the name to the answer's status.

    Raises:
        DeliveryFailed: it did not take the message; finally, where its address is not allowed or
            it says that it is gone for ever.
    """
    try:
        headers = signed_headers(hook, sign, now)
        sending = _call(hook, headers, allows_private=allows_private, seconds_max=seconds_max)
        status = asyncio.run(sending)
    except ValueMalformed as error:
        raise DeliveryFailed(is_final=True) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError, OSError) as error:
        raise DeliveryFailed(is_final=False) from error
    if status not in _OK:
        raise DeliveryFailed(is_final=status == _GONE, kind=f"status-{status}")


async def _call(
    hook: Hook, signed: Mapping[str, str], *, allows_private: bool, seconds_max: float
) -> int:
    async with asyncio.timeout(seconds_max):
        target = read_url(hook.url, allows_private=allows_private)
        address = await resolve(target, allows_private=allows_private)
        url = httpx2.URL(
            scheme=target.scheme, host=address, port=target.port, raw_path=target.path.encode()
        )
        headers = {
            "host": target.name,
            "content-type": "application/json",
            "user-agent": USER_AGENT,
            **signed,
        }
        # The certificate must be the name's, though the call goes to the address.
        extensions = {"sni_hostname": target.host}
        async with (
            httpx2.AsyncClient(
                follow_redirects=False,
                trust_env=False,  # no proxy: it would look the name up again
                timeout=seconds_max,
                verify=ssl.create_default_context(),  # whom the system trusts
            ) as client,
            client.stream(
                "POST", url, content=hook.body, headers=headers, extensions=extensions
            ) as answer,
        ):
            return answer.status_code  # what else it says is not read
