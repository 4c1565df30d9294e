"""Each verb writes all of it and seals it, or refuses and writes nothing."""

import datetime
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from jisr.access import actions
from jisr.access.documents import bureau_document, grant_document, officer_document
from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    NetworkProfile,
    Officer,
    Operation,
    Role,
)
from jisr.access.profiles import load_profile, plain
from jisr.access.rules import may
from jisr.errors import (
    AlreadyExists,
    Conflict,
    Denied,
    JisrError,
    NotFound,
    OfficerMissing,
    OfficerUnknown,
    ValueMalformed,
)
from jisr.kit.db import Database
from jisr.ledger.canonical import canonical_bytes
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries
from jisr.values import LanguageMap, new_id

AMINA = Officer("amina", "MAR", "Amina", frozenset((Role.HEAD_OF_BUREAU,)))
BRAHIM = Officer("brahim", "MAR", "Brahim", frozenset((Role.BUREAU_OFFICER,)))
CASE = "RAB/2026/117"


def _sealed(database: Database) -> list[tuple[str, str, str, int | None, bytes]]:
    """Return officer, verb, subject, version and document of every entry, in order."""
    with database.reading() as transaction:
        rows = transaction.connection.execute(
            sa.select(entries.c.act, entries.c.document).order_by(entries.c.arrival)
        ).all()
    acts = [(*read_act(row.act), row.document) for row in rows]
    return [
        (act.officer, act.verb, act.subject, version, document) for act, version, document in acts
    ]


def _text(text: str) -> LanguageMap:
    return LanguageMap({"en": text})


# ── the network ───────────────────────────────────────────────────────────────────────────────


def test_found_network_seals_the_profile_first(database: Database, profile: NetworkProfile) -> None:
    """Entry 0 is the profile; then come the bureaus and the first officer."""
    assert database.in_transaction(actions.is_founded) is False
    database.in_transaction(actions.found_network, profile, AMINA)
    assert database.in_transaction(actions.is_founded) is True
    with database.reading() as transaction:
        bureaus = actions.bureaus(transaction)
        assert actions.network(transaction) == profile
        assert actions.officers(transaction) == (AMINA,)
        assert set(actions.members(transaction)) == set(profile.members)
    assert [each.id for each in bureaus] == ["CCF", "DZA", "FRA", "GS", "MAR"]
    named = {each.id: each for each in bureaus}
    assert _sealed(database) == [
        ("amina", "network.founded", "network:small", 1, canonical_bytes(plain(profile))),
        *(
            ("amina", "bureau.registered", each, 1, canonical_bytes(bureau_document(named[each])))
            for each in ("GS", "CCF", "DZA", "FRA", "MAR")
        ),
        ("amina", "officer.registered", "amina", 1, canonical_bytes(officer_document(AMINA))),
    ]


def test_found_network_of_196_members(database: Database) -> None:
    """The model organisation is founded with a bureau for each member."""
    database.in_transaction(actions.found_network, load_profile("world"), AMINA)
    with database.reading() as transaction:
        kinds = [each.kind for each in actions.bureaus(transaction, limit=500)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        BureauKind.NATIONAL: 196,
        BureauKind.SECRETARIAT: 1,
        BureauKind.OVERSIGHT: 1,
    }


def test_network_is_founded_once(founded: Database, profile: NetworkProfile) -> None:
    """A second founding is refused and seals nothing."""
    before = _sealed(founded)
    with pytest.raises(AlreadyExists):
        founded.in_transaction(actions.found_network, profile, AMINA)
    assert _sealed(founded) == before


@pytest.mark.parametrize(
    ("first", "error"),
    [
        (replace(AMINA, bureau="ESP"), NotFound),
        (replace(AMINA, bureau="GS"), Denied),
        (replace(AMINA, roles=frozenset()), Denied),
        (replace(AMINA, roles=frozenset((Role.OPERATOR, Role.MACHINE))), Denied),
        (replace(AMINA, id="Amina"), ValueMalformed),
        (replace(AMINA, id="a" * 65), ValueMalformed),
        (replace(AMINA, name="\u202eanimA"), ValueMalformed),
        (replace(AMINA, is_active=False), ValueMalformed),
    ],
)
def test_found_network_refuses_an_impossible_first_officer(
    database: Database, profile: NetworkProfile, first: Officer, error: type[JisrError]
) -> None:
    """Without somebody who can act there is no network, and nothing is left behind."""
    with pytest.raises(error):
        database.in_transaction(actions.found_network, profile, first)
    assert _sealed(database) == []


