"""Rows of imports <-> the core's sheets, mends and facts' ids."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from hashlib import sha256
from itertools import count
from uuid import UUID

from tweespoor.apps.exchange.models import Import, ListInHand
from tweespoor.core.tabular import Column, Heading, Mend, Row, Sheet, Span, fold, heading_key

_LAST = (1 << 62) - 1


def pack(sheets: Iterable[Sheet]) -> bytes:
    """Sheets as they are kept while somebody works at them."""
    plain = [
        {
            "name": sheet.name,
            "rows": [[row.number, row.cells] for row in sheet.rows],
            "spans": [[span.top, span.left, span.bottom, span.right] for span in sheet.spans],
        }
        for sheet in sheets
    ]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8"), level=3)


def sheets_of(row: ListInHand) -> tuple[Sheet, ...]:
    """The sheets that are kept; none where they were deleted."""
    if not row.kept:
        return ()
    return tuple(
        Sheet(
            each["name"],
            tuple(Row(number, tuple(cells)) for number, cells in each["rows"]),
            tuple(Span(*span) for span in each["spans"]),
        )
        for each in json.loads(zlib.decompress(bytes(row.kept)))
    )


def heading_of(row: ListInHand) -> Heading:
    """Where the headings of the chosen sheet are."""
    return Heading(row.heading_row, row.group_row)


def targets_of(row: ListInHand) -> dict[int, str]:
    """Which column holds what."""
    return {int(column): target for column, target in row.targets.items()}


def mends_of(row: ListInHand) -> list[Mend]:
    """What is read in the place of cells."""
    return [Mend(each["column"], each["text"], each["to"], each["row"]) for each in row.mends]


def mend_fields(mend: Mend) -> dict[str, object]:
    """A mend as the row keeps it."""
    return {"column": mend.column, "text": mend.text, "to": mend.to, "row": mend.row}


def headings_hash(columns: tuple[Column, ...]) -> str:
    """What a mapping is remembered by: the set of headings."""
    return hash_of(heading_key(columns))


def hash_of(text: str) -> str:
    """A text as short as a column of the database is."""
    return sha256(text.encode("utf-8")).hexdigest()


def labels(columns: tuple[Column, ...]) -> dict[str, int]:
    """Folded headings with their columns."""
    return {fold(column.label): column.index for column in columns}


def fact_ids(row: Import) -> Callable[[], UUID]:
    """A maker of ids for the facts of an import: all in one range, which is how they are found back.

    They are UUIDs of version 8 (RFC 9562): 60 random bits of the import's own id, then a number.
    """
    numbers = count()
    return lambda: _fact_id(row.pk, next(numbers))


def fact_id_range(row: Import) -> tuple[UUID, UUID]:
    """The first and the last id that a fact of this import can have."""
    return _fact_id(row.pk, 0), _fact_id(row.pk, _LAST)


def _fact_id(source: UUID, number: int) -> UUID:
    own = source.int >> 64 & ~(0xF << 12) | 0x8 << 12
    return UUID(int=own << 64 | 0b10 << 62 | number)
