"""Everything that belongs to a municipality as one zip file: per table a CSV and a JSON, and what each column means."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from django.apps import apps
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.rights.inventory import Kind, of_municipalities, plain_rows, rows_of_municipality
from tweespoor.core.plain_cells import plain_cell

DICTIONARY = "gegevenswoordenboek.csv"
READ_ME = "LEESMIJ.txt"


def write_zip(municipality: Organisation, *, into: IO[bytes], now: datetime) -> dict[str, int]:
    """Write the zip file; the number of rows per table. One table is in memory at a time."""
    counts = {}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for kind in of_municipalities():
            rows = list(plain_rows(kind, rows_of_municipality(kind, municipality)))
            cells = ([row[column] for column in kind.columns] for row in rows)
            file.writestr(f"csv/{kind.table}.csv", _csv([kind.columns, *cells]))
            file.writestr(f"json/{kind.table}.json", json.dumps(rows, ensure_ascii=False, indent=1))
            counts[kind.table] = len(rows)
        file.writestr(DICTIONARY, _csv(_dictionary()))
        file.writestr(READ_ME, _read_me(municipality, counts=counts, now=now))
    return counts


def _csv(rows: Any) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([plain_cell(_flat(cell)) for cell in row])
    return "\ufeff" + file.getvalue()


def _flat(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, (dict, list)) else cell


def _dictionary() -> Iterator[tuple[str, ...]]:
    yield (_("bestand"), _("inhoud"), _("kolom"), _("soort"), _("leeg mogelijk"), _("verwijst naar"), _("waarden"))
    for kind in of_municipalities():
        yield from _columns(kind)


def _columns(kind: Kind) -> Iterator[tuple[str, ...]]:
    fields = apps.get_model(kind.model)._meta.concrete_fields
    for field in fields:
        if field.attname not in kind.columns:
            continue
        target = field.related_model._meta.db_table.replace("_", "-") if field.related_model else ""
        values = " | ".join(str(value) for value, _label in field.choices or ())
        empty = _("ja") if field.null or field.blank else _("nee")
        yield (kind.table, str(kind.label), field.attname, field.get_internal_type(), empty, target, values)


def _read_me(municipality: Organisation, *, counts: dict[str, int], now: datetime) -> str:
    lines = [
        _("Alle gegevens van %(municipality)s uit Tweespoor.") % {"municipality": municipality.name},
        _("Gemaakt op %(moment)s.") % {"moment": now.isoformat(timespec="seconds")},
        _("De map csv heeft een bestand per tabel: UTF-8, komma’s, datums als jjjj-mm-dd."),
        _("De map json heeft dezelfde tabellen als JSON; daarin staat elke tekst letterlijk."),
        _("In csv begint een tekst met een apostrof als een rekenprogramma hem anders als formule zou lezen."),
        _("Wat elke kolom betekent, staat in %(file)s.") % {"file": DICTIONARY},
        "",
        *(f"{table}: {count}" for table, count in counts.items()),
        "",
    ]
    return "\n".join(lines)
