"""Nobody asks without an officer, a purpose and a case; lists come in pages."""

from dataclasses import replace
from typing import Any

import pytest

from jisr.access import actions
from jisr.access.model import AgreementGrant, Asking, Bureau, BureauKind, Officer, Purpose, Role
from jisr.errors import (
    CaseMissing,
    Denied,
    JisrError,
    NotFound,
    OfficerMissing,
    OfficerUnknown,
    PurposeMissing,
    PurposeUnknown,
    ValueMalformed,
)
from jisr.kit.db import Database
from jisr.values import LanguageMap, new_id

CASE = "RAB/2026/117"


def _text(text: str) -> LanguageMap:
    return LanguageMap({"en": text})


def test_ask(founded: Database, grant: AgreementGrant) -> None:
    """Whoever asks comes with the bureau, the purpose, the case and the agreements."""
    founded.in_transaction(actions.grant_agreement, "amina", grant)
    with founded.reading() as transaction:
        asking = actions.ask(transaction, "port", "border-management", CASE)
    assert asking == Asking(
        officer=Officer("port", "MAR.PORT", "Port clerk", frozenset((Role.BUREAU_OFFICER,))),
        bureau=Bureau(
            "MAR.PORT",
            BureauKind.AGENCY,
            LanguageMap({"en": "MAR.PORT"}, frozenset(("en",))),
            "MAR",
            "MAR",
        ),
        purpose=Purpose.BORDER_MANAGEMENT,
        case=CASE,
        grants=(grant,),
    )


def test_ask_loads_the_agreements_above(founded: Database, grant: AgreementGrant) -> None:
    """An agency under a sub-bureau asks with the agreements of both."""
    above = replace(grant, id=new_id(), bureau="MAR.TNG")
    below = replace(grant, id=new_id(), bureau="MAR.TNG.RAIL")
    clerk = Officer("rail", "MAR.TNG.RAIL", "Rail clerk", frozenset((Role.BUREAU_OFFICER,)))
    founded.in_transaction(
        actions.register_bureau, "amina", below.bureau, BureauKind.AGENCY, _text("Railways")
    )
    founded.in_transaction(actions.register_officer, "amina", clerk)
    with pytest.raises(Denied):
        founded.in_transaction(actions.grant_agreement, "amina", below)
    for each in (above, below, grant):
        founded.in_transaction(actions.grant_agreement, "amina", each)
    with founded.reading() as transaction:
        asking = actions.ask(transaction, "rail", "border-management", CASE)
    assert set(asking.grants) == {above, below}


@pytest.mark.parametrize("case", ["1", "ق/٢٠٢٦/١٢", "x" * 64])
def test_ask_keeps_the_case_as_written(founded: Database, case: str) -> None:
    """A bureau's file number is its own, in its own script."""
    with founded.reading() as transaction:
        assert actions.ask(transaction, "amina", "warn", case).case == case


@pytest.mark.parametrize(
    ("officer", "purpose", "case", "error"),
    [
        ("ghost", "warn", CASE, OfficerUnknown),
        ("", "warn", CASE, OfficerMissing),
        ("AMINA", "warn", CASE, OfficerUnknown),
        ("amina", "", CASE, PurposeMissing),
        ("amina", "curiosity", CASE, PurposeUnknown),
        ("amina", "WARN", CASE, PurposeUnknown),
        ("amina", "administration", CASE, PurposeUnknown),
        ("amina", "warn", "", CaseMissing),
        ("amina", "warn", "  ", CaseMissing),
        ("amina", "warn", "x" * 65, ValueMalformed),
        ("amina", "warn", "a\nb", ValueMalformed),
        ("amina", "warn", "a\0b", ValueMalformed),
        ("amina", "warn", "a\u202eb", ValueMalformed),
    ],
)
def test_ask_refuses(
    founded: Database, officer: str, purpose: str, case: str, error: type[JisrError]
) -> None:
    """Without a known officer, a purpose and a case nothing is asked."""
    with founded.reading() as transaction, pytest.raises(error):
        actions.ask(transaction, officer, purpose, case)


@pytest.mark.parametrize(("limit", "rows"), [(-1, 1), (0, 1), (2, 2), (10**9, 7)])
def test_lists_are_capped(founded: Database, limit: int, rows: int) -> None:
    """A page holds what was asked for, within bounds."""
    with founded.reading() as transaction:
        assert len(actions.bureaus(transaction, limit=limit)) == rows


def test_lists_go_on(founded: Database) -> None:
    """Page by page, every bureau comes once and in order."""
    seen: list[str] = []
    with founded.reading() as transaction:
        while page := actions.bureaus(transaction, after=seen[-1] if seen else "", limit=2):
            seen += [each.id for each in page]
    assert seen == ["CCF", "DZA", "FRA", "GS", "MAR", "MAR.PORT", "MAR.TNG"]


@pytest.mark.parametrize("text", ["ESP", "mar", "MAR\0", "x" * 9_999])
def test_strange_ids_find_nothing(founded: Database, text: str) -> None:
    """An id that cannot be one is as unknown as one that nobody has, on both engines."""
    finders: list[tuple[Any, type[JisrError]]] = [
        (actions.bureau, NotFound),
        (actions.officer, OfficerUnknown),
    ]
    for finder, error in finders:
        with founded.reading() as transaction, pytest.raises(error):
            finder(transaction, text)


def test_strange_pages_are_refused(founded: Database) -> None:
    """A page cannot begin at what no id holds."""
    lists: list[Any] = [actions.members, actions.bureaus, actions.officers, actions.agreements]
    for page in lists:
        with founded.reading() as transaction, pytest.raises(ValueMalformed):
            page(transaction, after="a\0")
