"""Where the headings of a list are, and what each column probably holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from tweespoor.core.tabular.data import Row, Sheet, column_letter
from tweespoor.core.tabular.fold import fold
from tweespoor.core.vocabulary import VARIABLES

NUMBER = "number"
GIVEN_NAME = "given-name"
FAMILY_NAME = "family-name"
NAME_PREFIX = "name-prefix"
FAMILY_FIRST = "name-family-first"
GIVEN_FIRST = "name-given-first"
ZONE = "zone"
JOINED_ON = "joined-on"

PERSON_TARGETS = (NUMBER, GIVEN_NAME, NAME_PREFIX, FAMILY_NAME, FAMILY_FIRST, GIVEN_FIRST, ZONE, JOINED_ON)
"""What a column can hold beside the variables: who the person is."""

TARGETS = (*PERSON_TARGETS, *(variable.slug for variable in VARIABLES))

_LOOKED_AT = 30
_LIKELY = 0.86
_SAMPLES = 3

_CALLED: dict[str, str] = {
    NUMBER: (
        "nummer nr clientnummer klantnummer dossiernummer persoonsnummer registratienummer deelnemernummer id "
        "zaaknummer clientnr klantnr dossiernr deelnemernr uniekid"
    ),
    GIVEN_NAME: "voornaam voornamen roepnaam givenname firstname",
    NAME_PREFIX: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv",
    FAMILY_NAME: "achternaam familienaam geslachtsnaam surname lastname familyname",
    FAMILY_FIRST: "naamachternaamvoornaam achternaamvoornaam naamachternaamvoorletters achternaamvoorletters",
    GIVEN_FIRST: (
        "naamvoornaamachternaam voornaamachternaam naam volledigenaam naamdeelnemer deelnemer naamclient client "
        "naamklant klant name"
    ),
    ZONE: "wijk zone buurt woonplaats kern stadsdeel plaats",
    JOINED_ON: "startdatum start begindatum datumstart datumaanmelding aangemelddop aanmelddatum instroom "
    "instroomdatum starttraject gestartop",
    "gender": "geslacht sekse mv gender sex",
    "birth-date": (
        "geboortedatum gebdatum gebdat geborenop geboren dob birthdate gebdtm geboortedtm gebdatleeftijd "
        "geboortedatumleeftijd geboortedatumofleeftijd"
    ),
    "country-of-origin": ("landvanherkomst herkomst herkomstland land nationaliteit geboorteland landherkomst country"),
    "settled-on": (
        "indegemeentesinds datumvestiging vestigingsdatum gevestigdop datumhuisvesting gehuisvestop ingemeentesinds"
    ),
    "education-in-origin": (
        "opleiding opleidingsniveau vooropleiding opleidinglandvanherkomst opleidingherkomst hoogsteopleiding"
    ),
    "target-group": "doelgroep soortmigrant status typemigrant",
    "act": "wet wi welkewet inburgeringswet",
    "route": "leerroute route",
    "on-benefit": "uitkering bijstand bijstandsuitkering pwuitkering pw participatiewet uitkeringjn",
    "learnability": "leerbaarheid leervermogen",
    "speaking-level": (
        "spreken niveauspreken spreekniveau taalniveau niveau niveautaal niveaunederlands spreekvaardigheid"
    ),
    "speaking-level-at-start": (
        "startniveau niveaubijstart taalniveaubijstart beginniveau niveaustart niveausprekenbijstart"
    ),
    "language-course": "taalcursus taalklas taalschool taalaanbieder taalcursusnu",
    "language-course-at-start": "taallesbijstart taalonderwijsbijstart formeeltaalonderwijs taalles",
    "participation-at-start": "participatie participatiebijstart vormvanparticipatie",
    "obstacles": "belemmeringen belemmering problematiek persoonlijkebelemmeringen",
    "language-component-finished": "taalafgerond taalcomponentafgerond",
    "other-activities": "activiteiten andereactiviteiten",
    "reason-for-leaving": "redenuitval redenvanuitval uitvalreden redengestopt redenbeeindiging",
    "unavailable-half-days": "nietbeschikbaar kannietop verhinderd",
    "weekly-half-days": "dagdelenperweek dagdelen aantaldagdelen belastbaarheiddagdelen",
    "travel-minutes": "reistijd reistijdminuten reistijdinminuten maxreistijd",
    "same-gender-activities": "alleeneigengeslacht eigengeslacht",
}
"""What columns are called in lists of municipalities, folded, beside the variables' own labels."""

NEVER_TAKEN: dict[str, str] = {
    "age": "leeftijd lft age leeftijdsjaar",
    "citizen-number": "bsn burgerservicenummer sofinummer bsnnummer bsnnr",
}
"""Columns that are known and left out: an age is another every year, a citizen service number is not for a list.

A birth year made from an age would look like a date that somebody gave, and be wrong by a year for half of the people;
figures by age need the birth date itself, which stays "not asked" until somebody asks.
"""


@dataclass(frozen=True)
class Heading:
    """Which row holds the headings, and the row with wider headings above it, 0 where there is none."""

    row: int
    group_row: int = 0


