"""Writes `docs/access-matrix.md`: what each role may do at each route, asked of the application.

Nothing in the table is typed by hand: every route of the OpenAPI document is asked once for each
role, with a request that is complete and about a thing of the role's own bureau (for the roles of
the secretariat and the Commission, of a member). What is hidden is hidden by the rules, not by the
way of asking: a sample that no role may use is an error.
"""

import contextlib
import dataclasses
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from httpx2 import Response

from check_world import PASSPORT
from hit_world import Desk, found_desk, seen
from jisr.access import actions as access
from jisr.access.model import BureauKind, Officer, Role
from jisr.access.sign_in.model import EVERY_SCOPE, Scope
from jisr.app.web import API
from jisr.checks.dialogue import actions as hits
from jisr.checks.dialogue import attachments, watch
from jisr.checks.dialogue.model import Answer, DialogueView, Which
from jisr.checks.model import DocumentQuery
from jisr.kit.db import METADATA, Database
from jisr.records.model import Audience, Record
from jisr.settings import Settings
from jisr.values import LANGUAGES, LanguageMap
from web import CASE, Web, web_over

DOCUMENT = Path(__file__).parents[1] / "docs" / "access-matrix.md"
HEAD = """# Who may do what

Written by `make matrix`; a test compares it with the program and asks every cell again. Each route
was asked with a complete request of an officer with that one role, whose token is good for
everything, about a thing of the officer's own bureau (roles of the secretariat and of the
Commission: of a member). **yes**: it is done. **no**: refused (403). **hidden**: as if it were not
there (404). Without a credential every route of this table answers 401.

Beside the role, the bureau's agreement, the record's audience and the field's handling code must
allow; whose thing it is decides as well. Those rules have their own tests.

"""
OTHERS_HEAD = """
## Not asked here

Routes that need no credential, or that make or change one. Their own tests ask them, each denial
included.

"""
WHO: Mapping[Role, str] = {
    Role.BUREAU_OFFICER: "officer@fra",
    Role.HEAD_OF_BUREAU: "head@fra",
    Role.SECURITY_OFFICER: "guard@fra",
    Role.DATA_PROTECTION_OFFICER: "guardian@fra",
    Role.MACHINE: "system@fra",
    Role.COORDINATOR: "root",
    Role.LEGAL_REVIEWER: "reviewer@gs",
    Role.CCF_MEMBER: "member@ccf",
    Role.DELEGATE: "delegate@fra",
    Role.OBSERVER: "observer@afripol",
    Role.ASSEMBLY_SECRETARY: "secretary@gs",
    Role.OPERATOR: "operator@fra",
}
"""The officer who has a role, and no other."""
ASSEMBLY = "assembly"
"""The tag of routes where posts and offices of a session decide, not the role."""
ASSEMBLY_HEAD = """
## Of the assembly

In the hall the role opens the door only (scope `assembly`). What somebody may do there is decided
by the delegations, credentials and offices of the session; each of these rules has its own tests
under `tests/assembly`, each denial included.

"""
OK, FORBIDDEN = 200, 403
WORDS = {OK: "yes", 201: "yes", 204: "yes", 400: "no", FORBIDDEN: "no", 404: "hidden"}
"""400: the request is complete, so what it asks for is nothing that this role can ask."""
_FOR_WHOM = {
    "GS": ("GS", "root", Role.LEGAL_REVIEWER),
    "CCF": ("CCF", "guard@ccf", Role.CCF_MEMBER),
    "AFRIPOL": ("AFRIPOL", "head@afripol", Role.OBSERVER),
}
PURPOSE = "border-management"
NEVER_SECONDS = 86_400
"""Nothing happens to a hit by itself while it is asked about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One complete request, without its credential."""

    path: str
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None


