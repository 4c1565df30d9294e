"""Sealed results of elections, as sheets are made from them."""

from typing import Any

from jisr.access.countries import country
from jisr.assembly.elections import naming
from jisr.assembly.elections.results import FORMAT, result_bytes
from jisr.values import LANGUAGES

SIMPLE = {"numerator": 1, "denominator": 2, "strict": True, "base": "expressed"}
TWO_THIRDS = {"numerator": 2, "denominator": 3, "strict": False, "base": "expressed"}
CITY = {"ar": "مراكش", "en": "Marrakesh", "fr": "Marrakech", "es": "Marrakech"}
NAMES = {
    "MAR": "نور الدين الحداد",
    "FRA": "Élodie Lefèvre",
    "JPN": "佐藤 花子",
    "PER": "Íñigo Núñez",
}
ORGANISATION = {
    "ar": "شبكة الشرطة الدولية",
    "en": "International police network",
    "fr": "Réseau international de police",
    "es": "Red policial internacional",
}


def plain(texts: dict[str, str]) -> dict[str, Any]:
    """Return texts as they are sealed."""
    return {"texts": texts, "authoritative": []}


def candidate(member: str, region: str) -> dict[str, Any]:
    """Return a candidate as sealed."""
    name = NAMES[member] if member != "JPN" else "Hanako Satō"
    names = naming.candidate_name(name, country(member).code, LANGUAGES)
    return {
        "nomination": f"n-{member}",
        "member": member,
        "region": region,
        "name": plain(dict(names.texts)),
    }


def ballot(
    number: int, votes: dict[str, int], required: int | None, **changed: Any
) -> dict[str, Any]:
    """Return a ballot as sealed."""
    ranked = sorted(votes.items(), key=lambda each: -each[1])
    first = ranked[0][0]
    plain_ballot = {
        "vote": f"{number}" * 32,
        "number": number,
        "is_tie_ballot": False,
        "closed_at": f"2026-11-24T1{number}:20:00.000Z",
        "majority": SIMPLE if number > 2 else TWO_THIRDS,
        "entitled": 179,
        "abstentions": 3,
        "invalid": 0,
        "expressed": sum(votes.values()),
        "required": required,
        "results": [[f"n-{member}", count] for member, count in ranked],
        "elected": [f"n-{first}"] if required is not None and votes[first] >= required else [],
        "passed": {
            f"n-{member}": "below_majority" for member, count in ranked if count < (required or 0)
        },
    }
    return {**plain_ballot, **changed}


def president(**changed: Any) -> bytes:
    """Return the result of an election of a President in its third ballot."""
    people = [
        candidate("MAR", "africa"),
        candidate("FRA", "europe"),
        candidate("JPN", "asia-pacific"),
        candidate("PER", "americas"),
    ]
    titles = {
        "ar": "انتخاب رئيس اللجنة التنفيذية",
        "en": "Election of the President",
        "fr": "Élection du président",
        "es": "Elección del presidente",
    }
    votes = {"FRA": 84, "MAR": 60, "PER": 12, "JPN": 8}
    document = {
        "format": FORMAT,
        "network": "world",
        "organisation": plain(ORGANISATION),
        "languages": list(LANGUAGES),
        "election": "e" * 32,
        "session": 93,
        "city": plain(CITY),
        "opens": "2026-11-24",
        "closes": "2026-11-27",
        "kind": "president",
        "region": "",
        "for_session": 0,
        "seats": 1,
        "title": plain(titles),
        "rule": {
            "key": "president",
            "article": "CON 16; RoP 38(2)(b), 48, 52",
            "valid_from": "2025-11-28",
            "region_seats": None,
            "reading": "",
        },
        "candidates": people,
        "dropped": {},
        "withdrawn": [],
        "ballots": [ballot(1, votes, 110), ballot(2, votes, 110), ballot(3, votes, 83)],
        "lots": [],
        "outcome": "elected",
        "elected": [people[1]],
    }
    return result_bytes({**document, **changed})