def test_network_before_it_is_founded(database: Database) -> None:
    """An empty database says so."""
    with database.reading() as transaction, pytest.raises(NotFound):
        actions.network(transaction)


def test_today_is_the_day_of_the_network(founded: Database) -> None:
    """At nine in the evening of UTC it is tomorrow in Auckland; days are counted there."""
    assert founded.in_transaction(actions.today) == datetime.date(2026, 11, 21)
    founded.clock.advance(hours=3)  # type: ignore[attr-defined]  # the fixture's ticking clock
    assert founded.in_transaction(actions.today) == datetime.date(2026, 11, 22)


# ── bureaus ───────────────────────────────────────────────────────────────────────────────────


def test_register_bureau(founded: Database) -> None:
    """An agency's place follows from its id; what is stored is what is sealed."""
    new = founded.in_transaction(
        actions.register_bureau, "amina", "MAR.TNG.RAIL", BureauKind.AGENCY, _text("Railways")
    )
    expected = Bureau("MAR.TNG.RAIL", BureauKind.AGENCY, _text("Railways"), "MAR", "MAR.TNG")
    with founded.reading() as transaction:
        assert (new, actions.bureau(transaction, "MAR.TNG.RAIL")) == (expected, expected)
    sealed = canonical_bytes(bureau_document(expected))
    assert _sealed(founded)[-1] == ("amina", "bureau.registered", "MAR.TNG.RAIL", 1, sealed)


def test_secretariat_registers_an_international_body(founded: Database) -> None:
    """It stands under nobody and belongs to no member."""
    new = founded.in_transaction(
        actions.register_bureau, "root", "AFRIPOL", BureauKind.INTERNATIONAL, _text("AFRIPOL")
    )
    assert new == Bureau("AFRIPOL", BureauKind.INTERNATIONAL, _text("AFRIPOL"))


BUREAUS: dict[str, tuple[str, str, BureauKind, str, type[JisrError]]] = {
    "taken": ("amina", "MAR.PORT", BureauKind.AGENCY, "x", AlreadyExists),
    "by nobody": ("ghost", "MAR.X", BureauKind.AGENCY, "x", OfficerUnknown),
    "by an officer": ("port", "MAR.X", BureauKind.AGENCY, "x", Denied),
    "of another member": ("amina", "FRA.X", BureauKind.AGENCY, "x", Denied),
    "by the secretariat": ("root", "MAR.X", BureauKind.AGENCY, "x", Denied),
    "a national bureau": ("root", "ESP", BureauKind.NATIONAL, "x", Denied),
    "under an agency": ("amina", "MAR.PORT.X", BureauKind.AGENCY, "x", ValueMalformed),
    "under nothing": ("amina", "MAR.Y.X", BureauKind.AGENCY, "x", NotFound),
    "an agency without a member": ("amina", "PORT", BureauKind.AGENCY, "x", ValueMalformed),
    "an international body under a member": (
        "root",
        "MAR.X",
        BureauKind.INTERNATIONAL,
        "x",
        ValueMalformed,
    ),
    "an international body like a country": (
        "root",
        "ESP",
        BureauKind.INTERNATIONAL,
        "x",
        ValueMalformed,
    ),
    "small letters": ("amina", "MAR.x", BureauKind.AGENCY, "x", ValueMalformed),
    "too deep": ("amina", "MAR.A.B.C.D", BureauKind.AGENCY, "x", ValueMalformed),
    "a hidden name": ("amina", "MAR.X", BureauKind.AGENCY, "a\u202eb", ValueMalformed),
}


@pytest.mark.parametrize("case", BUREAUS)
def test_register_bureau_refuses(founded: Database, case: str) -> None:
    """Each wrong bureau is refused and seals nothing."""
    acting, bureau_id, kind, name, error = BUREAUS[case]
    before = _sealed(founded)
    with pytest.raises(error):
        founded.in_transaction(actions.register_bureau, acting, bureau_id, kind, _text(name))
    assert _sealed(founded) == before


# ── officers ──────────────────────────────────────────────────────────────────────────────────


def test_register_officer(founded: Database) -> None:
    """A head registers an officer of the bureau."""
    founded.in_transaction(actions.register_officer, "amina", BRAHIM)
    with founded.reading() as transaction:
        assert actions.officer(transaction, "brahim") == BRAHIM
        assert actions.officers(transaction, bureau_id="MAR") == (AMINA, BRAHIM)
    sealed = canonical_bytes(officer_document(BRAHIM))
    assert _sealed(founded)[-1] == ("amina", "officer.registered", "brahim", 1, sealed)