class Ground:
    """A network with things of two members; every request finds a thing of its own."""

    def __init__(self, desk: Desk, web: Web) -> None:
        self.desk = desk
        self.web = web
        self._numbers = itertools.count(100_000)

    @property
    def database(self) -> Database:
        """The database of the network."""
        return self.desk.database

    def number(self) -> int:
        """Return a number that was not used."""
        return next(self._numbers)

    def record(self, owner: str = "FRA", **more: Any) -> Record:
        """Return a new record that every member sees; `more` are fields of its draft."""
        subject = dataclasses.replace(PASSPORT, number=f"AB{self.number()}", country=owner)
        audience = Audience(everyone=True)
        return self.desk.world.record(subject, owner=owner, audience=audience, **more)

    def draft(self, number: str = "") -> dict[str, Any]:
        """Return a draft as JSON."""
        subject = {
            "number": number or f"AB{self.number()}",
            "country": "FRA",
            "type": "passport",
            "fraud_type": "stolen",
            "theft_country": "FRA",
        }
        return {"database": "travel-documents", "subject": subject, "purpose": PURPOSE}

    def victim(self, officer: str) -> str:
        """Return a new officer of the bureau of an officer."""
        bureau, manager, role = self._of(officer)
        one = Officer(f"one{self.number()}@{bureau.lower()}", bureau, "One", frozenset((role,)))
        self.database.in_transaction(access.register_officer, manager, one)
        return one.id

    def newcomer(self, officer: str) -> dict[str, Any]:
        """Return an officer to register in the bureau of an officer."""
        bureau, _, role = self._of(officer)
        name = f"new{self.number()}@{bureau.lower()}"
        return {"id": name, "bureau": bureau, "name": "New", "roles": [role.value]}

    def agency(self) -> str:
        """Return a new agency of FRA."""
        name = LanguageMap(dict.fromkeys(LANGUAGES, "Port"))
        bureau = f"FRA.P{self.number()}"
        self.database.in_transaction(
            access.register_bureau, "head@fra", bureau, BureauKind.AGENCY, name
        )
        return bureau

    def grant(self) -> dict[str, Any]:
        """Return an agreement for a new agency as JSON."""
        return {
            "bureau": self.agency(),
            "databases": ["vehicles"],
            "operations": ["check"],
            "purposes": [PURPOSE],
            "starts": "2026-01-01",
            "source": "agreement 12/2026",
        }

    def agreement(self) -> str:
        """Return the id of an agreement in force, made over the line by the head."""
        made = self.web.post(f"{API}/agreements", "head@fra", self.grant())
        return str(made.json()["id"])

    def trace(self) -> str:
        """Return a question that FRA asked."""
        return self.desk.world.check(DocumentQuery("ZZ000001"), "officer@fra").trace

    def hit(self, asking: str = "fra") -> DialogueView:
        """Return a hit that FRA has on a record of MAR, or the other way round."""
        owner = "MAR" if asking == "fra" else "FRA"
        record = self.record(owner)
        query = DocumentQuery(record.subject.number, owner)  # type: ignore[union-attr]  # a passport
        officer = f"officer@{asking}"
        return self.desk.open(self.desk.world.check(query, officer).trace, record, officer)

    def asked_hit(self, asking: str = "fra") -> DialogueView:
        """Return such a hit after the owner was asked."""
        return self._say(f"officer@{asking}", hits.ask, self.hit(asking), is_urgent=False)

    def confirmed_hit(self) -> DialogueView:
        """Return a hit of FRA that MAR has confirmed."""
        asked = self.asked_hit()
        speaker = self.desk.speaker("officer@mar")
        confirmed: DialogueView = self.database.in_transaction(
            hits.answer, speaker, seen(asked), Answer.CONFIRMED, ""
        )
        return confirmed

    def blind_hit(self) -> DialogueView:
        """Return a hit of MAR on a record of FRA that MAR cannot see: only its owner knows."""
        watch.follow(self.database)
        subject = dataclasses.replace(PASSPORT, number=f"AB{self.number()}")
        record = self.desk.world.record(subject, audience=Audience(everyone=False))
        self.desk.world.check(DocumentQuery(subject.number, "FRA"))
        watch.follow(self.database)
        with self.database.reading() as transaction:
            found = hits.list_hits(transaction, self.desk.world.officer("officer@fra"), Which.ALL)
        return next(each for each in found if each.dialogue.record == record.id)

    def lifted_hit(self) -> DialogueView:
        """Return such a hit whose restriction the secretariat wants to lift."""
        return self._say("root", hits.lift, self.blind_hit(), text="a life is in danger")

    def attachment(self) -> tuple[str, str]:
        """Return a hit of FRA and a file in it."""
        view = self.asked_hit()
        speaker = self.desk.speaker("officer@fra")
        added = self.database.in_transaction(
            attachments.attach, speaker, seen(view), "text/plain", b"hello"
        )
        return view.dialogue.id, added.id

    def _say(self, officer: str, act: Any, view: DialogueView, **options: Any) -> DialogueView:
        clocks = hits.clocks_of(self.web.hub.settings)
        speaker = self.desk.speaker(officer)
        said: DialogueView = self.database.in_transaction(
            act, speaker, seen(view), clocks, **options
        )
        return said

    @staticmethod
    def _of(officer: str) -> tuple[str, str, Role]:
        """Return the bureau of an officer, who manages it, and a role that it gives."""
        bureau = "GS" if officer == "root" else officer.rpartition("@")[2].upper()
        return _FOR_WHOM.get(bureau, (bureau, "head@fra", Role.BUREAU_OFFICER))


