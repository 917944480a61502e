"""Walking the chain from its beginning to its head, to find the first entry that is not as it was written."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tweespoor.apps.log import walls
from tweespoor.apps.log.models import Chain, Entry, Mention
from tweespoor.apps.log.rules import canonical, entry_hash

CHUNK = 2000


@dataclass(frozen=True)
class Anchor:
    """A head of the chain that was kept elsewhere."""

    sequence: int
    hash: str

    def text(self, *, now: datetime) -> str:
        """The anchor as the text of a file."""
        return json.dumps({"sequence": self.sequence, "hash": self.hash, "at": now.isoformat()}, indent=2) + "\n"

    @classmethod
    def read(cls, text: str) -> Anchor:
        """The anchor a file holds.

        Raises:
            ValueError: if the text is no anchor.
        """
        try:
            content = json.loads(text)
            return cls(int(content["sequence"]), str(content["hash"]))
        except (ValueError, KeyError, TypeError):
            raise ValueError("this is no file that `tweespoor log anchor` wrote") from None


@dataclass(frozen=True)
class Verdict:
    """What walking the chain found: how many entries are in order, and the first thing wrong, if anything."""

    entries: int
    wrong: str = ""


def head() -> Anchor:
    """Where the chain ends now."""
    chain = Chain.objects.first() or Chain()
    return Anchor(chain.sequence, chain.hash)


def verify(*, anchor: Anchor | None = None) -> Verdict:
    """Check every entry against its hash, its place and the entry before it; the head; and an earlier head."""
    chain = Chain.objects.first() or Chain()
    expected, previous, checked = chain.first_kept, chain.before, 0
    for entry, mentioned in _entries():
        wrong = _wrong(entry, mentioned, expected=expected, previous=previous, anchor=anchor)
        if wrong:
            return Verdict(checked, wrong)
        expected, previous, checked = entry.sequence + 1, entry.hash, checked + 1
    return Verdict(checked, _wrong_at_end(chain, last=expected - 1, previous=previous, anchor=anchor))


def _entries() -> Iterator[tuple[Entry, set[str]]]:
    rows = Entry.objects.order_by("sequence").iterator(CHUNK)
    for chunk in _chunks(rows):
        mentioned: dict[int, set[str]] = defaultdict(set)
        found = Mention.objects.filter(sequence__range=(chunk[0].sequence, chunk[-1].sequence))
        for sequence, person in found.values_list("sequence", "person"):
            mentioned[sequence].add(str(person))
        for entry in chunk:
            yield entry, mentioned[entry.sequence]


def _chunks(rows: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _wrong(entry: Entry, mentioned: set[str], *, expected: int, previous: str, anchor: Anchor | None) -> str:
    number = entry.sequence
    if number > expected:
        gone = f"entry {expected} is" if number == expected + 1 else f"entries {expected} to {number - 1} are"
        return f"{gone} missing"
    faults = {
        f"entry {number} stands before the beginning of the log, entry {expected}": number < expected,
        f"entry {number} does not follow on the entry before it": entry.previous != previous,
        f"entry {number} was changed": entry.hash != _hash_of(entry),
        f"entry {number}: the people it can be found by are not those it speaks of": (
            mentioned != set(entry.detail.get("listed", ()))
        ),
        f"entry {number} is another than the anchor says: the log was written anew": (
            anchor is not None and anchor.sequence == number and anchor.hash != entry.hash
        ),
    }
    return next((fault for fault, is_there in faults.items() if is_there), "")


def _hash_of(entry: Entry) -> str:
    try:
        return entry_hash(canonical(entry.content()), sequence=entry.sequence, previous=entry.previous)
    except TypeError:
        return ""


def _wrong_at_end(chain: Chain, *, last: int, previous: str, anchor: Anchor | None) -> str:
    if last < chain.sequence:
        return f"entries {last + 1} to {chain.sequence} are missing: the log was cut off"
    if last != chain.sequence or previous != chain.hash:
        return f"the head of the log, {chain.sequence}, is not its last entry, {last}"
    if anchor is not None and last < anchor.sequence:
        return f"the log ends at entry {last}, and the anchor says {anchor.sequence}: the log was cut off"
    gone = walls.missing(connection)
    if gone:
        return f"the database no longer guards the log: {', '.join(gone)} is missing"
    return ""
