"""A complete request for each route: what `access_matrix` asks, about a thing made for it."""

import contextlib
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from access_matrix import Asked, Ground, Sample
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in import machines
from jisr.access.sign_in.assertions import thumbprint
from jisr.access.sign_in.machines import MACHINE_SCOPES, NewKey
from jisr.access.sign_in.model import EVERY_SCOPE, Terms
from jisr.app.web import API
from jisr.checks.dialogue.model import DialogueView
from jisr.errors import AlreadyExists
from jisr.kit.clock import instant_text
from jisr.ledger.log import find_entry
from jisr.records.importing.uploads import Upload, ended
from jisr.records.importing.worker import Importer
from jisr.records.model import HandlingCode
from jisr.values import LANGUAGES, new_id
from memoranda_samples import MEMORANDA

_QUESTION = {"kind": "document", "number": "ZZ000001", "country": "FRA"}
_FIRST = {"If-Match": '"1"'}


def _plain(path: str) -> Sample:
    return lambda _ground, _officer: Asked(f"{API}{path}")


def _record(below: str, body: object = None) -> Sample:
    return lambda ground, _officer: Asked(f"{API}/records/{ground.record().id}{below}", body)


def _entry(below: str) -> Sample:
    """Ask about the entry that a record of FRA was written by."""

    def asked(ground: Ground, _officer: str) -> Asked:
        record = ground.record()
        with ground.database.reading() as transaction:
            entry = find_entry(transaction, ["record"], record.id)
        return Asked(f"{API}/ledger/entries/{entry}{below}")

    return asked


def _entity(ground: Ground, _officer: str) -> Asked:
    return Asked(f"/entities/{ground.record().id}")


def _opening(ground: Ground, _officer: str) -> Asked:
    handling = {"theft_country": HandlingCode.ORIGINATOR_CONTROL}
    record = ground.record("MAR", handling=handling)
    why = {"reason": "a child is missing and the plane leaves soon"}
    return Asked(f"{API}/records/{record.id}/opening", why)


def _hit(
    below: str, make: Callable[[Ground], DialogueView], body: object = None, content: bytes = b""
) -> Sample:
    def asked(ground: Ground, _officer: str) -> Asked:
        found = make(ground).dialogue
        headers = {"If-Match": f'"{found.version}"'}
        if content:
            headers["Content-Type"] = "text/plain"
        return Asked(f"{API}/hits/{found.id}{below}", body, headers, content or None)

    return asked


def _open_hit(ground: Ground, _officer: str) -> Asked:
    found = ground.hit().dialogue  # taken up a second time it is the same one
    return Asked(f"{API}/hits", {"trace": found.trace, "record": found.record})


def _new_version(ground: Ground, _officer: str) -> Asked:
    record = ground.record()
    number = record.subject.number  # type: ignore[union-attr]  # a passport
    draft = ground.draft(number) | {"reference": "R-2"}
    return Asked(f"{API}/records/{record.id}", draft, _FIRST)


def _new_bureau(ground: Ground, _officer: str) -> Asked:
    name = dict.fromkeys(LANGUAGES, "Port")
    body = {"id": f"FRA.Q{ground.number()}", "kind": "agency", "name": name}
    return Asked(f"{API}/bureaus", body)


def _roles(ground: Ground, officer: str) -> Asked:
    body = {"roles": ground.newcomer(officer)["roles"]}
    return Asked(f"{API}/officers/{ground.victim(officer)}/roles", body)


def _import(below: str) -> Sample:
    """Return a request about an import of whoever asks, which has ended."""

    def asked(ground: Ground, officer: str) -> Asked:
        hub = ground.web.hub
        uploads = hub.part(Importer).uploads
        now = hub.database.clock()
        sent = Upload(
            id=new_id(),
            officer=officer,
            bureau="FRA",
            purpose="investigation",
            case="C-1",
            what="",
            name="list.csv",
            sha256="",
            size_bytes=1,
            sent_at=instant_text(now),
        )
        uploads.begin(sent.id)
        uploads.rejects(sent.id).write_text("line,column\n", encoding="utf-8")
        uploads.save(ended(sent, now))
        return Asked(f"{API}/records/imports/{sent.id}{below}")

    return asked


