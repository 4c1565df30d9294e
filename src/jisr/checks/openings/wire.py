"""Openings as they are told over the line and on the command line: the shapes of `jisr.client`."""

from jisr.client import shapes
from jisr.kit.clock import instant_text
from jisr.records.model import Opening


def told_opening(opening: Opening) -> shapes.Opening:
    """Return an opening as it is told."""
    return shapes.Opening(
        id=opening.id,
        record=opening.record,
        version=opening.record_version,
        owner=opening.owner,
        bureau=opening.bureau,
        officer=opening.officer,
        purpose=opening.purpose.value,
        case=opening.case,
        reason=opening.reason,
        opened_at=instant_text(opening.opened_at),
        ends_at=instant_text(opening.ends_at),
        entry=opening.entry_id,
    )