OFFICERS: dict[str, tuple[str, Officer, type[JisrError]]] = {
    "taken": ("amina", replace(BRAHIM, id="port"), AlreadyExists),
    "of no bureau": ("amina", replace(BRAHIM, bureau="ESP"), NotFound),
    "of another member": ("amina", replace(BRAHIM, bureau="FRA"), Denied),
    "by the secretariat": ("root", BRAHIM, Denied),
    "a second head by the secretariat": (
        "root",
        replace(BRAHIM, roles=AMINA.roles),
        Denied,
    ),
    "by an officer": ("port", replace(BRAHIM, bureau="MAR.PORT"), Denied),
    "by nobody": ("", BRAHIM, OfficerMissing),
    "a role of the secretariat": (
        "amina",
        replace(BRAHIM, roles=frozenset((Role.COORDINATOR,))),
        Denied,
    ),
    "an id like a bureau's": ("amina", replace(BRAHIM, id="MAR"), ValueMalformed),
    "an id like a file": ("amina", replace(BRAHIM, id="../x"), ValueMalformed),
    "no name": ("amina", replace(BRAHIM, name=""), ValueMalformed),
}


@pytest.mark.parametrize("case", OFFICERS)
def test_register_officer_refuses(founded: Database, case: str) -> None:
    """Each wrong officer is refused and seals nothing."""
    acting, new, error = OFFICERS[case]
    before = _sealed(founded)
    with pytest.raises(error):
        founded.in_transaction(actions.register_officer, acting, new)
    assert _sealed(founded) == before


def test_secretariat_names_the_first_head_only(founded: Database) -> None:
    """A bureau that has nobody gets its head from the secretariat, and then looks after itself."""
    first = Officer("claire", "FRA", "Claire", AMINA.roles)
    founded.in_transaction(actions.register_officer, "root", first)
    with pytest.raises(Denied):
        founded.in_transaction(actions.register_officer, "root", replace(first, id="denis"))
    founded.in_transaction(actions.register_officer, "claire", replace(first, id="denis"))
    with founded.reading() as transaction:
        heads = actions.officers(transaction, bureau_id="FRA")
    assert heads == (first, replace(first, id="denis"))


def test_last_manager_stays(founded: Database) -> None:
    """Nobody deactivates themselves, so a bureau that has a manager never loses the last one."""
    with pytest.raises(Denied):
        founded.in_transaction(actions.deactivate_officer, "amina", "amina")


def test_change_roles(founded: Database) -> None:
    """The new roles replace the old ones, as the next version."""
    changed = founded.in_transaction(actions.change_roles, "amina", "port", {Role.MACHINE})
    expected = Officer("port", "MAR.PORT", "Port clerk", frozenset((Role.MACHINE,)))
    with founded.reading() as transaction:
        assert (changed, actions.officer(transaction, "port")) == (expected, expected)
    sealed = canonical_bytes(officer_document(expected))
    assert _sealed(founded)[-1] == ("amina", "officer.roles_changed", "port", 2, sealed)


@pytest.mark.parametrize(
    ("acting", "officer", "roles", "error"),
    [
        ("amina", "port", {Role.LEGAL_REVIEWER}, Denied),
        ("amina", "port", {Role.SECURITY_OFFICER, Role.DATA_PROTECTION_OFFICER}, Denied),
        ("amina", "port", set(), Denied),
        ("amina", "amina", {Role.BUREAU_OFFICER}, Denied),
        ("amina", "root", {Role.LEGAL_REVIEWER}, Denied),
        ("root", "port", {Role.MACHINE}, Denied),
        ("amina", "ghost", {Role.MACHINE}, OfficerUnknown),
    ],
)
def test_change_roles_refuses(
    founded: Database, acting: str, officer: str, roles: set[Role], error: type[JisrError]
) -> None:
    """Roles that must not be given are not given."""
    before = _sealed(founded)
    with pytest.raises(error):
        founded.in_transaction(actions.change_roles, acting, officer, roles)
    assert _sealed(founded) == before


