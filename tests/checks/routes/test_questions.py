"""What callers send is decoded and bounded."""

import datetime

import pytest

from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.routes.questions import read_batch, read_question, schema_of
from jisr.checks.wire import query_of
from jisr.client.questions import Question
from jisr.errors import ValueMalformed
from jisr.values import PartialDate

TODAY = datetime.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("body", "query"),
    [
        (
            '{"kind":"person","name":"نور","birth_date":"1974-03","sex":"F"}',
            PersonQuery(name="نور", birth_date=PartialDate(1974, 3), sex="F"),
        ),
        ('{"kind":"document","number":"A1","country":"FRA"}', DocumentQuery("A1", "FRA")),
        ('{"kind":"vehicle","vin":"X"}', VehicleQuery(vin="X")),
        ('{"kind":"vessel","mmsi":"1"}', VesselQuery(mmsi="1")),
        ('{"kind":"firearm","serial":"1","make":"M"}', FirearmQuery("1", "M")),
    ],
)
def test_every_kind_is_read(body: str, query: Query) -> None:
    """Each kind becomes its question."""
    assert query_of(read_question(body.encode()), TODAY) == query


def test_the_place_of_a_fault_in_a_batch_is_told() -> None:
    """Whoever sent a thousand questions learns which one is wrong."""
    body = b'{"checks":[{"kind":"document","number":"A"},{"kind":"document","number":7}]}'
    with pytest.raises(ValueMalformed) as refused:
        read_batch(body)
    assert refused.value.details["field"] == "checks[1].number"


def test_a_long_text_is_refused() -> None:
    """Every text has its ceiling before anything looks at it."""
    with pytest.raises(ValueMalformed):
        read_question(b'{"kind":"person","name":"' + b"x" * 301 + b'"}')


def test_a_schema_is_whole_in_itself() -> None:
    """Nothing in it points elsewhere."""
    assert "$ref" not in str(schema_of(Question))
