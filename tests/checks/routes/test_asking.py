"""Checks over HTTP: one question, and a batch."""

import pytest

from check_world import NOBODY_ELSE, NOUR, PASSPORT, World, person
from jisr.access.model import Purpose
from jisr.access.sign_in.model import Scope
from jisr.checks import traces
from jisr.checks.model import TraceFilter
from jisr.records.model import Audience, Name, Person
from jisr.values import PartialDate
from web import CASE, Web

BORDER = "border-management"
PERSON = {"kind": "person", "name": "Nour Haddad", "birth_date": "1974-03-02", "nationality": "LB"}
DOCUMENT = {"kind": "document", "number": PASSPORT.number, "country": "FRA"}


def _sealed(world: World) -> list[str]:
    with world.database.reading() as transaction:
        reader = world.officer("guardian@mar")
        return [each.id for each in traces.read_traces(transaction, reader, TraceFilter("MAR"))]


def test_an_answer_says_what_it_rests_on_and_what_to_do(world: World, web: Web) -> None:
    """Hit, reasons, the words that nothing is proven, the trace, position and age."""
    record = world.record(NOUR, reference="FR-77")
    answer = web.post("/v1/checks", "officer@mar", PERSON, Jisr_Purpose=BORDER).json()
    (hit,) = answer["hits"]
    assert (answer["code"], hit["record"], hit["owner"]) == ("NO_ERROR", record.id, "FRA")
    assert sum(each["bits"] for each in hit["reasons"]) == pytest.approx(hit["bits"], abs=0.01)
    assert {each["feature"] for each in hit["reasons"]} >= {"name.token", "birth_date"}
    notice = "This is presumed, not proven: ask the owner before any coercive measure."
    assert (answer["notice"], hit["notice"]) == (notice, notice)
    assert hit["instruction"].startswith("This is a possible match")
    assert (answer["is_stale"], 0 <= answer["age_seconds"] < 60) == (False, True)
    assert _sealed(world) == [answer["trace"]]


def test_the_caller_is_answered_in_his_language(world: World, web: Web) -> None:
    """What an officer must know is said in Arabic to who reads Arabic."""
    world.record(NOUR)
    headers = web.headers("officer@mar", BORDER, Accept_Language="ar")
    answer = web.client.post("/v1/checks", headers=headers, json=PERSON).json()
    assert answer["hits"][0]["instruction"].startswith("هذا")


@pytest.mark.parametrize(
    "question",
    [
        {"kind": "vehicle", "plate": "12 ABC", "plate_country": "FRA"},
        {"kind": "vessel", "imo": "9074729"},
        {"kind": "firearm", "serial": "A123456", "make": "Example"},
    ],
    ids=lambda each: each["kind"],
)
def test_every_kind_is_asked(web: Web, question: dict[str, str]) -> None:
    """What is not there is answered so, with a trace."""
    answer = web.post("/v1/checks", "officer@mar", question, Jisr_Purpose=BORDER).json()
    assert (answer["code"], len(answer["trace"])) == ("NO_ANSWER", 32)


