"""A network in which memoranda are made: heads of parties, other members, and who sees nothing."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from check_world import found_network
from jisr.access import actions as access
from jisr.access.model import BureauKind, DatabaseName, Officer, Operation, Purpose, Role
from jisr.access.sign_in.signatures import Statement
from jisr.access.sign_in.statements import Signed
from jisr.assembly.texts.model import Paragraph, ParagraphKind
from jisr.errors import Denied
from jisr.kit.db import Database
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import Body, GrantTerms, Memorandum, Seen, Terms
from jisr.values import LanguageMap

STAFF = (
    ("root", "head@afripol", "AFRIPOL", Role.HEAD_OF_BUREAU),
    ("head@afripol", "desk@afripol", "AFRIPOL", Role.BUREAU_OFFICER),
    ("head@afripol", "observer@afripol", "AFRIPOL", Role.OBSERVER),
    ("root", "operator@gs", "GS", Role.OPERATOR),
    ("root", "reviewer@gs", "GS", Role.LEGAL_REVIEWER),
    ("head@mar", "clerk@tng", "MAR.TNG", Role.BUREAU_OFFICER),
    ("root", "security@ccf", "CCF", Role.SECURITY_OFFICER),
)
REFERENCE = "EC-2026-DOC-07"


def words(english: str, french: str) -> Paragraph:
    """Return an operative paragraph in two languages."""
    texts = {"en": english, "fr": french}
    return Paragraph("", ParagraphKind.OPERATIVE, texts, {})


PLAIN = Terms(
    title={"en": "Training of border police", "fr": "Formation de la police aux frontières"},
    paragraphs=(
        words("The parties train 40 officers each year.", "Les parties forment 40 agents par an."),
    ),
    languages=("en", "fr"),
    parties=("MAR", "FRA"),
    scopes=("training",),
    ends=datetime.date(2028, 12, 31),
    renewal_days=90,
    review=datetime.date(2027, 6, 30),
)
"""Between two members: nobody else is asked."""
GRANT = GrantTerms(
    bureau="AFRIPOL",
    databases=frozenset((DatabaseName.TRAVEL_DOCUMENTS,)),
    operations=frozenset((Operation.CHECK,)),
    purposes=frozenset((Purpose.BORDER_MANAGEMENT,)),
    counterparts=frozenset(("FRA",)),
)
WITH_DATA = dataclasses.replace(PLAIN, parties=("AFRIPOL", "FRA"), grant=GRANT)
"""AFRIPOL may check stolen travel documents of France."""


@dataclasses.dataclass(frozen=True, slots=True)
class MemorandaWorld:
    """The network under test, and short ways along the path."""

    database: Database

    def do(self, action: Any, officer: str, *given: Any, **options: Any) -> Memorandum:
        """Let an officer act."""
        done: Memorandum = self.database.in_transaction(action, officer, *given, **options)
        return done

    def view(self, officer: str, memorandum: Memorandum) -> Seen:
        """Return what an officer sees."""
        with self.database.reading() as transaction:
            return actions.view(transaction, officer, memorandum.id)

    def draft(self, terms: Terms = PLAIN, officer: str = "head@fra", **more: Any) -> Memorandum:
        """Return a draft."""
        return self.do(actions.draft, officer, terms, **more)

    def opined(self, memorandum: Memorandum, *bodies: Body) -> Memorandum:
        """Return it with favourable opinions."""
        for body in bodies or Body:
            memorandum = self.do(
                actions.record_opinion,
                "root",
                memorandum.id,
                body,
                is_favourable=True,
                reference=REFERENCE,
            )
        return memorandum

    def proposed(self, terms: Terms = WITH_DATA, **more: Any) -> Memorandum:
        """Return a memorandum that was taken to the members by the coordinator."""
        drafted = self.opined(self.draft(terms, **more))
        return self.do(actions.propose, "root", drafted.id)

    def signed_by(self, officer: str, party: str, memorandum: Memorandum) -> Memorandum:
        """Return it with a side's signature."""
        digest = self.view(officer, memorandum).digest
        own = signature(officer, memorandum.id)
        return self.do(actions.sign, officer, memorandum.id, party, digest, signed=own)

    def in_force(self, terms: Terms = PLAIN, **more: Any) -> Memorandum:
        """Return a memorandum between members, in force."""
        drafted = self.draft(terms, **more)
        self.do(actions.propose, "head@fra", drafted.id)
        for party in terms.parties:
            self.signed_by(f"head@{party.lower()}", party, drafted)
        return self.do(actions.enter_into_force, "head@mar", drafted.id)

    def data_in_force(self, clock: Any, terms: Terms = WITH_DATA) -> Memorandum:
        """Return a memorandum with a grant, in force after a silent window."""
        proposed = self.proposed(terms)
        clock.advance(days=46)
        for party in terms.parties:
            self.signed_by(f"head@{party.lower()}", party, proposed)
        return self.do(actions.enter_into_force, "root", proposed.id)


def why(denied: pytest.ExceptionInfo[Denied]) -> str:
    """Return the reason of a refusal."""
    return str(denied.value.details["why"])


def signature(officer: str, memorandum: str) -> Signed:
    """Return a signature as the edge hands it over once it is verified."""
    path = f"/v1/memoranda/{memorandum}/signatures"
    statement = Statement("world", "", officer, "POST", path, "0" * 64, "", "", "nonce")
    return Signed(statement, "passkey", "key of " + officer, "{}")


def memoranda_world(database: Database, home: Path) -> MemorandaWorld:
    """Found a network with an international body, a sub-bureau, and somebody of each kind."""
    found_network(database, home)
    for acting, bureau, kind in (
        ("root", "AFRIPOL", BureauKind.INTERNATIONAL),
        ("head@mar", "MAR.TNG", BureauKind.SUB_BUREAU),
    ):
        name = LanguageMap(dict.fromkeys(("ar", "en", "fr", "es"), bureau))
        database.in_transaction(access.register_bureau, acting, bureau, kind, name)
    for by, officer, bureau, role in STAFF:
        new = Officer(officer, bureau, officer, frozenset((role,)))
        database.in_transaction(access.register_officer, by, new)
    return MemorandaWorld(database)
