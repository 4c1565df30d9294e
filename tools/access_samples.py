"""A complete request for each route: what `access_matrix` asks, about a thing made for it."""

from collections.abc import Callable, Mapping

from access_matrix import Asked, Ground, Sample
from jisr.app.web import API
from jisr.checks.dialogue.model import DialogueView
from jisr.values import LANGUAGES

_QUESTION = {"kind": "document", "number": "ZZ000001", "country": "FRA"}
_FIRST = {"If-Match": '"1"'}


def _plain(path: str) -> Sample:
    return lambda _ground, _officer: Asked(f"{API}{path}")


def _record(below: str, body: object = None) -> Sample:
    return lambda ground, _officer: Asked(f"{API}/records/{ground.record().id}{below}", body)


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


def _attachment(ground: Ground, _officer: str) -> Asked:
    hit, attachment = ground.attachment()
    return Asked(f"{API}/hits/{hit}/attachments/{attachment}")


def _token(ground: Ground, _officer: str) -> Asked:
    return Asked(f"{API}/tokens/{ground.number():032x}")


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
    "GET /catalog": lambda _g, _o: Asked("/catalog"),
    # traces
    "GET /v1/traces": _plain("/traces?bureau=FRA"),
    "GET /v1/traces/{trace_id}": lambda g, _o: Asked(f"{API}/traces/{g.trace()}"),
    "POST /v1/traces/{trace_id}/terms": lambda g, _o: Asked(f"{API}/traces/{g.trace()}/terms"),
    "GET /v1/records/{record_id}/searches": _record("/searches"),
    # who is who
    "GET /v1/me": _plain("/me"),
    "DELETE /v1/tokens/{token}": _token,
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
    "GET /v1/records/expiring": _plain("/records/expiring"),
    "POST /v1/records/audience": lambda g, _o: Asked(f"{API}/records/audience", g.draft()),
    "GET /v1/records/{record}": _record(""),
    "PUT /v1/records/{record}": _new_version,
    "POST /v1/records/{record}/withdrawal": _record("/withdrawal", {"reason": "found again"}),
    "POST /v1/records/{record}/erasure": _record("/erasure", {"reason": "court order"}),
    "GET /v1/records/{record}/history": _record("/history"),
    "GET /v1/records/{record}/audience": _record("/audience"),
    "GET /v1/records/{record}/proof": _record("/proof"),
    # hits
    "GET /v1/hits": _plain("/hits"),
    "POST /v1/hits": _open_hit,
    "GET /v1/hits/statistics": _plain("/hits/statistics"),
    "GET /v1/hits/preference": _plain("/hits/preference"),
    "PUT /v1/hits/preference": _preference,
    "GET /v1/hits/{hit}": _hit("", Ground.asked_hit),
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
    "GET /v1/officers/{officer}/keys": _plain("/officers/system@fra/keys"),
    "GET /v1/officers/{officer}/passkeys": _plain("/officers/officer@fra/passkeys"),
    # the ledger
    "GET /v1/ledger/key": _plain("/ledger/key"),
    "GET /v1/ledger/checkpoint": _plain("/ledger/checkpoint"),
    "GET /v1/ledger/tile/{path}": _plain("/ledger/tile/0/000.p/1"),
}
"""By method and path."""
