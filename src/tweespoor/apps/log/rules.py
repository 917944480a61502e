"""How entries are chained, so that nobody changes the log unseen.

Every entry holds its place in the sequence, the hash of the entry before it, and its own: the SHA-256 of the canonical
JSON of its content. Whoever changes an entry must change all that follow, and the chain's head, and every copy of an
earlier head that was kept elsewhere (`tweespoor log anchor`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

START = "0" * 64
"""What stands as the hash before the first entry."""


def canonical(value: Any) -> Any:
    """The value as every database gives it back: whole numbers without a fraction, times in UTC, ids as text."""
    match value:
        case bool() | int() | str() | None:
            return value
        case float():
            return int(value) if value.is_integer() else value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(value)
        case Mapping():
            return {str(key): canonical(each) for key, each in value.items()}
        case list() | tuple():
            return [canonical(each) for each in value]
    raise TypeError(f"the log holds codes and numbers, not {type(value).__name__}")


def entry_hash(content: Mapping[str, Any], *, sequence: int, previous: str) -> str:
    """The hash of an entry: of its content, its place and the hash of the entry before it."""
    sealed = {**canonical(content), "sequence": sequence, "previous": previous}
    text = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
