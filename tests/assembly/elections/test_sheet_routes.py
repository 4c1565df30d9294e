"""Sheets over the line: four languages, and none before the result stands."""

from board_world import SECRETARY, head
from election_web import ELECTIONS
from election_world import ElectionWorld
from web import Web


def test_sheets_are_pdf_in_four_languages_once_the_result_stands(
    web: Web, world: ElectionWorld
) -> None:
    """Before it there is none; another language is refused; nobody keeps a copy."""
    world.candidates("MAR")
    path = f"{ELECTIONS}/{world.election}"
    early = [web.get(f"{path}/{sheet}", SECRETARY).status_code for sheet in SHEETS]
    world.ballot({"MAR": 12})
    sheets = {
        (sheet, language): web.get(f"{path}/{sheet}?language={language}", SECRETARY)
        for sheet in SHEETS[1:]
        for language in ("ar", "en", "fr", "es")
    }
    assert early == [403] * 3
    assert {each.headers["content-type"] for each in sheets.values()} == {"application/pdf"}
    assert {each.headers["cache-control"] for each in sheets.values()} == {"no-store"}
    assert len({each.content for each in sheets.values()}) == len(sheets)
    assert web.get(f"{path}/result.pdf?language=de", SECRETARY).status_code == 400
    assert web.get(f"{path}/press.pdf", head("JPN")).status_code == 403
    assert web.get(f"{path}/result.pdf", head("JPN")).status_code == 200


SHEETS = ("result", "result.pdf", "press.pdf")
