"""A complete request for each route of memoranda, about one that FRA and MAR, or AFRIPOL, made."""

from collections.abc import Callable, Mapping
from typing import Any

from access_matrix import Asked, Ground, Sample
from jisr.app.web import API
from jisr.meetings.agreements import actions
from memoranda_world import signature

_PATH = f"{API}/memoranda"


def _terms(*parties: str) -> dict[str, Any]:
    return {
        "title": {"en": "Training"},
        "paragraphs": [{"texts": {"en": "The parties train officers."}}],
        "languages": ["en"],
        "parties": parties or ("FRA", "MAR"),
        "ends": "2040-12-31",
    }


def _write(ground: Ground, officer: str, path: str, body: Any = None, version: int = 0) -> Any:
    """Take one step; return the memorandum as it is then."""
    more = {"If_Match": f'"{version}"'} if version else {}
    answer = ground.web.post(path, officer, body, **more)
    if not answer.is_success:
        message = f"{path} as {officer}: {answer.text}"
        raise RuntimeError(message)
    return answer.json()


def _drafted(ground: Ground) -> str:
    return str(_write(ground, "head@fra", _PATH, _terms())["id"])


def _with_body(ground: Ground) -> str:
    """Return a draft between MAR and AFRIPOL that its opinion has reached."""
    made = _write(ground, "head@mar", _PATH, _terms("MAR", "AFRIPOL"))["id"]
    opinion = {"body": "executive-committee", "is_favourable": True, "reference": "DOC-7"}
    _write(ground, "root", f"{_PATH}/{made}/opinions", opinion)
    return str(made)


def _proposed(ground: Ground) -> str:
    made = _with_body(ground)
    _write(ground, "root", f"{_PATH}/{made}/proposal", version=2)
    return made


def _objected(ground: Ground) -> str:
    made = _proposed(ground)
    _write(ground, "head@fra", f"{_PATH}/{made}/objections", {"why": "Too wide"})
    return made


def _signed(ground: Ground) -> str:
    """Return one that both sides have signed."""
    made = _drafted(ground)
    closed = _write(ground, "head@fra", f"{_PATH}/{made}/proposal", version=1)
    for party in ("FRA", "MAR"):
        officer = f"head@{party.lower()}"
        ground.database.in_transaction(
            actions.sign, officer, made, party, closed["digest"], signed=signature(officer, made)
        )
    return made


def _in_force(ground: Ground) -> str:
    made = _signed(ground)
    _write(ground, "head@mar", f"{_PATH}/{made}/force")
    return made


def _on(
    below: str,
    make: Callable[[Ground], str],
    body: Any = None,
    headers: Mapping[str, str] | None = None,
) -> Sample:
    """Ask something of a memorandum that is made for it."""
    return lambda ground, _officer: Asked(f"{_PATH}/{make(ground)}{below}", body, headers or {})


MEMORANDA: Mapping[str, Sample] = {
    "GET /v1/memoranda": lambda _g, _o: Asked(_PATH),
    "GET /v1/memoranda/due": lambda _g, _o: Asked(f"{_PATH}/due"),
    "POST /v1/memoranda": lambda _g, _o: Asked(_PATH, _terms()),
    "GET /v1/memoranda/{memorandum}": _on("", _drafted),
    "PUT /v1/memoranda/{memorandum}": _on("", _drafted, _terms(), {"If-Match": '"1"'}),
    "POST /v1/memoranda/{memorandum}/contacts": _on(
        "/contacts", _drafted, {"party": "FRA", "contacts": []}
    ),
    "POST /v1/memoranda/{memorandum}/withdrawal": _on("/withdrawal", _drafted, {"why": "Later"}),
    "POST /v1/memoranda/{memorandum}/opinions": _on(
        "/opinions",
        _with_body,
        {"body": "commission", "is_favourable": True, "reference": "DOC-8"},
    ),
    "POST /v1/memoranda/{memorandum}/proposal": _on(
        "/proposal", _with_body, headers={"If-Match": '"2"'}
    ),
    "POST /v1/memoranda/{memorandum}/objections": _on(
        "/objections", _proposed, {"why": "Too wide"}
    ),
    "POST /v1/memoranda/{memorandum}/decision": _on(
        "/decision", _objected, {"vote": "a" * 32, "is_approved": True}
    ),
    "POST /v1/memoranda/{memorandum}/force": _on("/force", _signed),
    "POST /v1/memoranda/{memorandum}/renewal": _on("/renewal", _in_force),
    "POST /v1/memoranda/{memorandum}/review": _on("/review", _in_force, {}),
    "POST /v1/memoranda/{memorandum}/end": _on("/end", _in_force, {"why": "Fulfilled"}),
}
"""By method and path; to sign needs an officer's own key."""
