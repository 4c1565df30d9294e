"""The consolidated list of the United Nations Security Council (XML, plain or gzip).

Source: the schema `sc-sanctions.xsd` of the United Nations. Persons become records of the persons
database; entities have no kind of record here and are counted as left out.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from jisr.access.countries import by_name
from jisr.access.model import DatabaseName, Purpose
from jisr.errors import FileEmpty, JisrError
from jisr.identifiers.documents import clean_document_number
from jisr.kit.lines import sha256_of
from jisr.kit.tables import RejectedRow
from jisr.records.importing.fields import EMPTY, as_document_type, reason_of
from jisr.records.importing.model import Item, LeftOut, Proposal, Source
from jisr.records.importing.un_names import names_of
from jisr.records.importing.un_xml import Node, elements
from jisr.records.model import DocumentReference, Draft, Flag, Person, PersonStatus
from jisr.values import LanguageMap, PartialDate

UN_LIST = "un"
"""The format of an import of this list."""
ROOT = "CONSOLIDATED_LIST"
PERSON, ENTITY = "INDIVIDUAL", "ENTITY"
SOURCE = "United Nations Security Council"
BIRTH_YEARS_MAX = 20
"""`BETWEEN` gives every year from one to the other; a wider span tells nothing."""
PLACE_CHARACTERS_MAX = 200
SUMMARY_CHARACTERS_MAX = 5_000

_SEXES = {"male": "M", "female": "F"}
_AFTER_LAST_WORD = re.compile(r".*[a-z]{2}\S*\s+(?:No\.?:?\s+)?(?=.*\d)(.+)", re.DOTALL)
_REMARK = re.compile(r"\([^)]*\)|,.*")


def open_un_list(path: Path, purpose: Purpose) -> Source:
    """Survey the list: it is parsed to its end before anything is written.

    A position in this file is the running number of the person or entity.

    Raises:
        FileUnreadable, FileEmpty, ValueMalformed, InputTooLarge: see `un_xml.elements`.
    """
    sha256 = sha256_of(path)
    total = sum(1 for _ in _listed(path))
    if total == 0:
        raise FileEmpty(path=path.name)

    def read(after_line: int) -> Iterator[Item]:
        for place, node in enumerate(_listed(path), 1):
            if place > after_line:
                yield LeftOut(place, ENTITY) if node.name == ENTITY else _item(place, node, purpose)

    return Source(path.name, sha256, UN_LIST, total, read)


def _listed(path: Path) -> Iterator[Node]:
    return elements(path, frozenset({PERSON, ENTITY}), root=ROOT)


def _item(place: int, node: Node, purpose: Purpose) -> Item:
    reference = node.value("REFERENCE_NUMBER")
    if not reference:
        return RejectedRow(place, "REFERENCE_NUMBER", EMPTY, node.value("FIRST_NAME"))
    try:
        return Proposal(place, draft(node, purpose))
    except JisrError as error:
        return RejectedRow(place, PERSON, reason_of(error), reference)


def draft(node: Node, purpose: Purpose) -> Draft:
    """Return the draft of one INDIVIDUAL; raise `ValueMalformed` if a date of it has no form."""
    listed_on = node.value("LISTED_ON")[: len("1974-03-02")]
    documents, unread = _documents(node)
    return Draft(
        database=DatabaseName.NOMINAL,
        subject=Person(
            names=names_of(node),
            sex=_SEXES.get(node.value("GENDER").casefold(), ""),
            birth_dates=_birth_dates(node),
            birth_places=_birth_places(node),
            nationalities=_nationalities(node),
            documents=documents,
            summary=_summary(node, unread),
        ),
        purpose=purpose,
        status=PersonStatus.UN_SANCTIONS,
        event=f"UN Security Council sanctions: {node.value('UN_LIST_TYPE')}",
        event_date=PartialDate.parse(listed_on) if listed_on else None,
        reference=node.value("REFERENCE_NUMBER"),
        source=SOURCE,
        flags=frozenset({Flag.PUBLIC_SOURCE}),
    )


def _birth_dates(node: Node) -> tuple[PartialDate, ...]:
    dates: dict[PartialDate, None] = {}
    for birth in node.all("INDIVIDUAL_DATE_OF_BIRTH"):
        given = birth.value("DATE")[: len("1974-03-02")] or birth.value("YEAR")
        if given and birth.value("TYPE_OF_DATE") == "APPROXIMATELY":
            given = given[: len("1974")]
        if given:
            dates[PartialDate.parse(given)] = None
        first, last = birth.value("FROM_YEAR"), birth.value("TO_YEAR")
        if first and last:
            span = range(PartialDate.parse(first).year, PartialDate.parse(last).year + 1)
            if len(span) <= BIRTH_YEARS_MAX:
                dates.update(dict.fromkeys(map(PartialDate, span)))
    for given in node.values("INDIVIDUAL_ALIAS", "DATE_OF_BIRTH"):
        dates[PartialDate.parse(given[: len("1974-03-02")])] = None
    return tuple(dates)


def _birth_places(node: Node) -> tuple[str, ...]:
    places: dict[str, None] = {}
    for place in node.all("INDIVIDUAL_PLACE_OF_BIRTH"):
        parts = (place.value(name) for name in ("CITY", "STATE_PROVINCE", "COUNTRY"))
        told = ", ".join(filter(None, parts))
        if told:
            places[told[:PLACE_CHARACTERS_MAX]] = None
    return tuple(places)


def _nationalities(node: Node) -> tuple[str, ...]:
    """Return the countries that are known by name: the “na” of this list is no code of one."""
    found = (_country(name) for name in node.values("NATIONALITY", "VALUE"))
    return tuple(dict.fromkeys(filter(None, found)))


def _country(name: str) -> str:
    named = by_name(name)
    return named.code if named else ""


def _documents(node: Node) -> tuple[tuple[DocumentReference, ...], tuple[str, ...]]:
    """Return the documents with a number that can be searched, and the others as they stand."""
    found: dict[DocumentReference, None] = {}
    unread = []
    for document in node.all("INDIVIDUAL_DOCUMENT"):
        given = document.value("NUMBER")
        if not given:
            continue
        kind = document.value("TYPE_OF_DOCUMENT") or document.value("TYPE_OF_DOCUMENT2")
        country = document.value("ISSUING_COUNTRY") or document.value("COUNTRY_OF_ISSUE")
        try:
            number = clean_document_number(_number_in(given)).value
        except JisrError:
            unread.append(f"{kind} {given}")
        else:
            found[DocumentReference(number, _country(country), as_document_type(kind))] = None
    return tuple(found), tuple(unread)


def _number_in(text: str) -> str:
    """Return the number without the words around it: “Libyan passport No. 513519”."""
    plain = _REMARK.sub("", text).strip()
    match = _AFTER_LAST_WORD.fullmatch(plain)
    return match[1] if match else plain


def _summary(node: Node, unread: tuple[str, ...]) -> LanguageMap | None:
    told = " ".join([node.value("COMMENTS1"), *(f"[{each}]" for each in unread)]).strip()
    return LanguageMap({"en": told[:SUMMARY_CHARACTERS_MAX]}) if told else None