def test_a_zone_asks_for_document_and_bearer(world: World, web: Web) -> None:
    """The specimen of ICAO finds its bearer; a wrong check digit is refused before any search."""
    bearer = Person((Name("Anna Maria Eriksson"),), birth_dates=(PartialDate(1974, 8, 12),))
    record = world.record(bearer)
    zone = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )
    asked = {"kind": "mrz", "zone": zone}
    answer = web.post("/v1/checks", "officer@mar", asked, Jisr_Purpose=BORDER).json()
    misread = asked | {"zone": zone.replace("C36", "C37")}
    wrong = web.post("/v1/checks", "officer@mar", misread, Jisr_Purpose=BORDER)
    assert [hit["record"] for hit in answer["hits"]] == [record.id]
    assert (wrong.status_code, wrong.json()["code"]) == (400, "input.check_digit")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b'{"kind":"person","name":5}', "name"),
        (b'{"kind":"person","nom":"x"}', "body"),
        (b'{"kind":"ghost"}', "kind"),
        (b'{"kind":"document"}', "body"),
        (b'{"kind":"person","name":"\xff"}', "body"),
        (b'{"kind":"person","name":"\\ud800"}', "body"),
        (b'{"kind":"document","number":"AB\\u0000123"}', "document number"),
        (b"[" * 100_000, "body"),
        (b"", "body"),
    ],
    ids=["type", "field", "kind", "missing", "utf-8", "surrogate", "nul", "depth", "nothing"],
)
def test_what_is_no_question_is_refused(web: Web, body: bytes, field: str) -> None:
    """The field is named; what was sent is not repeated."""
    headers = web.headers("officer@mar", BORDER) | {"content-type": "application/json"}
    answer = web.client.post("/v1/checks", headers=headers, content=body)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (400, "input.malformed")
    assert told["detail"].startswith(f"{field} is not valid")


def test_another_kind_of_body_is_not_read(web: Web) -> None:
    """A form is refused, and says what to send."""
    headers = web.headers("officer@mar", BORDER)
    answer = web.client.post("/v1/checks", headers=headers, data={"kind": "person"})
    assert (answer.status_code, "application/json" in answer.json()["detail"]) == (415, True)


def test_nobody_asks_without_token_scope_purpose_or_case(world: World, web: Web) -> None:
    """Each is needed; a token that fixes the purpose cannot ask for another."""
    bearer = {"Authorization": f"Bearer {web.token('officer@mar')}"}
    reading = {"Authorization": f"Bearer {web.token('officer@mar', Scope.READ)}"}
    fixed = web.token("officer@mar", purpose=Purpose.BORDER_MANAGEMENT, case=CASE)
    asked = {"Jisr-Purpose": BORDER, "Jisr-Case": CASE}
    other = {"Authorization": f"Bearer {fixed}", "Jisr-Purpose": "investigation"}
    answers = [
        web.client.post("/v1/checks", headers=headers, json=DOCUMENT).json().get("code")
        for headers in (
            asked,
            reading | asked,
            bearer | {"Jisr-Case": CASE},
            bearer | {"Jisr-Purpose": BORDER},
            other,
            {"Authorization": f"Bearer {fixed}"},
        )
    ]
    assert answers == [
        "denied.sign_in",
        "denied",
        "input.purpose_missing",
        "input.case_missing",
        "denied",
        "NO_ANSWER",
    ]
    assert len(_sealed(world)) == 1


def test_a_role_that_may_not_check_is_denied_and_the_question_sealed(
    world: World, web: Web
) -> None:
    """The data-protection officer does not search; that he tried is a trace."""
    answer = web.post("/v1/checks", "guardian@mar", DOCUMENT, Jisr_Purpose=BORDER)
    assert (answer.status_code, answer.json()["reason"]) == (403, "access.no_role")
    assert len(_sealed(world)) == 1


def test_a_purpose_that_the_owner_excludes_finds_nothing(world: World, web: Web) -> None:
    """The same officer finds the record for the purpose that the owner allows."""
    only = Audience(purposes=(Purpose.INVESTIGATION,))
    record = world.record(PASSPORT, audience=only)
    found = [
        [
            hit["record"]
            for hit in web.post("/v1/checks", "officer@mar", DOCUMENT, Jisr_Purpose=each).json()[
                "hits"
            ]
        ]
        for each in ("border-management", "investigation")
    ]
    assert found == [[], [record.id]]


def test_a_hidden_record_leaves_no_sign_in_the_answer(world: World, web: Web) -> None:
    """The answer of a miss and of a hidden match differ in nothing but ids and times."""
    world.record(PASSPORT, audience=NOBODY_ELSE)
    changing = {"trace", "answered_at", "data_at", "age_seconds", "position"}
    told = [
        web.post("/v1/checks", "officer@mar", {"kind": "document", "number": each}).json()
        for each in (PASSPORT.number, "AB123457")
    ]
    plain = [{k: v for k, v in each.items() if k not in changing} for each in told]
    assert plain[0] == plain[1]


