"""What to look at in a design, each with its source: what pilots learned, what the law asks, what does not fit.

Where the facts of a programme's own people are given, a remark says of how many it holds: a count out of everybody
who was asked, with those who were not asked apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.core.designs.conditions import Condition, Facts
from tweespoor.core.designs.costs import cost_per_person
from tweespoor.core.designs.data import Block, Design, Form
from tweespoor.core.designs.duality import duality
from tweespoor.core.designs.hours import hours_in_words, weekly_hours
from tweespoor.core.designs.load import stretches
from tweespoor.core.designs.statutory import HoursStand, statutory_hours
from tweespoor.core.designs.values import HALF_DAYS_PER_DAY, MINUTES_PER_HOUR, Label
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, LanguageLevel, Learnability, Route

FULL_WEEK_DAYS = 4
INTENSIVE_LANGUAGE_HOURS = 20
"""Vijfheerenlanden's first phase: 4 x 5 hours a week (table 2.1)."""


@dataclass(frozen=True)
class PeopleCount:
    """Of how many people something holds, out of those who were asked; those not asked apart."""

    count: int
    of: int
    not_asked: int


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something to look at. `blocks` are the ids of the blocks it is about; none where it is about the whole.

    `people` says for how many of the programme's own people it matters, and `of_people` in words what is counted.
    """

    what: Label
    source: Label
    blocks: tuple[str, ...] = ()
    people: PeopleCount | None = None
    of_people: Label | None = None


def remarks(design: Design, *, people: Sequence[Facts] = (), on: date) -> tuple[Remark, ...]:
    """Everything to look at in a design, with the facts of the people it is for where those are known.

    Conditions are judged as of `on`. A number is only given where there are people.
    """
    asking = _Asking(design, people, on)
    return tuple(remark for rule in _RULES for remark in rule(asking))


@dataclass(frozen=True)
class _Asking:
    """A design with the facts of its people."""

    design: Design
    people: Sequence[Facts]
    on: date

    def count(self, variable: str, holds: Callable[[object], bool]) -> PeopleCount | None:
        """Of how many a fact is such; who has none of it counts as None. No count where there are no people."""
        facts = [each[variable] for each in self.people if variable in each and each[variable].is_answered]
        if not self.people:
            return None
        found = sum(1 for fact in facts if holds(fact.value))
        return PeopleCount(found, len(facts), len(self.people) - len(facts))

    def not_met(self, conditions: Sequence[Condition]) -> PeopleCount | None:
        """How many do not meet the conditions; who was not asked something that decides counts apart."""
        if not self.people:
            return None
        verdicts = [[c.judge(facts, on=self.on).met for c in conditions] for facts in self.people]
        refused = sum(1 for each in verdicts if False in each)
        open_ = sum(1 for each in verdicts if False not in each and None in each)
        return PeopleCount(refused, len(verdicts) - open_, open_)


def _vocational(asking: _Asking) -> Iterator[Remark]:
    blocks = [b.id for b in asking.design.blocks if ActivityKind.VOCATIONAL in (b.kind, *b.also)]
    if blocks:
        yield Remark(
            blocks=tuple(blocks),
            what=Label(
                "Vakscholing vraagt meestal niveau A2; trainingen die u inkoopt, eisen dat vaak.",
                "Vocational training mostly needs level A2; trainings that are bought often ask for it.",
            ),
            source=Label("paragraaf 4.3; bijlage 2, Lochem", "section 4.3; annex 2, Lochem"),
            people=asking.count("speaking-level", _below_a2),
            of_people=Label("spreekt lager dan A2", "speak below A2"),
        )


def _below_a2(value: object) -> bool:
    return value is None or LanguageLevel.of(str(value)).rank < LanguageLevel.A2.rank


def _conditions(asking: _Asking) -> Iterator[Remark]:
    for block in asking.design.blocks:
        counted = asking.not_met(block.conditions) if block.conditions else None
        if counted is None or not (counted.count or counted.not_asked):
            continue
        yield Remark(
            blocks=(block.id,),
            what=Label("Niet iedereen voldoet aan de voorwaarden.", "Not everybody meets the conditions."),
            source=Label("de voorwaarden van deze bouwsteen", "the conditions of this block"),
            people=counted,
            of_people=Label("valt erbuiten", "are left out"),
        )


def _too_few(asking: _Asking) -> Iterator[Remark]:
    for block in asking.design.blocks:
        size = block.group.size.value if block.group.size else None
        counted = asking.not_met(block.conditions)
        if size is None or counted is None:
            continue
        at_most = len(asking.people) - counted.count
        if at_most < size.least:
            yield Remark(
                blocks=(block.id,),
                what=Label(
                    f"Een groep heeft er minstens {size.least} nodig; van uw mensen kunnen er hoogstens {at_most} mee.",
                    f"A group needs at least {size.least}; of your people at most {at_most} can take part.",
                ),
                source=Label("paragraaf 3.3; de groepsgrootte hier", "section 3.3; the group size given here"),
                people=counted,
                of_people=Label("valt erbuiten", "are left out"),
            )


def _full_week(asking: _Asking) -> Iterator[Remark]:
    design = asking.design
    days = FULL_WEEK_DAYS * HALF_DAYS_PER_DAY * design.half_day_minutes
    weeks = stretches(design)
    over = next((s for s in weeks if s.is_over), None) or next((s for s in weeks if s.is_over is None), None)
    if over:
        hours = hours_in_words(over.load.min_minutes if over.is_over else over.load.max_minutes)
        nl, en = ("minstens", "at least") if over.is_over else ("voor sommigen", "for some")
        yield Remark(
            what=Label(
                f"Week {over.first_week} kost {nl} {hours.nl} uur, meer dan de grens van {design.weekly_limit_hours}.",
                f"Week {over.first_week} takes {en} {hours.en} hours, more than the limit of "
                f"{design.weekly_limit_hours}.",
            ),
            source=Label("de grens van dit ontwerp", "the limit of this design"),
        )
    full = next((s for s in weeks if s.load.min_minutes >= days), None)
    if full:
        least = hours_in_words(full.load.min_minutes)
        yield Remark(
            what=Label(
                f"Een programma van {FULL_WEEK_DAYS} of 5 dagen per week is niet voor iedereen haalbaar; week "
                f"{full.first_week} vraagt {least.nl} uur. Hengelo ging van vijf naar vier dagdelen.",
                f"A programme of {FULL_WEEK_DAYS} or 5 days a week is not feasible for everybody; week "
                f"{full.first_week} asks {least.en} hours. Hengelo went from five to four half-days.",
            ),
            source=Label("paragraaf 3.2", "section 3.2"),
        )


def _intensive_language(asking: _Asking) -> Iterator[Remark]:
    table = weekly_hours(asking.design)
    most = max((table.family(ActivityFamily.LANGUAGE, week=w).min_minutes for w in table.weeks), default=0)
    if most >= INTENSIVE_LANGUAGE_HOURS * MINUTES_PER_HOUR:
        hours = hours_in_words(most)
        yield Remark(
            what=Label(
                f"Zo intensieve taalles ({hours.nl} uur per week) is niet voor iedereen weggelegd.",
                f"Such intensive language lessons ({hours.en} hours a week) are not for everybody.",
            ),
            source=Label("paragraaf 4.2", "section 4.2"),
            people=asking.count("learnability", lambda value: value == Learnability.LOW.value),
            of_people=Label("heeft een lage leerbaarheid", "have a low learnability"),
        )


def _duality(asking: _Asking) -> Iterator[Remark]:
    found = duality(asking.design)
    if found.dual.possible == 0:
        yield Remark(
            what=Label(
                "Taal en participatie lopen in geen enkele week samen: zo is dit geen duaal traject.",
                "Language and participation run together in no week: this is not a dual trajectory.",
            ),
            source=Label("paragraaf 1.1", "section 1.1"),
        )


def _aftercare(asking: _Asking) -> Iterator[Remark]:
    if not any(block.kind.family is ActivityFamily.AFTERCARE for block in asking.design.blocks):
        yield Remark(
            what=Label(
                "Er is geen nazorg of jobcoaching; alle negen pilots hadden die.",
                "There is no aftercare or job coaching; all nine pilots had it.",
            ),
            source=Label("tabel 2.2; paragraaf 4.5", "table 2.2; section 4.5"),
        )


def _cost(asking: _Asking) -> Iterator[Remark]:
    cost = cost_per_person(asking.design)
    euros = f"{cost.reference // 100}"
    if cost.within_reference is False:
        yield Remark(
            what=Label(
                f"Een traject kost minstens € {cost.known.least / 100:.0f}, meer dan het budget van € {euros}.",
                f"A trajectory costs at least EUR {cost.known.least / 100:.0f}, more than the budget of EUR {euros}.",
            ),
            source=Label("het budget van dit ontwerp", "the budget of this design"),
        )
    extra = [b for b in asking.design.blocks if _is_extra(b)]
    if extra and cost.unknown:
        yield Remark(
            what=Label(
                "Van € 10.000 per leerroute zijn taalles en begeleiding naar werk te betalen, maar naar verwachting "
                "niet alle trainingen en taalcoaching op de werkvloer. Vul de prijzen in.",
                "EUR 10,000 per route pays for language lessons and guidance to work, but is not expected to pay for "
                "all trainings and language coaching at work. Fill in the prices.",
            ),
            source=Label("paragraaf 5.4", "section 5.4"),
        )


def _is_extra(block: Block) -> bool:
    return block.kind.family is ActivityFamily.PREPARATION or block.kind is ActivityKind.LANGUAGE_COACHING


def _no_intensity(asking: _Asking) -> Iterator[Remark]:
    for block in asking.design.blocks:
        if block.intensity.value is None and block.form is Form.GROUP:
            yield Remark(
                blocks=(block.id,),
                what=Label(
                    "Zonder intensiteit kan niemand een groep plannen. Vul in hoeveel uren of dagdelen.",
                    "Without an intensity nobody can plan a group. Fill in how many hours or half-days.",
                ),
                source=Label("de planner", "the planner"),
            )


def _statutory(asking: _Asking) -> Iterator[Remark]:
    for stand in statutory_hours(asking.design):
        if stand.reached is False:
            yield _not_reached(stand, asking)


def _not_reached(stand: HoursStand, asking: _Asking) -> Remark:
    rule = stand.rule
    hours = hours_in_words(stand.given.max_minutes)
    return Remark(
        what=Label(
            f"{rule.route.nl}: de wet vraagt {rule.hours} uur {_HOURS[rule.hours_for.value].nl}, dit ontwerp geeft er "
            f"hoogstens {hours.nl}. Te bevestigen.",
            f"{rule.route.en}: the law asks {rule.hours} {_HOURS[rule.hours_for.value].en}, this design gives at most "
            f"{hours.en}. To be confirmed.",
        ),
        source=Label(rule.article, rule.article),
        people=asking.count("route", lambda value: value is not None and Route.of(str(value)) is rule.route),
        of_people=Label("volgt deze route", "follow this route"),
    )


_HOURS = {
    "pvt": Label("PVT", "hours of PVT"),
    "map": Label("MAP (praktijk)", "hours of MAP (practice)"),
    "course": Label("cursus", "course hours"),
    "participation": Label("participatie", "participation hours"),
}

_RULES: tuple[Callable[[_Asking], Iterator[Remark]], ...] = (
    _full_week,
    _duality,
    _cost,
    _statutory,
    _vocational,
    _conditions,
    _too_few,
    _intensive_language,
    _aftercare,
    _no_intensity,
)
"""What is looked at, in the order in which it is shown."""