# ── asking ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Row:
    """What a route is for each role; `scope` is what the credential must be good for."""

    route: str
    scope: str
    cells: Mapping[Role, str]


Sample = Callable[[Ground, str], Asked]
"""Makes the things of one request for one officer, and the request."""


class Matrix:
    """Asks every route of a running application for every role."""

    def __init__(self, ground: Ground, samples: Mapping[str, Sample]) -> None:
        self.ground = ground
        self.samples = samples
        self._tokens: dict[tuple[str, frozenset[Scope]], str] = {}

    def routes(self) -> dict[str, str]:
        """Return every route of the application with its tag, in the order of the document."""
        paths = self.ground.web.client.app.openapi()["paths"]  # type: ignore[attr-defined]  # a FastAPI
        return {
            f"{method.upper()} {path}": (told.get("tags") or [""])[0]
            for path, methods in paths.items()
            for method, told in methods.items()
        }

    def asked(self) -> list[str]:
        """Return the routes that are asked: all that have a sample."""
        return [each for each in self.routes() if each in self.samples]

    def unasked(self) -> tuple[list[str], list[str]]:
        """Return the routes that are not asked: those about credentials, and the assembly's."""
        left = {route: tag for route, tag in self.routes().items() if route not in self.samples}
        hall = [route for route, tag in left.items() if tag == ASSEMBLY]
        return [route for route in left if route not in hall], hall

    def row(self, route: str) -> Row:
        """Ask one route for every role; raises `RuntimeError` where nobody may use it."""
        cells = {role: self.cell(route, role) for role in WHO}
        if "yes" not in cells.values():
            message = f"the sample of {route} is not complete"
            raise RuntimeError(message)
        return Row(route, self.scope(route), cells)

    def cell(self, route: str, role: Role) -> str:
        """Ask one route for one role; raises `RuntimeError` where the answer decides nothing."""
        officer = WHO[role]
        asked = self.samples[route](self.ground, officer)
        answer = self.send(route, asked, self.credential(officer))
        if answer.status_code not in WORDS:
            message = f"{route} as {role}: {answer.status_code} {answer.text}"
            raise RuntimeError(message)
        return "no" if _denies_each_line(answer) else WORDS[answer.status_code]

    def scope(self, route: str) -> str:
        """Return the scope without which a route is refused; empty where none is needed."""
        officer = WHO[Role.HEAD_OF_BUREAU]
        asked = self.samples[route](self.ground, officer)
        without = {each: self.credential(officer, EVERY_SCOPE - {each}) for each in Scope}
        return " ".join(
            scope
            for scope, credential in without.items()
            if _refused_by_scope(self.send(route, asked, credential))
        )

    def stranger(self, route: str) -> int:
        """Return the status that a route answers without a credential."""
        asked = self.samples[route](self.ground, WHO[Role.HEAD_OF_BUREAU])
        return self.send(route, asked, {}).status_code

    def credential(self, officer: str, scopes: frozenset[Scope] = EVERY_SCOPE) -> dict[str, str]:
        """Return the headers of an officer whose token is good for these scopes."""
        held = (officer, scopes)
        if held not in self._tokens:
            self._tokens[held] = self.ground.web.token(officer, *scopes)
        return {"Authorization": f"Bearer {self._tokens[held]}"}

    def send(self, route: str, asked: Asked, credential: Mapping[str, str]) -> Response:
        """Send a request."""
        headers = {"Jisr-Purpose": PURPOSE, "Jisr-Case": CASE, **asked.headers, **credential}
        body: dict[str, Any] = {} if asked.body is None else {"json": asked.body}
        if asked.content is not None:
            body = {"content": asked.content}
        method = route.partition(" ")[0]
        return self.ground.web.client.request(method, asked.path, headers=headers, **body)


