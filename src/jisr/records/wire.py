"""Records as they are told over the line and on the command line: the shapes of `jisr.client`."""

from jisr.client import shapes
from jisr.kit.words import Words
from jisr.records.document import document_of
from jisr.records.model import Expiring, VersionLine, View


def opened_of(view: View, words: Words) -> shapes.RecordOpened:
    """Return a record that was opened, with what to do in the reader's language."""
    return shapes.RecordOpened(
        record=dict(document_of(view.record)),
        instruction=view.on_hit.best(words.language),
        is_accused=view.is_accused,
        is_expiring=view.is_expiring,
        has_more=view.has_more,
        entry=view.entry_id,
    )


def expiring_of(found: Expiring) -> shapes.Expiring:
    """Return a record that ends soon."""
    return shapes.Expiring(
        id=found.record_id,
        database=found.database.value,
        reference=found.reference,
        retained_until=found.retained_until.isoformat(),
    )


def version_of(line: VersionLine) -> shapes.Version:
    """Return who wrote a version, and when."""
    return shapes.Version(
        version=line.version,
        state=None if line.state is None else line.state.value,
        time=line.time,
        bureau=line.bureau,
        officer=line.officer,
        verb=line.verb,
        reason=line.reason,
        entry_id=line.entry_id,
    )
