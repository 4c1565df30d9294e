"""What elections, ballots and candidates are called, in every language of the organisation."""

from collections.abc import Iterable

from jisr.access.countries import country
from jisr.assembly.elections import tables
from jisr.assembly.elections.model import Election, ElectionKind
from jisr.values import LanguageMap


def election_title(election: Election, languages: Iterable[str]) -> LanguageMap:
    """Return the title of an election."""
    texts = tables.words()["titles"][election.kind.value]
    regions = tables.regions()
    named = election.kind is ElectionKind.VICE_PRESIDENT
    return LanguageMap(
        {
            language: texts[language].format(
                region=regions[election.region].best(language) if named else "",
                number=election.for_session,
            )
            for language in languages
        }
    )


def ballot_title(
    election: Election, number: int, languages: Iterable[str], *, is_tie: bool
) -> LanguageMap:
    """Return the title of a ballot, which says which one it is."""
    texts = tables.words()["ballots"]["tie" if is_tie else "ballot"]
    titles = election_title(election, languages).texts
    return LanguageMap(
        {
            language: texts[language].format(title=title, number=number)
            for language, title in titles.items()
        }
    )


def candidate_name(name: str, member: str, languages: Iterable[str]) -> LanguageMap:
    """Return a candidate as a ballot paper names them: with the country, in each language."""
    texts = tables.words()["ballots"]["candidate"]
    names = country(member).name
    return LanguageMap(
        {
            language: texts[language].format(name=name, country=names.best(language))
            for language in languages
        }
    )
