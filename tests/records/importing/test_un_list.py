"""Persons of the UN list become drafts, entities are counted (all persons are invented)."""

import gzip
import hashlib
from pathlib import Path

import pytest

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import FileEmpty, ValueMalformed
from jisr.kit.tables import RejectedRow
from jisr.records.importing.fields import EMPTY
from jisr.records.importing.model import Item, LeftOut, Proposal
from jisr.records.importing.un_list import ENTITY, PERSON, SOURCE, open_un_list
from jisr.records.model import (
    DocumentReference,
    Draft,
    Flag,
    Name,
    NameKind,
    Person,
    PersonStatus,
)
from jisr.values import LanguageMap, PartialDate
from un_lists import person, un_list


def items(path: Path, *persons: str, entities: int = 0) -> list[Item]:
    """Write the list and return what is read."""
    path.write_text(un_list(persons, entities))
    return list(open_un_list(path, Purpose.WARN).read(0))


def only(path: Path, more: str) -> Person:
    """Return the subject of a list of one person."""
    (item,) = items(path, person("TSi.001", "SAMIR", more))
    assert isinstance(item, Proposal)
    assert isinstance(item.draft.subject, Person)
    return item.draft.subject


MORE = """
  <GENDER>Male</GENDER>
  <NAME_ORIGINAL_SCRIPT>سمير تستاني</NAME_ORIGINAL_SCRIPT>
  <COMMENTS1>Invented for
    a test.</COMMENTS1>
  <NATIONALITY><VALUE>Iran (Islamic Republic of)</VALUE><VALUE>na</VALUE>
  </NATIONALITY>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Sameer</ALIAS_NAME>
    <DATE_OF_BIRTH>1975-05-05</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
  <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1974-03-02</DATE>
  </INDIVIDUAL_DATE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Testville</CITY><COUNTRY>Morocco</COUNTRY>
  </INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY/></INDIVIDUAL_PLACE_OF_BIRTH>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>AB 123456</NUMBER>
    <ISSUING_COUNTRY>Morocco</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>77</NUMBER>
  </INDIVIDUAL_DOCUMENT>
  <INDIVIDUAL_DOCUMENT/>
"""


@pytest.mark.parametrize("is_packed", [False, True])
def test_person_becomes_a_draft(tmp_path: Path, *, is_packed: bool) -> None:
    """Every part finds its place; what cannot be searched is kept in the summary."""
    text = un_list([person("TSi.001", "SAMIR", MORE)]).encode()
    content = gzip.compress(text) if is_packed else text
    (tmp_path / "list").write_bytes(content)
    source = open_un_list(tmp_path / "list", Purpose.WARN)
    assert (source.sha256, source.format, source.total) == (
        hashlib.sha256(content).hexdigest(),
        "un",
        1,
    )
    assert list(source.read(0)) == [
        Proposal(
            1,
            Draft(
                database=DatabaseName.NOMINAL,
                subject=Person(
                    names=(
                        Name("سمير تستاني", latin="SAMIR TESTANI"),
                        Name("Sameer", NameKind.ALIAS),
                    ),
                    sex="M",
                    birth_dates=(PartialDate(1974, 3, 2), PartialDate(1975, 5, 5)),
                    birth_places=("Testville, Morocco",),
                    nationalities=("IRN",),
                    documents=(DocumentReference("AB123456", "MAR", "passport"),),
                    summary=LanguageMap({"en": "Invented for a test. [Passport 77]"}),
                ),
                purpose=Purpose.WARN,
                status=PersonStatus.UN_SANCTIONS,
                event="UN Security Council sanctions: Test",
                event_date=PartialDate(2012, 12, 31),
                reference="TSi.001",
                source=SOURCE,
                flags=frozenset({Flag.PUBLIC_SOURCE}),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("given", "dates"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1974</YEAR>", ["1974"]),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1974-03-02T00:00:00</DATE>", ["1974-03-02"]),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1974</YEAR>", ["1974"]),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><DATE>1974-03-02</DATE>", ["1974"]),
        ("<FROM_YEAR>1974</FROM_YEAR><TO_YEAR>1976</TO_YEAR>", ["1974", "1975", "1976"]),
        ("<FROM_YEAR>1900</FROM_YEAR><TO_YEAR>1999</TO_YEAR>", []),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30 years old</NOTE>", []),
    ],
)
def test_birth_dates_keep_their_precision(tmp_path: Path, given: str, dates: list[str]) -> None:
    """What is only approximate is a year; a span is each of its years."""
    subject = only(
        tmp_path / "list", f"<INDIVIDUAL_DATE_OF_BIRTH>{given}</INDIVIDUAL_DATE_OF_BIRTH>"
    )
    assert list(map(str, subject.birth_dates)) == dates


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("Testland diplomatic passport no. D00000898", "D00000898"),
        ("Testish Passport No. 96/184442", "96184442"),
        ("TR-P 614 166", "TRP614166"),
        ("381110042 (Expired 25 Jan. 2016)", "381110042"),
        ("R00012098, South Testland", "R00012098"),
        ("Testland 654781", "654781"),
        ("Provisional passport No.: 28642163", "28642163"),
    ],
)
def test_document_number_is_taken_out_of_its_words(tmp_path: Path, given: str, number: str) -> None:
    """Words around a number would make it impossible to find."""
    subject = only(
        tmp_path / "list", f"<INDIVIDUAL_DOCUMENT><NUMBER>{given}</NUMBER></INDIVIDUAL_DOCUMENT>"
    )
    assert [each.number for each in subject.documents] == [number]


def test_entities_are_left_out_and_wrong_persons_rejected(tmp_path: Path) -> None:
    """Entities have no kind of record yet; a person without reference or with no day is told."""
    found = items(
        tmp_path / "list",
        person("", "SAMIR"),
        person(
            "TSi.002",
            "SAMIR",
            "<INDIVIDUAL_DATE_OF_BIRTH><DATE>1974-02-31</DATE></INDIVIDUAL_DATE_OF_BIRTH>",
        ),
        entities=2,
    )
    assert found == [
        RejectedRow(1, "REFERENCE_NUMBER", EMPTY, "SAMIR"),
        RejectedRow(2, PERSON, "no such day", "TSi.002"),
        LeftOut(3, ENTITY),
        LeftOut(4, ENTITY),
    ]


def test_reading_resumes_after_a_place(tmp_path: Path) -> None:
    """Persons up to the place are passed over."""
    (tmp_path / "list").write_text(un_list([person(f"TSi.{n}", "A") for n in (1, 2, 3)]))
    found = open_un_list(tmp_path / "list", Purpose.WARN).read(2)
    assert [each.draft.reference for each in found if isinstance(each, Proposal)] == ["TSi.3"]


def test_list_without_anybody_is_refused(tmp_path: Path) -> None:
    """An empty list is refused: it would delist everyone."""
    with pytest.raises(FileEmpty):
        items(tmp_path / "list")


def test_list_that_is_cut_off_is_refused_at_once(tmp_path: Path) -> None:
    """A broken end is found before the first person is proposed."""
    (tmp_path / "list").write_text(un_list([person("TSi.1", "A")] * 3)[:-20])
    with pytest.raises(ValueMalformed):
        open_un_list(tmp_path / "list", Purpose.WARN)
