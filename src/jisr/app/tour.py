"""`jisr tour`: tokens for two officers of a demo network, and lines for curl that work."""

import datetime
import shlex
from dataclasses import dataclass
from typing import Annotated

import msgspec
import typer

from jisr.access import actions as access
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Scope, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.serve import PORT_DEFAULT
from jisr.app.web import token_key
from jisr.demo.examples import DocumentExample, PersonExample, read_examples
from jisr.demo.prepared import Found, askable, open_hit
from jisr.demo.screening import CASE, DESK, PURPOSE
from jisr.demo.staff import officer_id
from jisr.errors import NotFound, to_translate
from jisr.kit.console import Session, command

own = typer.Typer()
TOKEN_LIFE = datetime.timedelta(hours=12)
"""A newcomer's afternoon; only in a network of generated people."""
_DESK_SCOPES = frozenset((Scope.CHECK, Scope.READ, Scope.HITS))
_OWNER_SCOPES = frozenset((Scope.READ, Scope.HITS))


@command(own, "tour")
def tour(
    session: Session,
    port: Annotated[int, typer.Option(help="The port on which `jisr serve` listens.")] = (
        PORT_DEFAULT
    ),
) -> None:
    """Print tokens and lines for curl, to try the hub of a demo network."""
    with session.database.reading() as transaction:
        if not access.network(transaction).is_demo:
            raise NotFound(thing=to_translate("demo network"))
    examples = read_examples(session.home)
    found = _first_found(session, examples.persons)
    dialogue = session.database.in_transaction(open_hit, found).dialogue.id
    owner = officer_id("officer", found.hit.owner)
    desk = _Curl(f"http://127.0.0.1:{port}", "TOKEN")
    answering = _Curl(desk.url, "OWNER")
    parts = (
        (
            to_translate("For programs: in another terminal, as {officer}, for 12 hours:"),
            {"officer": DESK},
            [
                f"TOKEN={_token(session, DESK, _DESK_SCOPES)}",
                desk.post("/v1/checks", found.question),
                *(desk.post("/v1/checks", each) for each in examples.documents[:1]),
                desk.get(f"/v1/records/{found.hit.record}"),
            ],
        ),
        (
            to_translate("A hit is only presumed: {officer} asks its owner, and {owner} answers:"),
            {"officer": DESK, "owner": owner},
            [
                f"OWNER={_token(session, owner, _OWNER_SCOPES)}",
                desk.post(f"/v1/hits/{dialogue}/ask", {"urgent": False}, version=1),
                answering.post(f"/v1/hits/{dialogue}/answer", {"answer": "confirmed"}, version=2),
            ],
        ),
    )
    if session.as_json:
        session.show_json([line for _, _, lines in parts for line in lines])
        return
    for sentence, details, lines in parts:
        session.out.print(session.words.say(sentence, **details))
        session.out.print()
        for line in lines:
            session.out.print(line)
        session.out.print()


def _first_found(session: Session, persons: list[PersonExample]) -> Found:
    """Return the first example that another bureau can be asked about."""
    found = next(askable(session, persons), None)
    if found is None:
        raise NotFound(thing=to_translate("hit that another bureau could be asked about"))
    return found


def _token(session: Session, officer: str, scopes: frozenset[Scope]) -> str:
    terms = Terms(scopes=scopes, life=TOKEN_LIFE, purpose=PURPOSE, case=CASE)
    claims = session.database.in_transaction(sign_in.issue_token, officer, terms)
    return TokenKey(token_key(session.home, session.network)).write(claims)


@dataclass(frozen=True, slots=True)
class _Curl:
    """Writes lines for curl with the token of a shell variable."""

    url: str
    variable: str

    def get(self, path: str) -> str:
        return f"{self._begun()} {self.url}{path}"

    def post(
        self,
        path: str,
        body: PersonExample | DocumentExample | dict[str, object],
        *,
        version: int | None = None,
    ) -> str:
        seen = "" if version is None else f" -H 'If-Match: \"{version}\"'"
        said = shlex.quote(msgspec.json.encode(body).decode())
        return (
            f"{self._begun()} -H 'Content-Type: application/json'{seen} -d {said} {self.url}{path}"
        )

    def _begun(self) -> str:
        return f"curl -sS -w '\\n' -H \"Authorization: Bearer ${self.variable}\""
