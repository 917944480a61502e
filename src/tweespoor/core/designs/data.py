"""A trajectory design as data: phases, building blocks, choices between them, rhythms, targets, costs and roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tweespoor.core.designs.conditions import Condition
from tweespoor.core.designs.values import Duration, Given, Intensity, Label, Span
from tweespoor.core.vocabulary import ActivityKind, LanguageLevel, OrganisationKind, Role, TargetGroup
from tweespoor.core.week import HALF_DAY_HOURS, Daypart, HalfDay

FORMAT = "tweespoor-design/1"
Path = tuple[str | int, ...]

DEFAULT_BUDGET_CENTS = 1_000_000
"""EUR 10,000 per learning route, without intake, plan, financial unburdening and social guidance (section 5.4)."""


class Approach(StrEnum):
    """Whether people follow a design one by one, in groups, or both."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    MIXED = "mixed"


class Joining(StrEnum):
    """Whether people choose to take part."""

    VOLUNTARY = "voluntary"
    COMPULSORY = "compulsory"
    BOTH = "voluntary-or-compulsory"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """Whether a building block is done in a group or alone."""

    GROUP = "group"
    INDIVIDUAL = "individual"


class PaidBy(StrEnum):
    """Who pays a building block."""

    PARTICIPANT_LOAN = "participant-loan"
    MUNICIPALITY = "municipality"
    PILOT = "pilot"
    PARTICIPATION_ACT = "participation-act"
    UNKNOWN = "unknown"


class HoursFor(StrEnum):
    """What the law asks hours for: the two short programmes, and both halves of the self-reliance route."""

    PVT = "pvt"
    MAP = "map"
    COURSE = "course"
    PARTICIPATION = "participation"


class ChosenBy(StrEnum):
    """Who picks one of the alternatives: the conditions of the blocks, a professional, or whoever plans."""

    CONDITIONS = "conditions"
    PROFESSIONAL = "professional"
    PREFERENCE = "preference"


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A part of the trajectory; phases follow each other. `duration` is open where the trajectory has no end date."""

    id: str
    label: Label
    duration: Given[Duration]
    goal: Label | None = None
    levels: Given[tuple[LanguageLevel, ...]] | None = None
    source: str


@dataclass(frozen=True, kw_only=True)
class When:
    """In which phases a block runs (none named: in all), from which week of them, and for how long."""

    phases: tuple[str, ...] = ()
    from_week: int = 1
    length: Given[Duration] | None = None


@dataclass(frozen=True, kw_only=True)
class GroupRules:
    """What a group of this block looks like; what the source does not say is filled in by the planning defaults."""

    size: Given[Span] | None = None
    level_spread: int | None = None
    max_groups: int | None = None
    topped_up: bool = False
    """Seats left over are filled with people from other target groups."""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A building block: what is done, with whom, how much, when, and for whom.

    `kind` is the main kind of activity of figure 4.1, `also` the other kinds it deals with. `everyone` is False where
    only some people do it without a condition that says who. `avoid` holds half-days that turned out badly.
    `counts_for` says for which hours of the law it counts; None where that follows from its kind.
    """

    id: str
    label: Label
    kind: ActivityKind
    also: tuple[ActivityKind, ...] = ()
    form: Form
    everyone: bool = True
    intensity: Given[Intensity]
    when: When = field(default_factory=When)
    group: GroupRules = field(default_factory=GroupRules)
    provider: OrganisationKind | None = None
    provider_name: str = ""
    conditions: tuple[Condition, ...] = ()
    conditions_assumed: str = ""
    """Why the conditions are an assumption of ours; empty where the source states them."""
    levels: Given[tuple[LanguageLevel, ...]] | None = None
    counts_for: tuple[HoursFor, ...] | None = None
    after: tuple[str, ...] = ()
    preteach: bool = False
    dayparts: tuple[Daypart, ...] = ()
    avoid: tuple[HalfDay, ...] = ()
    paid_by: PaidBy = PaidBy.UNKNOWN
    note: Label | None = None
    source: str


@dataclass(frozen=True, kw_only=True)
class Alternatives:
    """Blocks of which a participant does one."""

    id: str
    label: Label
    blocks: tuple[str, ...]
    chosen_by: ChosenBy
    source: str


@dataclass(frozen=True, kw_only=True)
class Alternation:
    """Blocks, or groups of alternatives, that take turns: this week one, next week the other."""

    id: str
    label: Label
    between: tuple[str, ...]
    turn_weeks: int = 1
    source: str


