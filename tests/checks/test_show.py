"""An officer reads the answer, its reasons and what to do; names never turn a line around."""

import dataclasses
import datetime
import io

import msgspec
import pytest
from rich.console import Console

from check_world import ASKED, CAR, NOUR, PASSPORT, World
from jisr.checks import show, traces
from jisr.checks.model import Answer, DocumentQuery, ListAccount, PersonQuery, Query, VehicleQuery
from jisr.checks.queries import NUMBERS
from jisr.checks.wire import told
from jisr.client.answers import ToldAnswer
from jisr.kit.console import Session
from jisr.kit.words import Words
from jisr.names import EvidenceRow
from jisr.names.explain import RULES
from jisr.records.model import Flag, HandlingCode, Kind
from jisr.records.profiles import SUBJECT_TYPES
from jisr.settings import Settings


def _session(world: World, *, language: str = "en", as_json: bool = False) -> Session:
    def console() -> Console:
        return Console(file=io.StringIO(), highlight=False, soft_wrap=True, width=300)

    return Session(
        home=None,  # type: ignore[arg-type]  # nothing is read or written here
        database=world.database,
        settings=Settings(),
        words=Words(language),
        officer="officer@mar",
        as_json=as_json,
        out=console(),
        notes=console(),
    )


def _read(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _shown(world: World, answer: Answer, language: str = "en") -> str:
    session = _session(world, language=language)
    show.show_answer(session, told(answer, session.words))
    return _read(session.out) + _read(session.notes)


def _answer(world: World, query: Query = ASKED) -> Answer:
    return world.check(query)


def test_hit_shows_both_names_reasons_owner_and_what_to_do(world: World) -> None:
    """The whole of it on one screen: evidence with weights, record, instruction, caution."""
    record = world.record(NOUR, reference="FR-77", flags=frozenset({Flag.SENSITIVE}))
    answer = _answer(world)
    text = _shown(world, answer)
    for expected in (
        "names: \u2068نور الحداد\u2069",
        "\u2068nour\u2069",
        "the birth date is the same",
        f"{answer.hits[0].reasons[-1].bits:+.1f}",
        f"record: \u2068{record.id}\u2069",
        "owner: \u2068FRA\u2069",
        "reference: \u2068FR-77\u2069",
        "holds particularly sensitive data",
        answer.hits[0].instruction.texts["en"],
        show.PRESUMED,
        "Presumed matches: 1",
        answer.trace,
    ):
        assert expected in text


def test_instruction_is_in_the_officers_language(world: World) -> None:
    """The database's own instruction is told in Arabic to who reads Arabic."""
    world.record(NOUR)
    answer = _answer(world)
    assert answer.hits[0].instruction.texts["ar"] in _shown(world, answer, "ar")


def test_referred_hit_invites_nobody_to_contact_the_owner(world: World) -> None:
    """No sentence that a protected person's hit prints names or asks the owner."""
    world.record(NOUR, flags=frozenset({Flag.ASYLUM}))
    text = _shown(world, _answer(world))
    assert "Do not contact any other bureau" in text
    assert "owner" not in text
    assert "asylum" not in text.lower()


def test_nothing_found_is_one_calm_line(world: World) -> None:
    """Time, position and trace, and nothing to worry about."""
    answer = _answer(world)
    text = _shown(world, answer)
    assert text.count("\n") == 1
    assert text.startswith("Nothing was found.")
    assert f"position {answer.position} · trace {answer.trace}" in text


def test_warnings_and_age_are_told(world: World) -> None:
    """An odd number and old data are said beside the answer."""
    answer = _answer(world, VehicleQuery(vin="WVWZZZ1JZXW000001"))
    old = answer.answered_at - datetime.timedelta(minutes=90)
    text = _shown(world, dataclasses.replace(answer, is_stale=True, data_at=old))
    assert "need not use it" in text
    assert "90 minutes old" in text


def test_owner_can_confirm_more_is_told(world: World) -> None:
    """The officer learns that asking is worth it."""
    world.record(CAR, handling={"vin": HandlingCode.CONFIRM_ONLY})
    text = _shown(world, _answer(world, VehicleQuery(plate="12ABC", plate_country="FRA")))
    assert "The owner can confirm more." in text
    assert "Same number" in text


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_of_names_is_said(rule: str) -> None:
    """Each evidence row becomes a sentence with its values isolated."""
    row = EvidenceRow(rule.partition(".")[0], rule, "left", "right", 1.0)
    said = show.reason(Words("en"), row)
    assert said
    assert "{" not in said


@pytest.mark.parametrize("rule", ["qualified", "bare"])
def test_exact_rules_are_said(rule: str) -> None:
    """A number that is the same is said with the number."""
    row = EvidenceRow("vin", rule, "X1", "X1", 45.0)
    assert "\u2068X1\u2069" in show.reason(Words("en"), row)


def test_every_field_has_a_title() -> None:
    """Whatever a record or a question holds is called by a word that is translated."""
    asked = {each.name for kind in NUMBERS for each in dataclasses.fields(kind)}
    held = {each.name for kind in SUBJECT_TYPES.values() for each in dataclasses.fields(kind)}
    assert (asked | held | {"status"}) - set(show.FIELDS) == {"summary"}
    assert set(show.KINDS) == set(Kind)


def test_codes_of_records_are_said_in_words(world: World) -> None:
    """Status, document type and what is wrong with it are told in the officer's language."""
    world.record(PASSPORT)
    text = _shown(world, _answer(world, DocumentQuery("AB123456", "FRA")), "fr")
    assert "\u2068Passeport\u2069" in text
    assert "\u2068Volé\u2069" in text


def test_every_flag_but_asylum_has_words() -> None:
    """What must be recognisable is told; asylum is never."""
    assert set(show.FLAGS) == set(Flag) - {Flag.ASYLUM}


def test_json_holds_the_whole_answer(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of an answer is what a hub would send."""
    world.record(NOUR)
    answer = _answer(world)
    expected = told(answer, Words("en"))
    show.show_answer(_session(world, as_json=True), expected)
    read = msgspec.json.decode(capsys.readouterr().out, type=ToldAnswer)
    assert read == expected
    assert read.hits[0].shown["names"] == "نور الحداد"


def test_traces_are_listed_and_terms_shown(world: World) -> None:
    """The list never holds a name; the opened terms do."""
    answer = _answer(world)
    session = _session(world)
    with world.database.reading() as transaction:
        trace = traces.read_trace(transaction, world.officer("officer@mar"), answer.trace)
    show.show_traces(session, (trace,))
    listed = _read(session.out)
    assert answer.trace in listed
    assert "Haddad" not in listed
    guardian = world.officer("guardian@mar")
    terms = world.database.in_transaction(traces.read_terms, guardian, answer.trace, "DPO-1")
    show.show_terms(session, terms)
    assert "name: \u2068Nour Haddad\u2069" in _read(session.out)
    show.show_terms(session, dataclasses.replace(terms, query=None))
    assert "erased" in _read(session.notes)


def test_account_tells_rates_files_and_unknown_columns(world: World, tmp_path: object) -> None:
    """At the end of a list the officer knows what became of every row."""
    session = _session(world)
    account = ListAccount(1_000, 990, 3, 10, 2.0, 4, 2, ("meal",))
    show.show_account(session, account, tmp_path, tmp_path)  # type: ignore[arg-type]  # any path
    notes = _read(session.notes)
    assert "495 rows per second" in notes
    assert "meal" in notes
    assert "What could not be read" in notes
    assert "1,000" in _read(session.out)


def test_name_that_equals_a_sentence_is_not_translated(world: World) -> None:
    """A person called like a word of the catalogue keeps the name."""
    row = EvidenceRow("name.token", "token.contradicts", "Name", "deceased", -4.0)
    for language in ("ar", "es", "fr"):
        said = show.reason(Words(language), row)
        assert "\u2068Name\u2069" in said
        assert "\u2068deceased\u2069" in said
    assert world.check(PersonQuery(name="Name")).hits == ()
