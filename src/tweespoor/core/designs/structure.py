"""The published JSON Schema of the design language, and what a file that does not follow it is told."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tweespoor.core.designs.data import Path
from tweespoor.core.designs.findings import Finding, line_of
from tweespoor.core.designs.source_text import ParsedText

_NAMES = {
    "object": "a mapping (key: value)",
    "array": "a list (- item)",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of a design file."""
    text = resources.files("tweespoor.core.designs").joinpath("schema.json").read_text(encoding="utf-8")
    return cast(Mapping[str, Any], json.loads(text))


def structure_problems(parsed: ParsedText) -> tuple[Finding, ...]:
    """Everything in which the values do not follow the schema, with the line of each."""
    errors = Draft202012Validator(dict(schema())).iter_errors(parsed.data)
    return tuple(dict.fromkeys(finding for error in errors for finding in _findings(error, parsed)))


def _findings(error: ValidationError, parsed: ParsedText) -> Iterator[Finding]:
    path: Path = tuple(error.absolute_path)
    for key, what, remedy in _describe(error):
        place = (*path, key) if key else path
        yield Finding(path=place, line=line_of(place, lines=parsed.lines), what=what, remedy=remedy)


def _describe(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    """A key to add to the path (or none), what is wrong and the remedy."""
    value: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error)
        case "required":
            yield from (("", f"{key!r} is missing", f"add '{key}:'") for key in wanted if key not in value)
        case "enum" | "const":
            terms = wanted if error.validator == "enum" else [wanted]
            yield "", f"{_shown(value)} is not known", _did_you_mean(value, terms)
        case "type":
            names = " or ".join(_NAMES.get(t, t) for t in ([wanted] if isinstance(wanted, str) else wanted))
            yield "", f"{_shown(value)} is not {names}", f"write {names}"
        case "dependentRequired":
            yield "", "an assumption must say what the source says and why", "add 'assumed: true', 'says:' and 'why:'"
        case "minimum" | "maximum":
            bound = "at least" if error.validator == "minimum" else "at most"
            yield "", f"{value} is out of range", f"use {bound} {wanted}"
        case _:
            yield "", *_describe_size(error)


def _describe_size(error: ValidationError) -> tuple[str, str]:
    wanted: Any = error.validator_value
    match error.validator:
        case "minItems" | "minProperties" | "minLength":
            return "this is empty or too short", f"give at least {wanted}"
        case "maxItems" | "maxProperties" | "maxLength":
            return "this is too long", f"give at most {wanted}"
        case "uniqueItems":
            return "the same item stands here twice", "remove one of the two"
        case "pattern":
            return f"{_shown(error.instance)} is no short name", "use small letters, digits and hyphens, like 'phase-1'"
    return error.message, "see docs/designs.md"


def _unknown_keys(error: ValidationError) -> Iterator[tuple[str, str, str]]:
    rules: Any = error.schema
    found: Any = error.instance
    allowed = list(rules["properties"])
    for key in found:
        if key not in allowed and found[key] is None and not _close(key, allowed, 0.8):
            yield key, f"{key!r} is read as a key", "put the text that holds a comma between quotes"
        elif key not in allowed:
            yield key, f"{key!r} is not a key here", _did_you_mean(key, allowed)


def _did_you_mean(value: object, terms: Sequence[object]) -> str:
    close = _close(value, terms, 0.5)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"use one of {', '.join(str(term) for term in terms)}"


def _close(value: object, terms: Sequence[object], cutoff: float) -> list[str]:
    return difflib.get_close_matches(str(value), [str(term) for term in terms], n=1, cutoff=cutoff)


def _shown(value: object) -> str:
    match value:
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