@dataclass(frozen=True, kw_only=True)
class WeeklyTotal:
    """What the source states about all activities of a week together, in minutes, for whom and in which phases."""

    id: str
    label: Label
    minutes: Given[Span]
    phases: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    source: str


class About(StrEnum):
    """Whether a rhythm is about each participant or about the programme."""

    PARTICIPANT = "participant"
    PROGRAMME = "programme"


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """Something that comes back (`every`), comes once (`after`), or is due (`within`) so long after its start.

    It starts with `phase`, or with the first week of `block`, or with the trajectory; it runs `lasting`, or as long
    as what it starts with.
    """

    id: str
    label: Label
    about: About
    every: Duration | None = None
    after: Duration | None = None
    within: Duration | None = None
    phase: str = ""
    block: str = ""
    starts_after: Duration | None = None
    lasting: Duration | None = None
    alarm: bool = False
    """Missing one raises an alarm."""
    who: tuple[Role, ...] = ()
    source: str


@dataclass(frozen=True, kw_only=True)
class Target:
    """What the design wants to reach: a share of the participants, a number of people, or language levels."""

    id: str
    label: Label
    percent: Given[int] | None = None
    people: Given[Span] | None = None
    levels: Given[tuple[LanguageLevel, ...]] | None = None
    within: Duration | None = None
    source: str


class CostPer(StrEnum):
    """What an amount of money is paid for."""

    PERSON = "person"
    PERSON_HOUR = "person-hour"
    GROUP = "group"
    GROUP_HOUR = "group-hour"


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a block costs; `cents` per person, per group, or per hour of either. Unknown is not zero."""

    id: str
    label: Label
    block: str
    cents: Given[Span]
    per: CostPer
    source: str


@dataclass(frozen=True, kw_only=True)
class Staff:
    """Somebody who works in the design: how many, for how many minutes a week, on what."""

    id: str
    label: Label
    role: Role
    count: Given[Span] | None = None
    minutes_per_week: Given[Span] | None = None
    note: Label | None = None
    source: str


@dataclass(frozen=True, kw_only=True)
class Observation:
    """A number or word the source gives about the programme that is not a rule of its design."""

    id: str
    label: Label
    count: Given[Span] | None = None
    text: Given[Label] | None = None
    source: str


class Answer(StrEnum):
    """Whether a design has an activity: present, absent, or the source does not say."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What the source states about one row of the comparison (table 2.2); `tailored` is to measure, not in a group."""

    answer: Answer
    words: Label | None = None
    tailored: bool = False
    source: str


@dataclass(frozen=True, kw_only=True)
class Participants:
    """Whom the design is for and how many there are."""

    label: Label
    groups: tuple[TargetGroup, ...]
    conditions: tuple[Condition, ...] = ()
    age: Given[Span] | None = None
    target: Given[Span]
    registered: Given[Span]
    source: str


@dataclass(frozen=True, kw_only=True)
class Design:
    """A trajectory design.

    `budget_cents` is what there is to spend per person.

    `half_day_hours` converts half-days to hours (3 unless the design says otherwise). `lines` says where each part
    stands in the file it was read from, for messages; it does not count in comparisons.
    """

    id: str
    title: Label
    summary: Label
    source: str
    municipalities: tuple[str, ...]
    participants: Participants
    approach: Approach
    approach_note: Label | None = None
    joining: Joining
    joining_note: Label | None = None
    half_day_hours: int = HALF_DAY_HOURS
    half_day_note: str = ""
    weekly_limit_hours: int = 40
    budget_cents: int = DEFAULT_BUDGET_CENTS
    phases: tuple[Phase, ...]
    blocks: tuple[Block, ...]
    alternatives: tuple[Alternatives, ...] = ()
    alternations: tuple[Alternation, ...] = ()
    weekly_totals: tuple[WeeklyTotal, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    targets: tuple[Target, ...] = ()
    costs: tuple[Cost, ...] = ()
    staff: tuple[Staff, ...] = ()
    observations: tuple[Observation, ...] = ()
    statements: Mapping[str, Statement] = field(default_factory=dict)
    name: str = field(default="", compare=False)
    lines: Mapping[Path, int] = field(default_factory=dict, compare=False, repr=False)

    @property
    def half_day_minutes(self) -> int:
        """Minutes of a half-day."""
        return self.half_day_hours * 60

    def block(self, block_id: str) -> Block:
        """The block of that id.

        Raises:
            KeyError: if there is none.
        """
        return {block.id: block for block in self.blocks}[block_id]

    def phase(self, phase_id: str) -> Phase:
        """The phase of that id.

        Raises:
            KeyError: if there is none.
        """
        return {phase.id: phase for phase in self.phases}[phase_id]
