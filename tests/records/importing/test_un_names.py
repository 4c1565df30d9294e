"""Names of the UN list are taken out of the remarks around them (all persons are invented)."""

import pytest

from jisr.records.importing.un_names import alias_names, names_of
from jisr.records.importing.un_xml import Node
from jisr.records.model import Name, NameKind

ALIAS, WEAK, BIRTH = NameKind.ALIAS, NameKind.WEAK_ALIAS, NameKind.AT_BIRTH


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Samir Testani", [Name("Samir Testani", ALIAS)]),
        ("Samir A; Samir B;", [Name("Samir A", ALIAS), Name("Samir B", ALIAS)]),
        ("Samir A a.k.a. Samir B", [Name("Samir A", ALIAS), Name("Samir B", ALIAS)]),
        ("Samir A b) Samir B", [Name("Samir A", ALIAS), Name("Samir B", ALIAS)]),
        ("Samir (سمير)", [Name("سمير", ALIAS, "Samir")]),
        ("سمير (Samir; Sameer)", [Name("سمير", ALIAS, "Samir"), Name("سمير", ALIAS, "Sameer")]),
        ("Samir (original script: Самир)", [Name("Самир", ALIAS, "Samir")]),
        ("Samir Testani (birth name)", [Name("Samir Testani", BIRTH)]),
        ("Samir (the false identity in passport 1)", [Name("Samir", ALIAS)]),
        ("(Sheikh) Samir", [Name("Samir", ALIAS)]),
        ("Samir, born in Nowhere on 1 Jan. 1970", [Name("Samir", ALIAS)]),
        ("Samir (سمير ),", [Name("سمير", ALIAS, "Samir")]),
        ("TESTANI, Samir", [Name("TESTANI, Samir", ALIAS)]),
        ("Samir (unclosed", [Name("Samir", ALIAS)]),
        ("x" * 201, []),
    ],
)
def test_alias_is_split_and_cleaned(text: str, names: list[Name]) -> None:
    """Separate names are parted, scripts joined, remarks left out."""
    assert alias_names(text, ALIAS) == names


def test_primary_name_comes_first_and_each_spelling_once() -> None:
    """The original script is the name, the Latin parts are its spelling; no spelling is doubled."""
    node = Node(
        "INDIVIDUAL",
        children=[
            Node("FIRST_NAME", "SAMIR"),
            Node("SECOND_NAME", " TESTANI "),
            Node("FOURTH_NAME", ""),
            Node("NAME_ORIGINAL_SCRIPT", "سمير\n  تستاني"),
            *(
                Node("INDIVIDUAL_ALIAS", children=[Node("QUALITY", q), Node("ALIAS_NAME", name)])
                for q, name in [
                    ("Good", "Sameer"),
                    ("Low", "the tailor"),
                    ("", "Sam"),
                    ("Low", "Sameer"),
                    ("", ""),
                ]
            ),
        ],
    )
    assert names_of(node) == (
        Name("سمير تستاني", latin="SAMIR TESTANI"),
        Name("Sameer", ALIAS),
        Name("the tailor", WEAK),
        Name("Sam", WEAK),
    )


def test_name_without_original_script_is_the_latin_one() -> None:
    """Where the list gives no original script, the Latin parts are the name itself."""
    assert names_of(Node("INDIVIDUAL", children=[Node("FIRST_NAME", "SAMIR")])) == (Name("SAMIR"),)