def test_deactivated_officer_can_do_nothing(founded: Database) -> None:
    """From that moment the officer neither asks nor acts, and cannot be changed."""
    founded.in_transaction(actions.deactivate_officer, "amina", "port")
    verbs: list[tuple[Any, tuple[Any, ...]]] = [
        (actions.officer, ("port",)),
        (actions.ask, ("port", "warn", CASE)),
        (actions.register_officer, ("port", BRAHIM)),
        (actions.change_roles, ("amina", "port", {Role.MACHINE})),
        (actions.deactivate_officer, ("amina", "port")),
    ]
    for verb, arguments in verbs:
        with pytest.raises(OfficerUnknown):
            founded.in_transaction(verb, *arguments)
    assert _sealed(founded)[-1][:4] == ("amina", "officer.deactivated", "port", 2)


# ── agreements ────────────────────────────────────────────────────────────────────────────────


def test_grant_and_end_agreement(founded: Database, grant: AgreementGrant) -> None:
    """What is given acts at once, and what is ended stops at once."""
    answers = []
    founded.in_transaction(actions.grant_agreement, "amina", grant)
    answers.append(_may_check(founded))
    ended = founded.in_transaction(actions.end_agreement, "amina", grant.id)
    answers.append(_may_check(founded))
    assert answers == [True, False]
    assert ended == replace(grant, ends=datetime.date(2026, 11, 20))
    with founded.reading() as transaction:
        assert actions.agreements(transaction, bureau_id="MAR.PORT") == (ended,)
        assert actions.agreements(transaction, bureau_id="MAR") == ()
    assert _sealed(founded)[-2:] == [
        ("amina", "grant.given", grant.id, 1, canonical_bytes(grant_document(grant))),
        ("amina", "grant.ended", grant.id, 2, canonical_bytes(grant_document(ended))),
    ]


def _may_check(database: Database) -> bool:
    with database.reading() as transaction:
        asking = actions.ask(transaction, "port", "border-management", CASE)
        today = actions.today(transaction)
    vehicles, check = DatabaseName.VEHICLES, Operation.CHECK
    return may(asking, vehicles, check, owner=None, today=today).allowed


def test_agreement_ends_once(founded: Database, grant: AgreementGrant) -> None:
    """What has ended cannot be ended again, and its last day stays."""
    founded.in_transaction(actions.grant_agreement, "amina", grant)
    founded.in_transaction(actions.end_agreement, "amina", grant.id)
    with pytest.raises(Conflict):
        founded.in_transaction(actions.end_agreement, "amina", grant.id)


GRANTS: dict[str, tuple[str, dict[str, Any], type[JisrError]]] = {
    "by the agency": ("port", {}, Denied),
    "by the secretariat": ("root", {}, Denied),
    "to a national bureau": ("amina", {"bureau": "MAR"}, Denied),
    "to nobody": ("amina", {"bureau": "MAR.X"}, NotFound),
    "empty": ("amina", {"purposes": frozenset()}, Denied),
    "over before it starts": ("amina", {"ends": datetime.date(2026, 10, 31)}, Denied),
    "id is no id": ("amina", {"id": "1"}, ValueMalformed),
    "no source": ("amina", {"source": ""}, ValueMalformed),
    "unknown counterpart": ("amina", {"counterparts": frozenset(("ESP",))}, NotFound),
    "counterpart below a member": (
        "amina",
        {"counterparts": frozenset(("MAR.TNG",))},
        ValueMalformed,
    ),
}


@pytest.mark.parametrize("case", GRANTS)
def test_grant_agreement_refuses(founded: Database, grant: AgreementGrant, case: str) -> None:
    """Each wrong agreement is refused and seals nothing."""
    acting, changed, error = GRANTS[case]
    before = _sealed(founded)
    with pytest.raises(error):
        founded.in_transaction(actions.grant_agreement, acting, replace(grant, **changed))
    assert _sealed(founded) == before


def test_grant_is_given_once(founded: Database, grant: AgreementGrant) -> None:
    """The same id is not given again with other bounds."""
    founded.in_transaction(actions.grant_agreement, "amina", grant)
    with pytest.raises(AlreadyExists):
        founded.in_transaction(
            actions.grant_agreement, "amina", replace(grant, counterparts=frozenset())
        )


def test_only_who_may_give_ends(founded: Database, grant: AgreementGrant) -> None:
    """The agency cannot end what binds it, and nobody ends what is not there."""
    founded.in_transaction(actions.grant_agreement, "amina", grant)
    with pytest.raises(Denied):
        founded.in_transaction(actions.end_agreement, "port", grant.id)
    with pytest.raises(NotFound):
        founded.in_transaction(actions.end_agreement, "amina", new_id())
