"""Figures over HTTP: how the network is used, and how fast owners answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from jisr.access.callers import requires
from jisr.access.sign_in.model import Caller, Scope
from jisr.checks.tallies.model import By
from jisr.insight import actions
from jisr.insight.model import FLOOR, BureauUse, Count, Figures, Of, Period
from jisr.insight.titles import DEFINITIONS, SOURCE, WITHHELD
from jisr.kit.clock import instant_text
from jisr.kit.http.hub import HubNow, WordsNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

Reader = Annotated[Caller, requires(Scope.READ)]
Reaching = Annotated[
    Period, Query(description="Whole days of UTC: today, seven or thirty days, today included.")
]
HITS = "Checks that found something; null where the number is withheld."
router = APIRouter(prefix="/figures", tags=["figures"])


class ToldCount(BaseModel):
    """Checks that are alike."""

    key: str = Field(description="The hour, day, purpose, kind or bureau; empty for all.")
    checks: int | None = Field(description="Null where only hits are told apart.")
    hits: int | None = Field(description=HITS)


class ToldPace(BaseModel):
    """How owners answered what they were asked; times run to the first answer."""

    asked: int
    answered: int
    in_time: int
    escalated: int
    median_seconds: int | None
    ninetieth_seconds: int | None = Field(description="Nine in ten answers took at most so long.")


class ToldFigures(BaseModel):
    """The figures of a bureau or of the network, with what they mean."""

    of: Of
    period: Period
    bureau: str = Field(description="The reader's bureau.")
    since: str
    at: str | None = Field(description="Up to here every check is counted; null: not yet.")
    source: str
    definitions: dict[str, str]
    floor: int = Field(FLOOR, description="Fewer hits of others are withheld.")
    withheld: str = Field(description="What is not told, and why.")
    total: ToldCount
    by_hour: list[ToldCount] = Field(description="By the hour of the day, UTC.")
    by_day: list[ToldCount] = Field(description="Empty where the period is one day.")
    by_purpose: list[ToldCount]
    by_kind: list[ToldCount] = Field(description="Hits only: what was asked about.")
    by_bureau: list[ToldCount] = Field(
        description="Of a bureau: itself and what stands under it. Of the network: every bureau "
        "with what stands under it, for the secretariat and the Commission only."
    )
    pace: ToldPace | None = Field(description="Null where it is withheld.")
    oldest_waiting_since: str | None = Field(description="The question that has waited longest.")


class ToldUse(BaseModel):
    """How a bureau uses the network; without `count` it is not for the reader."""

    bureau: str
    name: dict[str, str]
    country: str
    count: ToldCount | None
    last_used_at: str | None
    records: int | None = Field(description="Active ones, of every audience.")


@router.get("")
def figures(
    hub: HubNow,
    caller: Reader,
    words: WordsNow,
    period: Reaching = Period.WEEK,
    of: Annotated[Of, Query(description="The reader's own bureau, or everybody.")] = Of.BUREAU,
) -> ToldFigures:
    """Return how a bureau, or the network, checks and answers: never of whom anybody asked."""
    with hub.database.reading() as transaction:
        found = actions.figures(transaction, caller.officer, period, of)
    meant = {name: words.say(sentence) for name, sentence in DEFINITIONS.items()}
    return ToldFigures(
        **_told(found),
        source=words.say(SOURCE),
        definitions=meant,
        withheld=words.say(WITHHELD, floor=FLOOR),
    )


@router.get("/bureaus")
def bureaus(
    hub: HubNow,
    caller: Reader,
    period: Reaching = Period.WEEK,
    limit: Limit = PAGE_DEFAULT,
    cursor: Cursor = "",
) -> Page[ToldUse]:
    """Return how bureaus use the network, by their ids; others than one's own for those who may."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.uses(transaction, caller.officer, period)
    following = [each for each in found.rows if each.bureau > after]
    return page_of(following[: limit + 1], limit, lambda each: (each.bureau,), _use)


def _told(found: Figures) -> dict[str, Any]:
    part = {by: [_count(each) for each in found.parts.get(by, ())] for by in By}
    pace = found.pace
    return {
        "of": found.of,
        "period": found.period,
        "bureau": found.bureau,
        "since": instant_text(found.since),
        "at": None if found.at is None else instant_text(found.at),
        "total": _count(found.total),
        "by_hour": part[By.HOUR],
        "by_day": part[By.DAY],
        "by_purpose": part[By.PURPOSE],
        "by_kind": part[By.KIND],
        "by_bureau": part[By.BUREAU],
        "pace": None
        if pace is None
        else ToldPace(
            asked=pace.asked,
            answered=pace.answered,
            in_time=pace.in_time,
            escalated=pace.escalated,
            median_seconds=pace.median_seconds,
            ninetieth_seconds=pace.ninetieth_seconds,
        ),
        "oldest_waiting_since": None
        if found.oldest_waiting is None
        else instant_text(found.oldest_waiting),
    }


def _count(count: Count) -> ToldCount:
    return ToldCount(key=count.key, checks=count.checks, hits=count.hits)


def _use(use: BureauUse) -> ToldUse:
    last = use.last_asked_at
    return ToldUse(
        bureau=use.bureau,
        name=dict(use.name.texts),
        country=use.country,
        count=None if use.count is None else _count(use.count),
        last_used_at=None if last is None else instant_text(last),
        records=use.records,
    )
