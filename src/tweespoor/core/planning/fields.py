"""Typed access to parsed JSON that names the place of every fault and goes on, so that all faults are told at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

LARGEST = 1_000_000_000
"""No whole number in a file is larger; keeps every sum of a score within 64 bits."""
LARGEST_COST = 1_000_000
"""No cost that is multiplied by a weight, and no weight of a score term, is larger."""

_MISSING = object()
_CLOCK = re.compile(r"([01][0-9]|2[0-4]):([0-5][0-9])")


class FormatError(ValueError):
    """A file, or an instance made in code, that is not in the format.

    `faults` holds one sentence per fault, each beginning with its place, such as `rooms[2].capacity: ...`.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def parse_json(text: str) -> object:
    """The JSON value in `text`.

    Raises:
        FormatError: if it is not JSON (with the line), holds a name twice in one object, or a number JSON lacks.
    """

    def no_constant(name: str) -> object:
        raise FormatError(f"{name} is not a number in JSON")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        if twice:
            raise FormatError(f"the name {twice[0]!r} stands twice in one object; keep one")
        return dict(pairs)

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=no_constant)
    except json.JSONDecodeError as error:
        raise FormatError(f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}") from None
    except FormatError:
        raise
    except RecursionError:
        raise FormatError("nested too deeply: lists and objects stand in each other a thousand times") from None
    except ValueError as error:
        raise FormatError(f"not JSON that can be read: {error}") from None


def kind_of(value: object) -> str:
    """How a JSON value is called in a message."""
    names = {bool: "true or false", int: "a whole number", float: "a fraction", str: "a text", list: "a list"}
    return "null" if value is None else names.get(type(value), "an object")


@dataclass(frozen=True)
class Place:
    """A value somewhere in the file: where it stands, and the faults found so far anywhere in the file."""

    value: object
    path: str
    faults: list[str] = field(default_factory=list)

    def fault(self, sentence: str) -> None:
        """Note a fault at this place."""
        self.faults.append(f"{self.path or 'the file'}: {sentence}")

    def at(self, key: str) -> Place:
        """The value under `key`. Where it is left out, `is_object` has said so already and faults are not kept."""
        path = f"{self.path}.{key}" if self.path else key
        if isinstance(self.value, dict) and key in self.value:
            return Place(self.value[key], path, self.faults)
        return Place(_MISSING, path)

    def is_object(self, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> bool:
        """This is an object; missing and unknown keys are noted as faults."""
        if not isinstance(self.value, dict):
            self.fault(f"expected an object, found {kind_of(self.value)}")
            return False
        for key in required:
            if key not in self.value:
                self.fault(f"{key!r} is missing")
        for key in self.value:
            if key not in required and key not in optional:
                self.fault(f"unknown key {key!r}; known are {', '.join((*required, *optional))}")
        return True

    def items(self) -> Iterator[Place]:
        """The places of a list, one by one; none where this is no list, which is noted."""
        if not isinstance(self.value, list):
            self.fault(f"expected a list, found {kind_of(self.value)}")
            return
        for number, value in enumerate(self.value):
            yield Place(value, f"{self.path}[{number}]", self.faults)

    def entries(self) -> Iterator[tuple[str, Place]]:
        """The keys and places of an object; none where this is no object, which is noted."""
        if not isinstance(self.value, dict):
            self.fault(f"expected an object, found {kind_of(self.value)}")
            return
        for key, value in self.value.items():
            yield key, Place(value, f"{self.path}[{key!r}]", self.faults)

    def text(self, *, empty: bool = False) -> str:
        """A text, not empty unless allowed; the empty text where it is none."""
        if not isinstance(self.value, str):
            self.fault(f"expected a text, found {kind_of(self.value)}")
        elif not (self.value or empty):
            self.fault("the text is empty")
        elif any("\ud800" <= character <= "\udfff" for character in self.value):
            self.fault("the text holds half a character")
        else:
            return self.value
        return ""

    def whole(self, *, at_least: int = 0, at_most: int = LARGEST) -> int:
        """A whole number within limits; `at_least` where it is none. True and false are not numbers."""
        if type(self.value) is not int:
            self.fault(f"expected a whole number, found {kind_of(self.value)}")
        elif not at_least <= self.value <= at_most:
            self.fault(f"{self.value} is not between {at_least} and {at_most}")
        else:
            return self.value
        return at_least

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self.fault(f"expected true or false, found {kind_of(self.value)}")
        return self.value is True

    def clock(self) -> int:
        """A time of day written 09:00, in minutes after midnight; 24:00 is the end of the day."""
        found = _CLOCK.fullmatch(self.value) if isinstance(self.value, str) else None
        minutes = int(found[1]) * 60 + int(found[2]) if found else -1
        if not 0 <= minutes <= 24 * 60:
            self.fault(f"expected a time like '09:00', found {self.value!r}")
            return 0
        return minutes

    def unless_missing(self, read: Callable[[], T], *, default: T) -> T:
        """What `read` makes of this, or the default where it is left out."""
        return default if self.value is _MISSING else read()

    def unless_null(self, read: Callable[[], T]) -> T | None:
        """What `read` makes of this, or None where it is null or left out."""
        return None if self.value is _MISSING or self.value is None else read()
