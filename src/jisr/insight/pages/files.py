"""Figures as files that a spreadsheet opens: CSV without formulas, with what each figure means."""

import io
from collections.abc import Iterable

from fastapi import Response

from jisr.kit.outputs import SafeCsv

MARK = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8; without it, Arabic opens as gibberish."""


def csv_file(name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Response:
    """Return rows as a file to keep; `name` is one of ours and needs no quoting."""
    file = io.StringIO(newline="")
    file.write(MARK)
    table = SafeCsv(file, columns)
    for row in rows:
        table.write("" if cell is None else cell for cell in row)
    return Response(
        file.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
