"""Sheets say what was sealed, in four languages, and always in the same bytes."""

import datetime

import msgspec
import pytest

from election_results import CITY, NAMES, president
from jisr.assembly.elections.results import result_digest
from jisr.assembly.elections.sheets import press_sheet, press_words, result_sheet, result_words
from jisr.values import LANGUAGES

ENTRY = "ab" * 16
EMBARGO = datetime.datetime(2026, 11, 24, 16, tzinfo=datetime.UTC)
PDF_BYTES_MAX = 200_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_result_gives_the_same_bytes(language: str) -> None:
    """A sheet holds no clock and no chance, so that two members compare theirs."""
    first = result_sheet(president(), ENTRY, language)
    assert first[:5] == b"%PDF-"
    assert len(first) < PDF_BYTES_MAX
    assert first == result_sheet(president(), ENTRY, language)
    press = press_sheet(president(), EMBARGO, language)
    assert press == press_sheet(president(), EMBARGO, language)
    assert press != first


def test_a_result_sheet_reads_the_six_items_in_their_order() -> None:
    """Entitled, abstentions, invalid, expressed, majority, results from most votes (RoP 40(4))."""
    sealed = president()
    said = result_words(msgspec.json.decode(sealed), result_digest(sealed), ENTRY, "en")
    last = said["ballots"][-1]
    assert last["items"] == [
        ["Members represented and entitled to vote", "179"],
        ["Abstentions", "3"],
        ["Invalid votes", "0"],
        ["Votes expressed", "164"],
        ["Majority required", "83"],
    ]
    assert [(row["name"], row["votes"], row["outcome"]) for row in last["results"]] == [
        ("Élodie Lefèvre (France)", "84", "Elected"),
        (f"{NAMES['MAR']} (Morocco)", "60", "below the majority"),
        ("Íñigo Núñez (Peru)", "12", "below the majority"),
        ("Hanako Satō (Japan)", "8", "below the majority"),
    ]
    assert (last["article"], last["rule"]) == (
        "CON 16; RoP 38(2)(b), 48, 52",
        "More than 1/2 of the votes expressed.",
    )
    assert said["ballots"][0]["rule"] == "At least 2/3 of the votes expressed."
    assert (said["elected"], said["digest"]) == (["Élodie Lefèvre (France)"], result_digest(sealed))


def test_a_press_sheet_is_short_and_says_its_embargo() -> None:
    """One sentence says who, one how, one who else; an unset embargo is said too."""
    result = msgspec.json.decode(president())
    said = press_words(result, EMBARGO, "en")
    assert said["embargo"] == "Under embargo until Nov 24, 2026, 16:00 UTC"
    assert said["lead"] == "The General Assembly elected Élodie Lefèvre (France) as President."
    assert said["lines"] == [
        "In ballot 3, Élodie Lefèvre (France) received 84 of 164 votes; 83 were required.",
        f"Also stood: {NAMES['MAR']} (Morocco), Hanako Satō (Japan), and Íñigo Núñez (Peru).",
    ]
    assert said["session"] == (
        f"General Assembly, session 93, {CITY['en']}, Nov 24\u2009–\u200927, 2026"
    )
    unset = press_words(result, None, "fr")["embargo"]
    assert unset == "Sous embargo jusqu’à ce que le secrétariat fixe une date"


def test_an_election_that_lapsed_says_so() -> None:
    """Nobody is named as elected, and the Assembly decides how to go on."""
    lapsed = president(outcome="lapsed", elected=[])
    said = result_words(msgspec.json.decode(lapsed), result_digest(lapsed), ENTRY, "es")
    assert (said["elected"], said["lapsed"]) == (
        [],
        "No se cubrieron todos los puestos: la Asamblea decide cómo continuar.",
    )
    assert press_words(msgspec.json.decode(lapsed), None, "en")["lead"] == (
        "The election did not fill every seat. The Assembly decides how to go on."
    )


def test_hostile_names_are_words_and_nothing_else() -> None:
    """What stands in a name is shown as it is; it is no markup of the sheet."""
    result = msgspec.json.decode(president())
    result["candidates"][1]["name"]["texts"]["en"] = '#panic("x") $a$ *b* <c> [d] @e'
    result["elected"] = [result["candidates"][1]]
    made = result_sheet(msgspec.json.encode(result), ENTRY, "en")
    assert made[:5] == b"%PDF-"
