"""The command line of access: each command does one thing and says it."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from jisr.access import actions, commands
from jisr.access.documents import grant_document, officer_document
from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.reasons import REASONS
from jisr.kit.console import Home, Options, Program, Session
from jisr.kit.db import Database
from jisr.kit.words import Words
from jisr.settings import Settings
from jisr.values import LanguageMap

Run = Callable[..., Any]


@pytest.fixture
def run(founded: Database, tmp_path: Path) -> Run:
    """Run one command as amina; return its exit code and what it printed."""
    app = typer.Typer()
    commands.add_to(app)

    def open_session(options: Options, _home: Home) -> Session:
        return Session(
            home=tmp_path,
            database=founded,
            settings=Settings(),
            words=Words(options.language or "en", REASONS),
            officer=options.officer or "amina",
            as_json=options.as_json,
        )

    def run_command(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, arguments, obj=Program(open_session, REASONS))
        return result.exit_code, result.output

    return run_command


def _json(answer: tuple[int, str]) -> Any:
    code, output = answer
    assert code == 0, output
    return json.loads(output)


def test_members_list(run: Run) -> None:
    """Members come with their names in four languages and their slots."""
    assert _json(run("members", "list", "--after", "DZA", "--limit", "1", "--json")) == [
        {
            "country": "FRA",
            "name": {"ar": "فرنسا", "en": "France", "fr": "France", "es": "Francia"},
            "slot": 3,
        }
    ]


def test_lists_are_tables_for_people(run: Run) -> None:
    """Without --json a list is a table with names in the reader's language."""
    code, output = run("members", "list", "--limit", "1", "--lang", "es")
    assert code == 0
    assert output.splitlines()[1].split() == ["DZA", "Argelia", "7"]


def test_table_of_officers_says_who_acts(run: Run) -> None:
    """Every cell is a word that a person reads."""
    code, output = run("officers", "list", "--bureau", "MAR")
    assert code == 0
    assert output.splitlines()[1].split() == ["amina", "Amina", "MAR", "head-of-bureau", "yes"]


def test_bureaus_list(run: Run) -> None:
    """A bureau is shown with its kind, its names and its place."""
    assert _json(run("bureaus", "list", "--after", "MAR.PORT", "--json")) == [
        {
            "id": "MAR.TNG",
            "kind": "sub-bureau",
            "name": {"en": "MAR.TNG"},
            "member": "MAR",
            "parent": "MAR",
        }
    ]


def test_bureaus_add(run: Run, founded: Database) -> None:
    """A head adds an agency with its names."""
    names = ("--name", "en=Customs", "--name", "ar=الجمارك")
    code, output = run("bureaus", "add", "MAR.CUSTOMS", "--kind", "agency", *names)
    assert (code, output) == (0, "MAR.CUSTOMS is registered.\n")
    with founded.reading() as transaction:
        assert actions.bureau(transaction, "MAR.CUSTOMS") == Bureau(
            "MAR.CUSTOMS",
            BureauKind.AGENCY,
            LanguageMap({"en": "Customs", "ar": "الجمارك"}),
            "MAR",
            "MAR",
        )


@pytest.mark.parametrize("name", ["Customs", "de=Zoll", "=Customs", "en="])
def test_bureaus_add_needs_a_language(run: Run, name: str) -> None:
    """A name without one of the four languages, or without text, is refused."""
    code, output = run("bureaus", "add", "MAR.X", "--kind", "agency", "--name", name)
    assert (code, output.splitlines()[0]) == (2, NAME_REFUSED)


NAME_REFUSED = "name is not valid: write it as en=Tangier port, in ar, en, fr or es"


def test_officers(run: Run, founded: Database) -> None:
    """An officer is added, given other roles, listed and deactivated."""
    role = ("--role", "bureau-officer")
    added = run("officers", "add", "brahim", "--bureau", "MAR", "--name", "Brahim", *role)
    changed = run("officers", "roles", "brahim", "--role", "machine", *role)
    listed = run("officers", "list", "--bureau", "MAR", "--after", "amina", "--json")
    stopped = run("officers", "deactivate", "brahim")
    roles = frozenset((Role.BUREAU_OFFICER, Role.MACHINE))
    assert [added, changed, stopped] == [
        (0, "brahim is registered.\n"),
        (0, "The roles of brahim are changed.\n"),
        (0, "brahim can no longer act.\n"),
    ]
    assert _json(listed) == [officer_document(Officer("brahim", "MAR", "Brahim", roles))]
    with founded.reading() as transaction:
        assert [each.is_active for each in actions.officers(transaction, bureau_id="MAR")] == [
            True,
            False,
        ]


def test_refusal_is_one_sentence(run: Run) -> None:
    """A rule that says no is told with its reason, and the exit code says it too."""
    code, output = run("officers", "deactivate", "amina")
    assert code == 3
    assert output.startswith("Not allowed: ")


def test_unknown_officer_is_said(run: Run) -> None:
    """Whoever is not registered changes nothing."""
    code, _ = run("officers", "deactivate", "port", "--as", "ghost")
    assert code == 3


def _given(run: Run, *bounds: str) -> Any:
    said = (
        *("--database", "vehicles", "--database", "vessels", "--operation", "check"),
        *("--purpose", "border-management", "--source", "agreement 12/2026"),
    )
    return _json(run("agreements", "grant", "MAR.PORT", *said, *bounds, "--json"))[0]


def test_agreements(run: Run, founded: Database) -> None:
    """An agreement is given with every bound, listed and ended."""
    bounds = ("--counterpart", "FRA", "--starts", "2026-11-01", "--ends", "2027-10-31")
    given = _given(run, *bounds)
    listed = run("agreements", "list", "--bureau", "MAR.PORT", "--json")
    ended = run("agreements", "end", given["id"])
    grant = AgreementGrant(
        id=given["id"],
        bureau="MAR.PORT",
        databases=frozenset((DatabaseName.VEHICLES, DatabaseName.VESSELS)),
        operations=frozenset((Operation.CHECK,)),
        purposes=frozenset((Purpose.BORDER_MANAGEMENT,)),
        counterparts=frozenset(("FRA",)),
        starts=datetime.date(2026, 11, 1),
        ends=datetime.date(2027, 10, 31),
        source="agreement 12/2026",
    )
    assert (given, _json(listed)) == (grant_document(grant), [grant_document(grant)])
    assert ended == (0, "The agreement of MAR.PORT is ended.\n")
    with founded.reading() as transaction:
        (after,) = actions.agreements(transaction)
    assert after.ends == datetime.date(2026, 11, 20)


def test_agreement_starts_today_unless_told(run: Run) -> None:
    """Without bounds of time an agreement acts from today on."""
    given = _given(run)
    assert (given["starts"], given["ends"]) == ("2026-11-21", None)
