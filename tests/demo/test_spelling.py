"""Names are written in another script as people there would write them."""

import pytest

from jisr.demo.sources import read_table
from jisr.demo.spelling import by_ear, spelled


@pytest.mark.parametrize(
    ("table", "text", "expected"),
    [
        ("ru", "Захар Третьяков", "Zakhar Tretiakov"),
        ("ru-old", "Vitalii", "Vitaliy"),
        ("uk", "Володимир Богданович", "Volodymyr Bohdanovych"),
        ("bg", "Щериана", "Shteriana"),
        ("mk", "Бојаџиева", "Bojadjieva"),
        ("el", "Ευστράτιος Αβραμίδου", "Evstratios Avramidou"),
        ("ka", "ვიქტორ კაცაძე", "Viktor Katsadze"),
        ("hy", "Գառնիկ Աղաբեկյան", "Garnik Aghabekyan"),
        ("brahmi", "शेष प्रसाद", "Shesh Prasad"),
        ("brahmi", "মজুমদার", "Majumadar"),
        ("brahmi", "மணிமாறன்", "Manimaran"),
        ("hangul-old", "Dohyeon", "Tohyon"),
    ],
)
def test_spelled_in_another_script(table: str, text: str, expected: str) -> None:
    """Each table writes a name that is known to be written so."""
    assert spelled(text, table) == expected


@pytest.mark.parametrize(
    ("script", "latin", "expected"),
    [
        ("Cyrl", "Khaled Hassan", "Халед Хасан"),
        ("Cyrl", "Dániel", "Даниел"),
        ("Arab", "Viktor", "فيكتور"),
        ("Hebr", "Ronit", "רונית"),
    ],
)
def test_by_ear_in_another_script(script: str, latin: str, expected: str) -> None:
    """Marks and doubled letters of the Latin spelling are not heard."""
    assert by_ear(latin, script) == expected


def test_no_table_writes_one_letter_in_two_ways() -> None:
    """A letter stands once in its table."""
    rows = [(row["table"], row["from"]) for row in read_table("letters.csv")]
    assert [row for row in rows if rows.count(row) > 1] == []
