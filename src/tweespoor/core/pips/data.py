"""A plan as data: items in two tracks, goals, agreements, and the answers the law asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Act, ActivityFamily, ActivityKind, Route, TargetGroup
from tweespoor.core.vocabulary.code import Code

_LAW = "Wet inburgering 2021, art. 15"
_OWN = "field practice"


class PipStatus(Code):
    """Where a version of a plan stands; it only goes on in this order, and a signed one never changes."""

    DRAFT = ("draft", "Concept", "Draft", _OWN)
    DISCUSSED = ("discussed", "Besproken", "Discussed", _OWN)
    SIGNED = ("signed", "Ondertekend", "Signed", _LAW)
    REPLACED = ("replaced", "Vervangen", "Replaced", _LAW)


class ReasonForChange(Code):
    """Why a new version of a plan was made."""

    ROUTE = ("route", "Andere leerroute", "Other route", "Wet inburgering 2021, art. 17; Besluit, art. 5.4")
    PHASE = ("phase", "Volgende fase", "Next phase", _OWN)
    EVALUATION = ("evaluation", "Voortgangsgesprek", "Progress talk", "Besluit inburgering 2021, art. 5.3(4)")
    CIRCUMSTANCES = ("circumstances", "Andere omstandigheden", "Other circumstances", _OWN)
    MOVED = ("moved", "Verhuisd naar deze gemeente", "Moved here", "Besluit inburgering 2021, art. 5.3(3)")
    MISTAKE = ("mistake", "Er stond een fout in", "There was a mistake in it", _OWN)


class GoalTerm(Code):
    """Whether a goal is for soon or for later."""

    SHORT = ("short", "Korte termijn", "Short term", "report, annex 2: PIP-light")
    LONG = ("long", "Lange termijn", "Long term", "report, annex 2: PIP-light")


class Who(Code):
    """Who does what was agreed."""

    PARTICIPANT = ("participant", "Deelnemer", "Participant", _OWN)
    MUNICIPALITY = ("municipality", "Gemeente", "Municipality", _OWN)
    SCHOOL = ("school", "Taalschool", "Language school", _OWN)
    PARTNER = ("partner", "Andere organisatie", "Other organisation", _OWN)


class Party(Code):
    """Who signs a plan."""

    PARTICIPANT = ("participant", "Deelnemer", "Participant", _OWN)
    CASE_MANAGER = ("case-manager", "Klantmanager", "Case manager", _OWN)


class Track(StrEnum):
    """The two tracks of a plan: learning the language, and taking part with all that leads there."""

    LANGUAGE = "language"
    PARTICIPATION = "participation"


class Origin(StrEnum):
    """Where an item comes from: the design proposes it, asks to decide on it, or somebody added it."""

    PROPOSED = "proposed"
    TO_DECIDE = "to-decide"
    ADDED = "added"


class Departure(Code):
    """How an item as agreed stands to what the design proposes."""

    AS_PROPOSED = ("as-proposed", "Zoals voorgesteld", "As proposed", _OWN)
    CHANGED = ("changed", "Aangepast in gesprek", "Changed in conversation", _OWN)
    LEFT_OUT = ("left-out", "Weggelaten in gesprek", "Left out in conversation", _OWN)
    CHOSEN = ("chosen", "Gekozen in gesprek", "Chosen in conversation", _OWN)
    ADDED = ("added", "Toegevoegd in gesprek", "Added in conversation", _OWN)
    OPEN = ("open", "Nog te beslissen", "To be decided", _OWN)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From when to when, in which phase, and how much: minutes a week, None where that is not known.

    `ends_on` is the last day; None where it has no end.
    """

    phase: str
    starts_on: date
    ends_on: date | None = None
    least: int | None = None
    most: int | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("a stretch ends after its start")
        if (self.least is None) != (self.most is None):
            raise ValueError("minutes are a range, or not known")
        if self.least is not None and self.most is not None and not 0 <= self.least <= self.most:
            raise ValueError("the least is at most the most, and neither is less than nothing")


@dataclass(frozen=True, kw_only=True)
class Item:
    """A building block for this person: as the design proposes it and as it was agreed, beside each other.

    `agreed` is None where the person does not do it; `proposed` where the design has no such block. `provider` is the
    kind of organisation that gives it, `organisation` the id and `organisation_name` the name of the one chosen, empty
    where nobody chose. `doing` says who does what, in words. `one_of` names the choice it belongs to.
    """

    id: str
    name_nl: str
    name_en: str
    kind: ActivityKind
    origin: Origin = Origin.PROPOSED
    proposed: Stretch | None = None
    agreed: Stretch | None = None
    provider: str = ""
    organisation: str = ""
    organisation_name: str = ""
    doing: str = ""
    one_of: str = ""

    def name(self, language: str = "nl") -> str:
        """The block's name in Dutch (`nl`), or in English for any other language."""
        return self.name_nl if language == "nl" else self.name_en

    @property
    def track(self) -> Track:
        """The track it stands in."""
        return Track.LANGUAGE if self.kind.family is ActivityFamily.LANGUAGE else Track.PARTICIPATION

    @property
    def departure(self) -> Departure:
        """How it stands to the design's proposal."""
        if self.origin is Origin.ADDED:
            return Departure.ADDED
        if self.origin is Origin.TO_DECIDE:
            return Departure.OPEN if self.agreed is None else Departure.CHOSEN
        if self.agreed is None:
            return Departure.LEFT_OUT
        return Departure.AS_PROPOSED if self.agreed == self.proposed else Departure.CHANGED


@dataclass(frozen=True, kw_only=True)
class Phase:
    """A phase of the trajectory with its dates; `ends_on` is the last day, None without an end."""

    id: str
    name_nl: str
    name_en: str
    starts_on: date
    ends_on: date | None = None

    def name(self, language: str = "nl") -> str:
        """The phase's name in Dutch (`nl`), or in English for any other language."""
        return self.name_nl if language == "nl" else self.name_en


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal in the participant's own words, in the language it was said in (ISO 639-3, empty where not noted)."""

    term: GoalTerm
    words: str
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Who does what, and by when (None where no day was agreed)."""

    who: Who
    what: str
    by: date | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """What decides what the law asks of a plan: the act and the target group, None where nobody asked."""

    act: Act | None = None
    group: TargetGroup | None = None


@dataclass(frozen=True, kw_only=True)
class Pip:
    """A plan. `answers` hold what the law asks by requirement; what is not in it is not decided.

    `left_out` names the parts that another municipality did not pass on.
    """

    phases: tuple[Phase, ...] = ()
    items: tuple[Item, ...] = ()
    goals: tuple[Goal, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    answers: Mapping[str, Fact[Value]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    def answer(self, slug: str) -> Fact[Value]:
        """What was decided about a requirement; not asked where nothing was."""
        return self.answers.get(slug, Fact.not_asked())

    @property
    def route(self) -> Route | None:
        """The route that the plan sets, None where it is not decided."""
        fact = self.answer("route")
        return Route(str(fact.value)) if fact.is_known else None

    @property
    def agreed_items(self) -> tuple[Item, ...]:
        """The items that the person does, in their order."""
        return tuple(item for item in self.items if item.agreed is not None)

    def on(self, track: Track) -> tuple[Item, ...]:
        """The items the person does in a track, by their start."""
        mine = [item for item in self.agreed_items if item.track is track]
        return tuple(sorted(mine, key=lambda item: (item.agreed.starts_on if item.agreed else date.max, item.id)))

    def goals_for(self, term: GoalTerm) -> tuple[Goal, ...]:
        """The goals for soon, or for later."""
        return tuple(goal for goal in self.goals if goal.term is term)
