"""Between the model and the line: questions as they come, answers as they are told.

The shapes themselves are those of `jisr.client`, so that the hub and its client have one of each;
the command line prints the same answer, whether it was found here or by a hub.
"""

import dataclasses
import datetime
from collections.abc import Sequence
from functools import singledispatch
from types import MappingProxyType

from jisr.checks.model import (
    Answer,
    DocumentQuery,
    FirearmQuery,
    Hit,
    PersonQuery,
    Query,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.queries import mrz_query
from jisr.checks.show import FLAGS, OUTCOMES, PRESUMED, reason
from jisr.client.answers import ToldAnswer, ToldFlag, ToldHit, ToldReason, ToldWarning
from jisr.client.questions import (
    DocumentQuestion,
    FirearmQuestion,
    PersonQuestion,
    Question,
    VehicleQuestion,
    VesselQuestion,
    ZoneQuestion,
)
from jisr.identifiers.cleaning import WARNINGS
from jisr.kit.clock import instant_text
from jisr.kit.words import Words
from jisr.names import EvidenceRow
from jisr.values import PartialDate

_SHAPES = MappingProxyType(
    {
        PersonQuery: PersonQuestion,
        DocumentQuery: DocumentQuestion,
        VehicleQuery: VehicleQuestion,
        VesselQuery: VesselQuestion,
        FirearmQuery: FirearmQuestion,
    }
)
"""Each question of the model and its shape; both have the same fields, a shape only texts."""


# ── questions ─────────────────────────────────────────────────────────────────────────────────


def question_of(query: Query) -> Question:
    """Return a question as it is sent."""
    fields = {each.name: str(getattr(query, each.name) or "") for each in dataclasses.fields(query)}
    question: Question = _SHAPES[type(query)](**fields)
    return question


@singledispatch
def query_of(question: Question, _today: datetime.date) -> Query:
    """Return what was sent as what is asked.

    Raises:
        ValueMalformed: a date is none.
        CheckDigitWrong: a machine-readable zone was misread.
    """
    raise TypeError(type(question))


@query_of.register
def _(question: PersonQuestion, _today: datetime.date) -> Query:
    return PersonQuery(
        name=question.name,
        birth_date=PartialDate.parse(question.birth_date) if question.birth_date else None,
        sex=question.sex,
        nationality=question.nationality,
        document_number=question.document_number,
        document_country=question.document_country,
        document_type=question.document_type,
    )


@query_of.register
def _(question: DocumentQuestion, _today: datetime.date) -> Query:
    return DocumentQuery(question.number, question.country, question.type)


@query_of.register
def _(question: VehicleQuestion, _today: datetime.date) -> Query:
    return VehicleQuery(
        question.vin, question.engine_number, question.plate, question.plate_country
    )


@query_of.register
def _(question: VesselQuestion, _today: datetime.date) -> Query:
    return VesselQuery(question.imo, question.hull_id, question.mmsi, question.call_sign)


@query_of.register
def _(question: FirearmQuestion, _today: datetime.date) -> Query:
    return FirearmQuery(question.serial, question.make)


@query_of.register
def _(question: ZoneQuestion, today: datetime.date) -> Query:
    return mrz_query(question.zone, today.year)


# ── answers ───────────────────────────────────────────────────────────────────────────────────


def told(answer: Answer, words: Words) -> ToldAnswer:
    """Return an answer as it is told, in the words of the caller's language."""
    is_presumed = any(not hit.refer_to_reviewer for hit in answer.hits)
    return ToldAnswer(
        trace=answer.trace,
        code=answer.code,
        text=words.say(OUTCOMES[answer.code], count=str(len(answer.hits))),
        notice=words.say(PRESUMED) if is_presumed else "",
        hits=[_hit(each, words) for each in answer.hits],
        databases=list(answer.databases),
        warnings=[ToldWarning(each, words.say(WARNINGS[each])) for each in answer.warnings],
        answered_at=instant_text(answer.answered_at),
        position=answer.position,
        data_at=instant_text(answer.data_at),
        age_seconds=max(0.0, (answer.answered_at - answer.data_at).total_seconds()),
        is_stale=answer.is_stale,
    )


def _hit(hit: Hit, words: Words) -> ToldHit:
    return ToldHit(
        record=hit.record,
        version=hit.version,
        kind=hit.kind,
        database=hit.database,
        owner=hit.owner,
        reference=hit.reference,
        basis=hit.basis,
        bits=round(hit.bits, 3),
        score=round(hit.score, 6),
        reasons=_reasons(hit.reasons, words),
        shown=hit.shown,
        flags=[ToldFlag(each, words.say(FLAGS[each])) for each in sorted(hit.flags)],
        instruction=hit.instruction.best(words.language),
        notice="" if hit.refer_to_reviewer else words.say(PRESUMED),
        refer_to_reviewer=hit.refer_to_reviewer,
        owner_can_confirm_more=hit.owner_can_confirm_more,
    )


def _reasons(rows: Sequence[EvidenceRow], words: Words) -> list[ToldReason]:
    return [
        ToldReason(
            row.feature, row.rule, row.left, row.right, round(row.bits, 3), reason(words, row)
        )
        for row in rows
    ]
