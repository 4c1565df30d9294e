"""Writes small lists in the form of the UN consolidated list, of invented persons."""

from collections.abc import Iterable


def person(reference: str, first: str, more: str = "") -> str:
    """Return one INDIVIDUAL."""
    return (
        "<INDIVIDUAL><DATAID>1</DATAID>"
        f"<FIRST_NAME>{first}</FIRST_NAME><SECOND_NAME>TESTANI</SECOND_NAME>"
        f"<UN_LIST_TYPE>Test</UN_LIST_TYPE><REFERENCE_NUMBER>{reference}</REFERENCE_NUMBER>"
        f"<LISTED_ON>2012-12-31</LISTED_ON>{more}</INDIVIDUAL>"
    )


def un_list(persons: Iterable[str], entities: int = 0) -> str:
    """Return a whole list."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
        f"<INDIVIDUALS>{''.join(persons)}</INDIVIDUALS>"
        f"<ENTITIES>{'<ENTITY><FIRST_NAME>X</FIRST_NAME></ENTITY>' * entities}</ENTITIES>"
        "</CONSOLIDATED_LIST>"
    )