def test_a_batch_is_answered_in_order_with_its_problems(world: World, web: Web) -> None:
    """Each question has an answer or a problem; what is readable is sealed."""
    record = world.record(PASSPORT)
    questions = [DOCUMENT, {"kind": "person", "birth_date": "soon"}, {"kind": "person", "name": ""}]
    told = web.post("/v1/checks/batch", "officer@mar", {"checks": questions}).json()["answers"]
    assert [each["line"] for each in told] == [1, 2, 3]
    assert told[0]["answer"]["hits"][0]["record"] == record.id
    assert told[1]["problem"]["code"] == "input.malformed"
    assert told[2]["answer"]["code"] == "INVALID_SEARCH_ERROR"
    assert len(_sealed(world)) == 2


def test_a_batch_is_bounded(web: Web) -> None:
    """More than a thousand questions, or none, are no batch."""
    codes = [
        web.post("/v1/checks/batch", "officer@mar", {"checks": [DOCUMENT] * count}).status_code
        for count in (0, 1_001)
    ]
    assert codes == [400, 400]


def test_a_batch_needs_more_evidence_than_a_desk(world: World, web: Web) -> None:
    """A name alone that alerts at a desk may not in a list."""
    world.record(person("Ana Silva"))
    asked = {"kind": "person", "name": "Anna Silva"}
    single = web.post("/v1/checks", "officer@mar", asked, Jisr_Purpose="investigation").json()
    listed = web.post("/v1/checks/batch", "officer@mar", {"checks": [asked]}).json()
    assert len(single["hits"]) >= len(listed["answers"][0]["answer"]["hits"])


def test_as_many_hits_as_asked_for_are_told(world: World, web: Web) -> None:
    """And the code says that there are more."""
    for _ in range(2):
        world.record(NOUR)
    headers = web.headers("officer@mar", BORDER)
    answers = [
        web.client.post(f"/v1/checks{query}", headers=headers, json=PERSON).json()
        for query in ("?limit=1", "")
    ]
    told = [(each["code"], len(each["hits"])) for each in answers]
    assert told == [("TOO_MANY_ANSWER", 1), ("NO_ERROR", 2)]


@pytest.mark.parametrize("limit", ["", "0", "51", "-1", "1.5", "ten", "٥", "9" * 5_000])
@pytest.mark.parametrize("path", ["/v1/checks", "/v1/checks/batch"])
def test_a_number_of_hits_out_of_bounds_is_refused(web: Web, path: str, limit: str) -> None:
    """The field is named; nothing is searched."""
    headers = web.headers("officer@mar", BORDER)
    answer = web.client.post(path, params={"limit": limit}, headers=headers, json=DOCUMENT)
    said = answer.json()
    assert (answer.status_code, said["code"], "limit" in said["detail"]) == (
        400,
        "input.malformed",
        True,
    )


def test_the_document_describes_question_and_answer(web: Web) -> None:
    """Whoever generates a client finds every kind of question and every field of the answer."""
    route = web.client.get("/openapi.json").json()["paths"]["/v1/checks"]["post"]
    asked = route["requestBody"]["content"]["application/json"]["schema"]
    told = route["responses"]["200"]["content"]["application/json"]["schema"]
    kinds = {each["properties"]["kind"]["enum"][0] for each in asked["anyOf"]}
    assert kinds == {"person", "document", "vehicle", "vessel", "firearm", "mrz"}
    assert {"trace", "hits", "notice", "position", "is_stale"} <= set(told["properties"])
    assert {each["name"] for each in route["parameters"]} == {"Jisr-Purpose", "Jisr-Case", "limit"}
