"""Compare designs: the rows of table 2.2 with hours, duality and cost, one column per design."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tweespoor.core.designs.costs import cost_per_person
from tweespoor.core.designs.data import Answer, Block, Design, Form
from tweespoor.core.designs.duality import WeekCount, duality
from tweespoor.core.designs.hours import Load, weekly_hours
from tweespoor.core.designs.load import stretches
from tweespoor.core.designs.values import Given, Label, Span
from tweespoor.core.designs.wording import in_words
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, Role

Kind = ActivityKind


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell: there is such an activity, there is none, or the source does not say; with words where it gives them.

    `tailored` is made to measure for individuals where the row is about groups. `contested` where the source
    contradicts itself.
    """

    answer: Answer
    words: Label | None = None
    tailored: bool = False
    contested: bool = False
    source: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the comparison; the cells stand in the order of the designs."""

    id: str
    label: Label
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """Designs side by side: activities as in table 2.2, and numbers computed from the designs."""

    designs: tuple[Design, ...]
    activities: tuple[Row, ...]
    numbers: tuple[Row, ...]

    def cell(self, row_id: str, *, design: str) -> Cell:
        """The cell of a row for a design.

        Raises:
            KeyError: if there is no such row or design.
        """
        rows = {row.id: row for row in (*self.numbers, *self.activities)}
        columns = {own.id: index for index, own in enumerate(self.designs)}
        return rows[row_id].cells[columns[design]]


@dataclass(frozen=True)
class ActivityRow:
    """A row of table 2.2: which kinds of block fill it; `in_group` where the row is about group lessons."""

    id: str
    label: Label
    kinds: tuple[ActivityKind, ...] = ()
    in_group: bool = False
    role: Role | None = None


ACTIVITY_ROWS = (
    ActivityRow("same-language-provider", Label("Allen bij dezelfde taalaanbieder", "All at one language provider")),
    ActivityRow(
        "intensive-first-months", Label("Eerste maanden extra intensief taal", "First months extra intensive language")
    ),
    ActivityRow(
        "practical-language",
        Label("Praktijkgerichte taalles", "Practical language lessons"),
        (Kind.LANGUAGE_PRACTICAL, Kind.LANGUAGE_CONVERSATION),
    ),
    ActivityRow(
        "individual-language-coaching",
        Label("Individuele taalondersteuning", "Individual language support"),
        (Kind.LANGUAGE_COACHING,),
    ),
    ActivityRow("individual-guidance", Label("Individuele begeleiding", "Individual guidance"), (Kind.GUIDANCE,)),
    ActivityRow(
        "labour-market",
        Label("Groepslessen arbeidsmarkt en solliciteren", "Group lessons on labour market and applying"),
        (Kind.LABOUR_MARKET, Kind.APPLYING),
        in_group=True,
    ),
    ActivityRow(
        "worker-skills",
        Label("Groepslessen werknemersvaardigheden", "Group lessons on worker skills"),
        (Kind.WORKER_SKILLS,),
        in_group=True,
    ),
    ActivityRow(
        "intercultural",
        Label("Interculturele training", "Intercultural training"),
        (Kind.INTERCULTURAL,),
        in_group=True,
    ),
    ActivityRow(
        "health",
        Label("Groepslessen gezondheid en sport", "Group lessons on health and sport"),
        (Kind.HEALTH, Kind.SPORT),
        in_group=True,
    ),
    ActivityRow(
        "practical-skills",
        Label("Groepslessen praktische vaardigheden", "Group lessons on practical skills"),
        (Kind.PRACTICAL, Kind.FINANCE, Kind.DIGITAL),
        in_group=True,
    ),
    ActivityRow(
        "vocational",
        Label("Groepslessen vakvaardigheden", "Group lessons on vocational skills"),
        (Kind.VOCATIONAL,),
        in_group=True,
    ),
    ActivityRow(
        "experts-by-experience", Label("Inzet ervaringsdeskundigen", "Experts by experience"), role=Role.KEY_PERSON
    ),
    ActivityRow(
        "sheltered-work-experience",
        Label("Werkervaring in beschermde omgeving", "Work experience in a protected environment"),
        (Kind.SHELTERED,),
    ),
    ActivityRow(
        "mediation-volunteering",
        Label("Bemiddeling naar vrijwilligerswerk", "Mediation to volunteering"),
        (Kind.VOLUNTEERING,),
    ),
    ActivityRow(
        "mediation-employers",
        Label("Bemiddeling naar reguliere werkgevers", "Mediation to regular employers"),
        (
            Kind.INTERNSHIP,
            Kind.LANGUAGE_INTERNSHIP,
            Kind.WORK_EXPERIENCE,
            Kind.TRIAL_PLACEMENT,
            Kind.PAID_WITH_SUPPORT,
            Kind.PAID,
        ),
    ),
    ActivityRow(
        "aftercare",
        Label("Jobcoaching of nazorg", "Job coaching or aftercare"),
        tuple(kind for kind in ActivityKind if kind.family is ActivityFamily.AFTERCARE),
    ),
)
"""The activities of table 2.2, in its order."""

_UNKNOWN = Cell(answer=Answer.UNKNOWN)


def compare(designs: Sequence[Design]) -> Comparison:
    """Put designs side by side.

    An activity cell holds what the design states about the row; where it states nothing, what follows from its blocks;
    and where neither says anything, that the source does not say. Absent is only what is stated to be absent.
    """
    return Comparison(
        designs=tuple(designs),
        activities=tuple(Row(row.id, row.label, tuple(_activity(row, d) for d in designs)) for row in ACTIVITY_ROWS),
        numbers=tuple(Row(key, label, tuple(make(d) for d in designs)) for key, label, make in _NUMBER_ROWS),
    )


def _activity(row: ActivityRow, design: Design) -> Cell:
    stated = design.statements.get(row.id)
    if stated:
        return Cell(answer=stated.answer, words=stated.words, tailored=stated.tailored, source=stated.source)
    if row.role and any(staff.role is row.role for staff in design.staff):
        found = [staff for staff in design.staff if staff.role is row.role]
        return Cell(answer=Answer.PRESENT, words=_join([s.label for s in found]), source=found[0].source)
    blocks = [block for block in design.blocks if {block.kind, *block.also} & set(row.kinds)]
    in_group = [block for block in blocks if block.form is Form.GROUP]
    if row.in_group and blocks and not in_group:
        return _from_blocks(blocks, tailored=True)
    if row.in_group:
        blocks = in_group
    return _from_blocks(blocks, tailored=False) if blocks else _UNKNOWN


def _from_blocks(blocks: list[Block], *, tailored: bool) -> Cell:
    return Cell(
        answer=Answer.PRESENT,
        words=_join([block.label for block in blocks]),
        tailored=tailored,
        source=blocks[0].source,
    )


def _join(labels: list[Label]) -> Label:
    return Label("; ".join(label.nl for label in labels), "; ".join(label.en for label in labels))


def _same(text: str) -> Label:
    return Label(text, text)


def _number(given: Given[Span]) -> Cell:
    if given.value is None:
        return _UNKNOWN
    words = Label(in_words(given.value, "nl"), in_words(given.value, "en"))
    return Cell(answer=Answer.PRESENT, words=words, contested=given.is_contested, source=given.source)


def _duration(design: Design) -> Cell:
    if any(phase.duration.stated is None for phase in design.phases):
        return _UNKNOWN
    weeks = sum(phase.duration.value.weeks for phase in design.phases if phase.duration.value)
    contested = any(phase.duration.is_contested for phase in design.phases)
    return Cell(answer=Answer.PRESENT, words=_same(str(weeks)), contested=contested)


def _hours(design: Design, pick: Callable[[dict[int, Load]], int]) -> Cell:
    table = weekly_hours(design)
    totals = {week: table.total(week=week) for week in table.weeks}
    week = pick(totals)
    gaps = len(table.unknown(week=week))
    more_nl = f" ({gaps} onderdelen zonder uren)" if gaps else ""
    more_en = f" ({gaps} blocks without hours)" if gaps else ""
    load = totals[week].words
    return Cell(answer=Answer.PRESENT, words=Label(f"{load.nl}{more_nl}", f"{load.en}{more_en}"))


def _first_week(design: Design) -> Cell:
    return _hours(design, min)


def _fullest_week(design: Design) -> Cell:
    return _hours(design, lambda totals: max(totals, key=lambda week: totals[week].max_minutes))


def _load(design: Design) -> Cell:
    """The fullest week without guidance and aftercare, against the limit of the design."""
    fullest = max(stretches(design), key=lambda s: (s.load.max_minutes, s.load.min_minutes), default=None)
    if fullest is None:
        return _UNKNOWN
    limit, more = design.weekly_limit_hours, " + ?" if fullest.unknown else ""
    load = fullest.load.words
    words = Label(f"{load.nl}{more} uur, grens {limit}", f"{load.en}{more} hours, limit {limit}")
    return Cell(answer=Answer.PRESENT, words=words)


def _weeks(count: WeekCount) -> Cell:
    share = f"{count.certain}" if count.certain == count.possible else f"{count.certain}–{count.possible}"
    return Cell(answer=Answer.PRESENT, words=Label(f"{share} van {count.of}", f"{share} of {count.of}"))


def _cost(design: Design) -> Cell:
    cost = cost_per_person(design)
    if len(cost.unknown) == len(cost.parts):
        return _UNKNOWN
    euros = f"{cost.known.least / 100:.0f}-{cost.known.max / 100:.0f}"
    gaps = len(cost.unknown)
    return Cell(
        answer=Answer.PRESENT,
        words=Label(f"€ {euros} ({gaps} onderdelen zonder prijs)", f"EUR {euros} ({gaps} blocks without a price)"),
    )


_NUMBER_ROWS: tuple[tuple[str, Label, Callable[[Design], Cell]], ...] = (
    ("target", Label("Beoogd aantal deelnemers", "Participants aimed at"), lambda d: _number(d.participants.target)),
    (
        "registered",
        Label("Geregistreerd aantal deelnemers", "Participants registered"),
        lambda d: _number(d.participants.registered),
    ),
    ("weeks", Label("Duur in weken volgens de bron", "Duration in weeks as stated"), _duration),
    ("hours-first-week", Label("Uren in de eerste week", "Hours in the first week"), _first_week),
    ("hours-fullest-week", Label("Uren in de volste week", "Hours in the fullest week"), _fullest_week),
    (
        "load",
        Label("Belasting in de volste week, zonder begeleiding", "Load in the fullest week, without guidance"),
        _load,
    ),
    (
        "dual-weeks",
        Label("Weken met taal en participatie samen", "Weeks with language and participation together"),
        lambda d: _weeks(duality(d).dual),
    ),
    (
        "preparation-weeks",
        Label("Weken met taal en alleen voorbereiding", "Weeks with language and only preparation"),
        lambda d: _weeks(duality(d).language_beside_preparation),
    ),
    ("cost", Label("Bekende kosten per persoon", "Known cost per person"), _cost),
)
