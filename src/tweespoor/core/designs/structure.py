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
from tweespoor.core.designs.values import Label

_NAMES = {
    "object": Label("een groep (sleutel: waarde)", "a mapping (key: value)"),
    "array": Label("een lijst (- onderdeel)", "a list (- item)"),
    "string": Label("een tekst", "a text"),
    "integer": Label("een heel getal", "a whole number"),
    "number": Label("een getal", "a number"),
    "boolean": Label("true of false", "true or false"),
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


def _describe(error: ValidationError) -> Iterator[tuple[str, Label, Label]]:
    """A key to add to the path (or none), what is wrong and the remedy."""
    value: Any = error.instance
    wanted: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error)
        case "required":
            yield from (("", *_missing(key)) for key in wanted if key not in value)
        case "enum" | "const":
            terms = wanted if error.validator == "enum" else [wanted]
            shown = _shown(value)
            what = Label(f"{shown.nl} is niet bekend", f"{shown.en} is not known")
            yield "", what, _did_you_mean(value, terms)
        case "type":
            yield "", *_wrong_type(value, [wanted] if isinstance(wanted, str) else wanted)
        case "dependentRequired":
            what = Label(
                "een aanname zegt wat de bron zegt en waarom", "an assumption must say what the source says and why"
            )
            keys = "'assumed: true', 'says:'"
            yield "", what, Label(f"voeg {keys} en 'why:' toe", f"add {keys} and 'why:'")
        case "minimum" | "maximum":
            is_low = error.validator == "minimum"
            bound = Label("minstens", "at least") if is_low else Label("hoogstens", "at most")
            what = Label(f"{value} ligt buiten de grenzen", f"{value} is out of range")
            yield "", what, Label(f"gebruik {bound.nl} {wanted}", f"use {bound.en} {wanted}")
        case _:
            yield "", *_describe_size(error)


def _missing(key: str) -> tuple[Label, Label]:
    return Label(f"{key!r} ontbreekt", f"{key!r} is missing"), Label(f"voeg '{key}:' toe", f"add '{key}:'")


def _wrong_type(value: object, wanted: Sequence[str]) -> tuple[Label, Label]:
    names = [_NAMES.get(name, Label(name, name)) for name in wanted]
    nl, en = " of ".join(name.nl for name in names), " or ".join(name.en for name in names)
    shown = _shown(value)
    return Label(f"{shown.nl} is niet {nl}", f"{shown.en} is not {en}"), Label(f"schrijf {nl}", f"write {en}")


def _describe_size(error: ValidationError) -> tuple[Label, Label]:
    wanted: Any = error.validator_value
    shown = _shown(error.instance)
    match error.validator:
        case "minItems" | "minProperties" | "minLength":
            what = Label("dit is leeg of te kort", "this is empty or too short")
            return what, Label(f"geef er minstens {wanted}", f"give at least {wanted}")
        case "maxItems" | "maxProperties" | "maxLength":
            return Label("dit is te lang", "this is too long"), Label(
                f"geef er hoogstens {wanted}", f"give at most {wanted}"
            )
        case "uniqueItems":
            what = Label("hetzelfde staat hier twee keer", "the same item stands here twice")
            return what, Label("haal een van de twee weg", "remove one of the two")
        case "pattern":
            return Label(f"{shown.nl} is geen korte naam", f"{shown.en} is no short name"), Label(
                "gebruik kleine letters, cijfers en streepjes, zoals 'fase-1'",
                "use small letters, digits and hyphens, like 'phase-1'",
            )
    return Label("dit klopt niet", error.message), Label("zie docs/designs.md", "see docs/designs.md")


def _unknown_keys(error: ValidationError) -> Iterator[tuple[str, Label, Label]]:
    rules: Any = error.schema
    found: Any = error.instance
    allowed = list(rules["properties"])
    for key in found:
        if key not in allowed and found[key] is None and not _close(key, allowed, 0.8):
            what = Label(f"{key!r} wordt gelezen als sleutel", f"{key!r} is read as a key")
            remedy = Label(
                "zet een tekst met een komma tussen aanhalingstekens", "put the text that holds a comma between quotes"
            )
            yield key, what, remedy
        elif key not in allowed:
            what = Label(f"{key!r} is hier geen sleutel", f"{key!r} is not a key here")
            yield key, what, _did_you_mean(key, allowed)


def _did_you_mean(value: object, terms: Sequence[object]) -> Label:
    close = _close(value, terms, 0.5)
    if close:
        return Label(f"bedoelt u {close[0]!r}?", f"did you mean {close[0]!r}?")
    every = ", ".join(str(term) for term in terms)
    return Label(f"gebruik een van: {every}", f"use one of {every}")


def _close(value: object, terms: Sequence[object], cutoff: float) -> list[str]:
    return difflib.get_close_matches(str(value), [str(term) for term in terms], n=1, cutoff=cutoff)


def _shown(value: object) -> Label:
    match value:
        case dict():
            return Label("een groep", "a mapping")
        case list():
            return Label("een lijst", "a list")
        case None:
            return Label("niets", "nothing")
        case bool():
            return Label("true", "true") if value else Label("false", "false")
    text = repr(value)
    text = text if len(text) <= 60 else f"{text[:57]}..."
    return Label(text, text)
