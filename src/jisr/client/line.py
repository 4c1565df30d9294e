"""One line to a hub: requests go out with the credential, refusals come back as errors.

Only https, or this machine itself: an access token never crosses a network in clear. Redirects,
proxies and netrc files are not followed: the token is for the hub that was named.
"""

import base64
import hashlib
import ipaddress
import secrets
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import httpx2
import msgspec

from jisr.client.answers import Problem
from jisr.client.signing import Sign, ToSign, challenge_of
from jisr.errors import (
    HubAddressWrong,
    HubRefused,
    HubStrange,
    HubUnreachable,
    ValueMalformed,
    to_translate,
)
from jisr.values import new_id

API = "/v1"
ANSWER_BYTES_MAX = 128 << 20
"""A batch of 1,000 answers with 50 hits each has about 100 MB; nothing is longer."""
ANSWER_SECONDS_MAX = 60.0
"""The longest silence of a hub that works; a check takes milliseconds."""
TRIES = 5
FIRST_WAIT_SECONDS = 0.2
WAIT_SECONDS_MAX = 5.0
"""Waits double from the first one: a hub that restarts is back within them."""
JSON = "application/json"
_BUSY = 503
_REFUSED = 400
_RANDOM = secrets.SystemRandom()
Shape = TypeVar("Shape")
Headers = Mapping[str, str] | Callable[[], Mapping[str, str]]
"""Headers of a request; where they are called, each try has its own."""


class Page(msgspec.Struct, frozen=True):
    """One page of a list, not read yet; `next` begins the page after it."""

    items: msgspec.Raw
    next: str