def _refused_by_scope(answer: Response) -> bool:
    return answer.status_code == FORBIDDEN and answer.json().get("reason") == "sign_in.scope"


def _denies_each_line(answer: Response) -> bool:
    """Return whether a list was taken in and its one question refused."""
    return answer.status_code == OK and '"status":403' in answer.text


@contextlib.contextmanager
def matrix(home: Path) -> Iterator[Matrix]:
    """Give the matrix over a new network in a folder, while its application runs."""
    from access_samples import SAMPLES  # noqa: PLC0415  the samples are made of what is above

    database = Database.at(home / "jisr.db")
    METADATA.create_all(database.engine)
    desk = found_desk(database, home)
    _add_officers(database)
    web = web_over(database, home, Settings(hit_tick_seconds=NEVER_SECONDS))
    with web.client:
        yield Matrix(Ground(desk, web), SAMPLES)
    database.close()


def _add_officers(database: Database) -> None:
    """Register who is in the table and not in the network of the hits."""
    body = LanguageMap(dict.fromkeys(LANGUAGES, "Body"))
    database.in_transaction(
        access.register_bureau, "root", "AFRIPOL", BureauKind.INTERNATIONAL, body
    )
    head = Officer("head@afripol", "AFRIPOL", "Head", frozenset((Role.HEAD_OF_BUREAU,)))
    database.in_transaction(access.register_officer, "root", head)
    for acting, role in (
        ("head@fra", Role.OPERATOR),
        ("head@fra", Role.DELEGATE),
        ("head@afripol", Role.OBSERVER),
        ("root", Role.ASSEMBLY_SECRETARY),
    ):
        bureau = WHO[role].partition("@")[2].upper()
        new = Officer(WHO[role], bureau, "Somebody", frozenset((role,)))
        database.in_transaction(access.register_officer, acting, new)


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def document(rows: Sequence[Row], others: Sequence[str], hall: Sequence[str]) -> str:
    """Return the whole page."""
    titles = ["Route", "Scope", *(role.value for role in WHO)]
    lines = [_line(titles), _line(["---"] * len(titles))]
    lines += [_line([f"`{row.route}`", row.scope, *row.cells.values()]) for row in rows]
    parts = (HEAD, *lines, ASSEMBLY_HEAD, *_list(hall), OTHERS_HEAD, *_list(others))
    return "".join(parts)


def _list(routes: Sequence[str]) -> list[str]:
    return [f"- `{each}`\n" for each in routes]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def page(asked: Matrix) -> str:
    """Ask everything and return the page."""
    rows = [asked.row(route) for route in asked.asked()]
    return document(rows, *asked.unasked())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, matrix(Path(folder)) as asking:
        DOCUMENT.write_text(page(asking), encoding="utf-8")