@dataclass(frozen=True)
class Column:
    """A column of a list: its place from 0, its heading, the first things in it."""

    index: int
    label: str
    samples: tuple[str, ...]
    filled: int

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet program."""
        return column_letter(self.index)


def guess_heading(sheet: Sheet) -> Heading:
    """The row whose cells look most like headings: known words, otherwise the first full row of text."""
    looked_at = sheet.rows[:_LOOKED_AT]
    best = max(looked_at, key=lambda row: (_known_cells(row), -row.number), default=None)
    if best is None:
        return Heading(0)
    if _known_cells(best) < 2:
        most = max(row.filled for row in looked_at)
        best = next(row for row in looked_at if 2 * row.filled > most)
    # A row below that says as much says it more precisely: cells merged downwards stand in both.
    while (below := _row(sheet, best.number + 1)) and _known_cells(below) >= max(2, _known_cells(best)):
        if below.cells == best.cells or not _shares_merged(sheet, best.number):
            break
        best = below
    return Heading(best.number, _group_row(sheet, best))


def _shares_merged(sheet: Sheet, number: int) -> bool:
    return any(span.top <= number < span.bottom for span in sheet.spans)


def _group_row(sheet: Sheet, heading: Row) -> int:
    """The row just above, where it divides the headings into groups; a title over all of them is none."""
    above = _row(sheet, heading.number - 1)
    if above is None or _known_cells(above) > _known_cells(heading):
        return 0
    names = {cell for cell in _carried(above, width=len(heading.cells)) if cell}
    return above.number if len(names) > 1 else 0


def _row(sheet: Sheet, number: int) -> Row | None:
    return next((row for row in sheet.rows[: number + 1] if row.number == number), None)


def _known_cells(row: Row) -> int:
    return sum(1 for cell in set(row.cells) if cell and len(cell) < 60 and target_of(cell, exactly=True))


def _carried(row: Row, *, width: int) -> list[str]:
    """The cells of a row of wide headings: an empty cell belongs to the heading on its left."""
    carried, last = [], ""
    for column in range(width):
        last = row.cell(column) or last
        carried.append(last)
    return carried


def columns_of(sheet: Sheet, heading: Heading) -> tuple[Column, ...]:
    """The columns that hold anything, each with a heading that no other has."""
    head = _row(sheet, heading.row) or Row(heading.row, ())
    group = _row(sheet, heading.group_row) if heading.group_row else None
    body = body_of(sheet, heading)
    width = max([len(head.cells), *(len(row.cells) for row in body)], default=0)
    groups = _carried(group, width=width) if group else [""] * width
    own = [head.cell(column) for column in range(width)]
    times = Counter(fold(label) for label in own)
    seen: Counter[str] = Counter()
    found = []
    for column in range(width):
        values = [cell for row in body if (cell := row.cell(column))]
        if not values and not own[column]:
            continue
        label = _label(own[column], groups[column], repeated=times[fold(own[column])] > 1, column=column)
        seen[fold(label)] += 1
        if seen[fold(label)] > 1:
            label = f"{label} ({seen[fold(label)]})"
        found.append(Column(column, label, tuple(dict.fromkeys(values[:200]))[:_SAMPLES], len(values)))
    return tuple(found)


def _label(own: str, group: str, *, repeated: bool, column: int) -> str:
    if not own:
        return group or column_letter(column)
    if not group or group == own:
        return own
    precise = f"{group} {own}"
    return precise if repeated or (not target_of(own, exactly=True) and target_of(precise, exactly=True)) else own


def body_of(sheet: Sheet, heading: Heading) -> tuple[Row, ...]:
    """The rows below the headings."""
    return tuple(row for row in sheet.rows if row.number > heading.row)


def target_of(label: str, *, exactly: bool = False) -> str | None:
    """What a column of that heading probably holds; None where nothing is likely, or what is never taken over."""
    plain = fold(label)
    called = _called()
    if plain in called:
        return called[plain]
    if exactly or len(plain) < 4:
        return None
    likely = get_close_matches(plain, [name for name in called if len(name) > 3], n=1, cutoff=_LIKELY)
    return called[likely[0]] if likely else None


@cache
def _called() -> dict[str, str]:
    found = {fold(name): variable.slug for variable in VARIABLES for name in (variable.slug, variable.nl, variable.en)}
    found.update({fold(target): target for target in PERSON_TARGETS})
    for target, names in (*_CALLED.items(), *NEVER_TAKEN.items()):
        found.update(dict.fromkeys(names.split(), target))
    return found


def guess_columns(columns: tuple[Column, ...]) -> dict[int, str]:
    """Which column probably holds what: every target once, the first that is called so. Never-taken ones are out."""
    found: dict[int, str] = {}
    for exactly in (True, False):
        for column in columns:
            target = target_of(column.label, exactly=exactly)
            if target is None or target in NEVER_TAKEN or column.index in found:
                continue
            if target == GIVEN_FIRST and column.samples and all("," in sample for sample in column.samples):
                target = FAMILY_FIRST
            if target not in found.values():
                found[column.index] = target
    if {GIVEN_NAME, FAMILY_NAME} & set(found.values()):
        found = {index: target for index, target in found.items() if target not in (GIVEN_FIRST, FAMILY_FIRST)}
    return found


def heading_key(columns: tuple[Column, ...]) -> str:
    """The same for every list with the same headings, in whatever order: what a mapping is remembered by."""
    return "|".join(sorted(fold(column.label) for column in columns))