class Line:
    """A line to one hub, as one caller, for one purpose and case.

    Raises:
        HubAddressWrong: the address is none, or would carry the token in clear.
        ValueMalformed: purpose, case or token cannot stand in a header.
    """

    def __init__(
        self, url: str, token: str, *, purpose: str = "", case: str = "", language: str = "en"
    ) -> None:
        self.url = checked_address(url)
        for field, value in (("token", token), ("purpose", purpose), ("case", case)):
            if not (value.isascii() and value.isprintable()):
                raise ValueMalformed(
                    field=field, why=to_translate("over the line it is written in ASCII letters")
                )
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept-Language": language,
            "Jisr-Purpose": purpose,
            "Jisr-Case": case,
        }
        self._client = httpx2.Client(
            base_url=self.url,
            headers={name: value for name, value in headers.items() if value},
            timeout=ANSWER_SECONDS_MAX,
            follow_redirects=False,
            trust_env=False,
            verify=ssl.create_default_context(),
        )
        self.sign: Sign | None = None
        """With what the caller signs what it writes, if it does."""

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def get(self, path: str, shape: type[Shape], **query: str | int) -> Shape:
        """Return what is at a path; empty values of the query are left out."""
        return self.read(self.send("GET", path, query=query), shape)

    def text(self, path: str) -> str:
        """Return the plain text that is at a path."""
        return self.send("GET", path).decode("utf-8", "replace")

    def document(self, path: str) -> bytes:
        """Return the JSON that is at a path as it is: what is none came from elsewhere."""
        document = self.send("GET", path)
        self.read(document, msgspec.Raw)
        return document

    def state(self, path: str, shape: type[Shape]) -> Shape:
        """Return what is at a path that says in its body how it is, whatever the status."""
        try:
            return self.read(self._client.get(path).content, shape)
        except httpx2.TransportError as error:
            raise HubUnreachable(url=self.url) from error

    def write(
        self,
        path: str,
        shape: type[Shape],
        body: object = None,
        *,
        method: str = "POST",
        version: int = 0,
    ) -> Shape:
        """Send a write, once however often it is tried, and return what it answers.

        A caller with a key signs the body.
        """
        sent = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = self._headers((method, path), version, sent)
        return self.read(self.send(method, path, sent, headers), shape)

    def say(
        self, path: str, shape: type[Shape], body: object, *, version: int, message: bytes
    ) -> Shape:
        """Send a write of which not the body is signed, but what it says."""
        headers = self._headers(("POST", path), version, message)
        return self.read(self.send("POST", path, msgspec.json.encode(body), headers), shape)

    def upload(
        self, path: str, shape: type[Shape], content: bytes, media_type: str, *, version: int
    ) -> Shape:
        """Send a file as it is, once however often it is tried."""
        headers = {
            "Idempotency-Key": new_id(),
            "If-Match": f'"{version}"',
            "Content-Type": media_type,
        }
        return self.read(self.send("POST", path, content, headers), shape)

    def _headers(self, asked: tuple[str, str], version: int, content: bytes) -> Headers:
        headers = {"Idempotency-Key": new_id()}
        if version:
            headers["If-Match"] = f'"{version}"'
        return headers if self.sign is None else partial(self._signed, asked, headers, content)

    def _signed(
        self, asked: tuple[str, str], headers: Mapping[str, str], content: bytes
    ) -> Mapping[str, str]:
        """Return the headers with a new signature: each is good for one try."""
        if self.sign is None:
            return headers
        wanted = {
            "method": asked[0],
            "path": asked[1],
            "content": hashlib.sha256(content).hexdigest(),
            "version": headers.get("If-Match", ""),
        }
        body = self.send("POST", f"{API}/sign-in/statements", msgspec.json.encode(wanted))
        begun = self.read(body, ToSign)
        said = {name: begun.statement.get(name) for name in wanted}
        challenge = (begun.options or {}).get("challenge")
        if said != wanted or challenge not in (None, challenge_of(begun.statement)):
            raise HubStrange(url=self.url)  # it would have something else signed
        signature = {"statement": begun.statement.get("nonce"), "signature": self.sign(begun)}
        encoded = base64.urlsafe_b64encode(msgspec.json.encode(signature)).decode()
        return {**headers, "Jisr-Signature": encoded}

    def pages(self, path: str, shape: type[Shape], **query: str | int) -> Iterator[Shape]:
        """Yield the items of a list; a page is asked for when the one before is used up."""
        cursor = ""
        while True:
            page = self.get(path, Page, cursor=cursor, **query)
            yield from self.read(bytes(page.items), list[shape])  # type: ignore[valid-type]  # msgspec takes a type made at run time
            cursor = page.next
            if not cursor:
                return

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Headers | None = None,
        query: Mapping[str, str | int] | None = None,
    ) -> bytes:
        """Return the body of the answer; try again where the line broke or the hub is busy.

        Raises:
            HubRefused: the hub answers with a problem.
            HubUnreachable: nobody answers, or the line broke each time.
            HubStrange: what answers is no hub.
        """
        for waited in range(TRIES):
            try:
                given = headers() if callable(headers) else headers
                with self.streamed(method, path, body, given, query) as answer:
                    return _bounded(answer, self.url)
            except (HubUnreachable, HubRefused) as error:
                is_busy = isinstance(error, HubUnreachable) or error.details["status"] == _BUSY
                if not is_busy or waited == TRIES - 1:
                    raise
                wait_seconds = min(FIRST_WAIT_SECONDS * 2**waited, WAIT_SECONDS_MAX)
                time.sleep(wait_seconds * _RANDOM.uniform(0.5, 1.0))
        raise HubUnreachable(url=self.url)

    @contextmanager
    def streamed(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str | int] | None = None,
    ) -> Iterator[httpx2.Response]:
        """Give an answer that is not read yet; tried once; raises what `send` raises."""
        content = {"Content-Type": JSON} if body else {}
        given = {name: value for name, value in (query or {}).items() if value != ""}
        try:
            with self._client.stream(
                method,
                path,
                content=body or None,
                headers={**content, **(headers or {})},
                params=given or None,  # an empty one would drop the path's own
            ) as answer:
                if answer.status_code >= _REFUSED:
                    raise refusal_of(self.read(_bounded(answer, self.url), Problem))
                if not answer.is_success:
                    raise HubStrange(url=self.url)
                yield answer
        except httpx2.TransportError as error:
            raise HubUnreachable(url=self.url) from error

    def read(self, body: bytes, shape: type[Shape]) -> Shape:
        """Return what a body holds; raise `HubStrange` where it holds something else."""
        try:
            return msgspec.json.decode(body, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise HubStrange(url=self.url) from error


def refusal_of(problem: Problem) -> HubRefused:
    """Return the error that a problem stands for."""
    return HubRefused(code=problem.code, status=problem.status, told=problem.detail)


def checked_address(url: str) -> str:
    """Return the address of a hub without its last slash; raises `HubAddressWrong`."""
    try:
        read = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise HubAddressWrong(why=to_translate("write it as https://hub.example")) from error
    if read.scheme not in {"http", "https"} or not read.host or read.userinfo or read.query:
        raise HubAddressWrong(why=to_translate("write it as https://hub.example"))
    if read.scheme == "http" and not _is_this_machine(read.host):
        raise HubAddressWrong(
            why=to_translate("without https only this machine itself can be asked")
        )
    return url.rstrip("/")


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bounded(answer: httpx2.Response, url: str) -> bytes:
    """Return the whole body; what is longer than any answer is no answer."""
    pieces: list[bytes] = []
    length = 0
    for piece in answer.iter_bytes():
        pieces.append(piece)
        length += len(piece)
        if length > ANSWER_BYTES_MAX:
            raise HubStrange(url=url)
    return b"".join(pieces)
