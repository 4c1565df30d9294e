"""An answer as the desk shows it."""

import datetime
import json

import pytest

from check_world import ASKED, NOUR, PASSPORT, World, person
from jisr.checks.model import Answer, DocumentQuery, PersonQuery, Query
from jisr.checks.pages import answers
from jisr.checks.pages.answers import AnswerShown, Side, answer_shown
from jisr.kit.words import Words
from jisr.names.explain import RULES

ENGLISH = Words("en")


def said(world: World, query: Query) -> AnswerShown:
    """Return the answer to a question as Morocco's officer is shown it."""
    return answer_shown(world.database, query, world.check(query), ENGLISH)


def test_every_rule_about_a_piece_has_its_words() -> None:
    """No piece of a name is left out of the alignment for want of a word."""
    assert set(answers.RELATIONS) == {rule for rule in RULES if rule.startswith("token.")}


def test_names_stand_side_by_side(world: World) -> None:
    """The pieces follow the name that was asked; each side keeps its script and direction."""
    world.record(NOUR)
    (hit,) = said(world, ASKED).hits
    assert hit.asked == Side("You asked", "Nour Haddad", "und-Latn", "ltr")
    assert hit.recorded == Side("On record", "نور الحداد", "und-Arab", "rtl")
    assert [each.left for each in hit.pieces if each.left] == ["Nour", "Haddad"]
    assert all(each.relation in {"same", "similar"} for each in hit.pieces)
    assert hit.owner == "France"


def test_evidence_is_one_bar_for_each_kind(world: World) -> None:
    """The words of a name weigh together; every other kind has its own bar and sentence."""
    world.record(NOUR)
    (hit,) = said(world, ASKED).hits
    assert [each.label for each in hit.bars] == ["Name", "Birth date", "Nationality"]
    assert all(0 < each.share <= 1 and each.strength for each in hit.bars)


def test_same_number_is_one_bar(world: World) -> None:
    """A hit on a number has no pieces of names, and says that the number is the same."""
    world.record(PASSPORT)
    (hit,) = said(world, DocumentQuery(PASSPORT.number, "FRA")).hits
    assert (hit.is_exact, hit.pieces, hit.asked) == (True, (), None)
    assert [each.label for each in hit.bars] == ["Document"]
    assert hit.found == PASSPORT.number


def test_what_was_compared_can_be_kept_for_the_hit(world: World) -> None:
    """The comparison is plain JSON: what was asked, what was found, and what it weighed."""
    world.record(NOUR)
    (hit,) = said(world, ASKED).hits
    compared = json.loads(hit.compared)
    assert (compared["asked"], compared["found"]) == ("Nour Haddad", "نور الحداد")
    assert [each["share"] for each in compared["rows"]] == [each.share for each in hit.bars]


def test_name_with_a_turning_mark_is_shown(world: World) -> None:
    """Whatever stands in a record, its hit is shown."""
    world.record(person("Nour Haddad"))
    (hit,) = said(world, PersonQuery(name="Nour Haddad")).hits
    assert hit.found == "Nour Haddad"


@pytest.mark.parametrize(
    ("seconds", "is_current", "minutes"), [(0, True, 0), (5, False, 0), (150, False, 2)]
)
def test_age_of_the_data_is_told(
    world: World,
    seconds: int,
    is_current: bool,  # noqa: FBT001  the expected value of a row
    minutes: int,
) -> None:
    """Data of the moment are called so; older ones tell their age."""
    answer = world.check(PersonQuery(name="Nobody Known"))
    then = answer.answered_at - datetime.timedelta(seconds=seconds)
    old = Answer(
        trace=answer.trace,
        code=answer.code,
        hits=(),
        answered_at=answer.answered_at,
        position=answer.position,
        data_at=then,
        databases=answer.databases,
    )
    shown = AnswerShown(old, (), ())
    assert (shown.is_current, shown.age_minutes) == (is_current, minutes)


def test_strength_is_said_in_words() -> None:
    """The words follow the weight of evidence, in both directions."""
    assert [answers.strength_of(each) for each in (12, 7, 2, 0, -2, -9)] == [
        "speaks very strongly for it",
        "speaks strongly for it",
        "speaks for it",
        "says little",
        "speaks against it",
        "speaks strongly against it",
    ]
