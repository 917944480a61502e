"""A place in the values of a design file, that knows its path and collects problems."""

from __future__ import annotations

from collections.abc import Iterator

from tweespoor.core.designs.data import Path
from tweespoor.core.designs.findings import Finding
from tweespoor.core.designs.source_text import Data
from tweespoor.core.designs.values import Label


class Cursor:
    """One value of the file with its path. The values already follow the schema: keys that must be there are."""

    def __init__(self, data: Data, path: Path, problems: list[Finding]) -> None:
        self.data = data
        self.path = path
        self._problems = problems

    def __getitem__(self, key: str) -> Cursor:
        data = self.data.get(key) if isinstance(self.data, dict) else None
        return Cursor(data, (*self.path, key), self._problems)

    def has(self, key: str) -> bool:
        """The key stands here."""
        return isinstance(self.data, dict) and key in self.data

    def items(self) -> Iterator[Cursor]:
        """The items of the list here; none where it is no list."""
        for index, item in enumerate(self.data if isinstance(self.data, list) else []):
            yield Cursor(item, (*self.path, index), self._problems)

    def each(self, key: str) -> Iterator[Cursor]:
        """The items of the list under `key`, none where it is left out."""
        return self[key].items()

    def mapping(self, key: str) -> dict[str, Cursor]:
        """The values of the mapping under `key`, none where it is left out."""
        inner = self[key]
        return {name: inner[name] for name in inner.data} if isinstance(inner.data, dict) else {}

    def sub(self, key: str) -> Cursor:
        """The mapping under `key`, an empty one where it is left out."""
        return self[key] if self.has(key) else Cursor({}, (*self.path, key), self._problems)

    @property
    def text(self) -> str:
        """The value as a text."""
        return str(self.data)

    @property
    def whole_number(self) -> int:
        """The value as a whole number."""
        return int(self.data) if isinstance(self.data, int | float) else 0

    def word(self, key: str, *, default: str = "") -> str:
        """The text under `key`."""
        return self[key].text if self.has(key) else default

    def words(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`."""
        return tuple(item.text for item in self.each(key))

    def integer(self, key: str, *, default: int) -> int:
        """The whole number under `key`."""
        return self[key].whole_number if self.has(key) else default

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false under `key`."""
        return self[key].data is True if self.has(key) else default

    def problem(self, what: Label, remedy: Label) -> None:
        """Note a problem at this place."""
        self._problems.append(Finding(path=self.path, what=what, remedy=remedy))