def _attachment(ground: Ground, _officer: str) -> Asked:
    hit, attachment = ground.attachment()
    return Asked(f"{API}/hits/{hit}/attachments/{attachment}")


def _token(ground: Ground, officer: str) -> Asked:
    claims = ground.database.in_transaction(
        sign_in.issue_token, ground.victim(officer), Terms(EVERY_SCOPE)
    )
    return Asked(f"{API}/tokens/{claims.id}")


def _key(ground: Ground, _officer: str) -> Asked:
    private = Ed25519PrivateKey.from_private_bytes(b"access-matrix".ljust(32, b"."))
    public = private.public_key().public_bytes_raw()
    new = NewKey("system@fra", public, "Paris", MACHINE_SCOPES)
    with contextlib.suppress(AlreadyExists):  # registered once, asked for by everybody
        ground.web.hub.database.in_transaction(machines.add_key, "head@fra", new)
    return Asked(f"{API}/sign-in/keys/{thumbprint(public)}/proof")


def _preference(ground: Ground, officer: str) -> Asked:
    read = ground.web.get(f"{API}/hits/preference", officer)
    version = read.json().get("version", 0)
    body = {"channel": "inbox", "address": "", "version": version}
    return Asked(f"{API}/hits/preference", body)


SAMPLES: Mapping[str, Sample] = {
    # checks
    "POST /v1/checks": lambda _g, _o: Asked(f"{API}/checks", _QUESTION),
    "POST /v1/checks/batch": lambda _g, _o: Asked(f"{API}/checks/batch", {"checks": [_QUESTION]}),
    "POST /v1/checks/stream": lambda _g, _o: Asked(
        f"{API}/checks/stream",
        headers={"Content-Type": "application/x-ndjson"},
        content=b'{"kind":"document","number":"ZZ000001"}\n',
    ),
    "POST /match/{dataset}": lambda _g, _o: Asked(
        "/match/default", {"queries": {"a": {"schema": "Person", "properties": {"name": ["A B"]}}}}
    ),
    "GET /search/{dataset}": lambda _g, _o: Asked("/search/default?q=A+B"),
    "GET /algorithms": lambda _g, _o: Asked("/algorithms"),
    "GET /entities/{entity}": _entity,
    "GET /catalog": lambda _g, _o: Asked("/catalog"),
    # traces
    "GET /v1/traces": _plain("/traces?bureau=FRA"),
    "GET /v1/figures": _plain("/figures"),
    "GET /v1/figures/bureaus": _plain("/figures/bureaus"),
    "GET /v1/traces/{trace_id}": lambda g, _o: Asked(f"{API}/traces/{g.trace()}"),
    "POST /v1/traces/{trace_id}/terms": lambda g, _o: Asked(f"{API}/traces/{g.trace()}/terms"),
    "GET /v1/records/{record_id}/searches": _record("/searches"),
    # who is who
    "GET /v1/me": _plain("/me"),
    "DELETE /v1/tokens/{token}": _token,
    "GET /v1/sign-in/sessions": _plain("/sign-in/sessions"),
    "GET /v1/sign-in/tokens": _plain("/sign-in/tokens"),
    "GET /v1/members": _plain("/members"),
    "GET /v1/bureaus": _plain("/bureaus"),
    "POST /v1/bureaus": _new_bureau,
    "GET /v1/officers": _plain("/officers?bureau=FRA"),
    "POST /v1/officers": lambda g, o: Asked(f"{API}/officers", g.newcomer(o)),
    "PUT /v1/officers/{officer}/roles": _roles,
    "DELETE /v1/officers/{officer}": lambda g, o: Asked(f"{API}/officers/{g.victim(o)}"),
    "GET /v1/agreements": _plain("/agreements"),
    "POST /v1/agreements": lambda g, _o: Asked(f"{API}/agreements", g.grant()),
    "DELETE /v1/agreements/{agreement}": lambda g, _o: Asked(f"{API}/agreements/{g.agreement()}"),
    # records
    "POST /v1/records": lambda g, _o: Asked(f"{API}/records", g.draft()),
    "GET /v1/records": _plain("/records"),
    "POST /v1/records/search": lambda _g, _o: Asked(f"{API}/records/search", {"text": "ZZ"}),
    "GET /v1/records/expiring": _plain("/records/expiring"),
    "POST /v1/records/audience": lambda g, _o: Asked(f"{API}/records/audience", g.draft()),
    "GET /v1/records/{record}": _record(""),
    "PUT /v1/records/{record}": _new_version,
    "POST /v1/records/{record}/withdrawal": _record("/withdrawal", {"reason": "found again"}),
    "POST /v1/records/{record}/erasure": _record("/erasure", {"reason": "court order"}),
    "GET /v1/records/{record}/history": _record("/history"),
    "GET /v1/records/{record}/versions": _record("/versions"),
    "GET /v1/records/{record}/audience": _record("/audience"),
    "GET /v1/records/{record}/proof": _record("/proof"),
    "POST /v1/records/{record}/opening": _opening,
    "POST /v1/records/imports": lambda g, _o: Asked(
        f"{API}/records/imports", content=f"number\n{g.number()}\n".encode()
    ),
    "GET /v1/records/imports": _plain("/records/imports"),
    "GET /v1/records/imports/{import_id}": _import(""),
    "GET /v1/records/imports/{import_id}/rejects": _import("/rejects"),
    "DELETE /v1/records/imports/{import_id}": _import(""),
    "GET /v1/openings": _plain("/openings"),
    # hits
    "GET /v1/hits": _plain("/hits"),
    "POST /v1/hits": _open_hit,
    "GET /v1/hits/inbox": _plain("/hits/inbox"),
    "GET /v1/hits/statistics": _plain("/hits/statistics"),
    "GET /v1/hits/preference": _plain("/hits/preference"),
    "PUT /v1/hits/preference": _preference,
    "GET /v1/hits/{hit}": _hit("", Ground.asked_hit),
    "GET /v1/hits/{hit}/statements/{number}/proof": _hit("/statements/1/proof", Ground.hit),
    "POST /v1/hits/{hit}/ask": _hit("/ask", Ground.hit, {"urgent": False}),
    "POST /v1/hits/{hit}/dismiss": _hit("/dismiss", Ground.hit, {"reason": "another-person"}),
    "POST /v1/hits/{hit}/answer": _hit(
        "/answer", lambda ground: ground.asked_hit("mar"), {"answer": "not-the-same"}
    ),
    "POST /v1/hits/{hit}/outcome": _hit("/outcome", Ground.confirmed_hit, {"outcome": "seized"}),
    "POST /v1/hits/{hit}/messages": _hit("/messages", Ground.asked_hit, {"text": "hello"}),
    "POST /v1/hits/{hit}/attachments": _hit("/attachments", Ground.asked_hit, content=b"hello"),
    "GET /v1/hits/{hit}/attachments/{attachment}": _attachment,
    # hits that only the hub makes
    "POST /v1/hits/{hit}/reveal": _hit("/reveal", Ground.blind_hit),
    "POST /v1/hits/{hit}/lift": _hit("/lift", Ground.blind_hit, {"text": "a life is in danger"}),
    "POST /v1/hits/{hit}/object": _hit("/object", Ground.lifted_hit, {"text": "a source is lost"}),
    # credentials
    "GET /v1/sign-in/keys/{key}/proof": _key,
    "GET /v1/officers/{officer}/keys": _plain("/officers/system@fra/keys"),
    "GET /v1/officers/{officer}/passkeys": _plain("/officers/officer@fra/passkeys"),
    **MEMORANDA,
    # the ledger
    "GET /v1/ledger/key": _plain("/ledger/key"),
    "GET /v1/ledger/checkpoint": _plain("/ledger/checkpoint"),
    "GET /v1/ledger/tile/{path}": _plain("/ledger/tile/0/000.p/1"),
    "GET /v1/ledger/consistency": _plain("/ledger/consistency?size=1"),
    "GET /v1/ledger/growth": _plain("/ledger/growth"),
    "GET /v1/ledger/entries": _plain("/ledger/entries"),
    "GET /v1/ledger/entries/{entry}": _entry(""),
    "GET /v1/ledger/entries/{entry}/proof": _entry("/proof"),
}
"""By method and path."""
