"""Write a design as data or as YAML; reading it gives the same design back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import yaml

from tweespoor.core.designs.data import (
    DEFAULT_BUDGET_CENTS,
    FORMAT,
    Alternation,
    Alternatives,
    Block,
    Cadence,
    Cost,
    Design,
    Observation,
    Phase,
    Staff,
    Statement,
    Target,
    WeeklyTotal,
    When,
)
from tweespoor.core.designs.values import CENTS_PER_EURO
from tweespoor.core.designs.writing_values import (
    condition_data,
    count_data,
    duration_data,
    euros_data,
    given_data,
    hours_data,
    intensity_data,
    label_data,
    levels_data,
)
from tweespoor.core.week import HALF_DAY_HOURS

T = TypeVar("T")
LINE_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """The safe dumper, writing a value that occurs twice out twice: a design file has no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write_design(design: Design) -> str:
    """The design as YAML text."""
    return yaml.dump(design_data(design), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=LINE_WIDTH)


def design_data(design: Design) -> dict[str, Any]:
    """The design as plain values that follow the schema; what is left out in a file is left out here."""
    return {
        "format": FORMAT,
        "id": design.id,
        "title": label_data(design.title),
        "summary": label_data(design.summary),
        "source": design.source,
        "municipalities": list(design.municipalities),
        "participants": _participants(design),
        "approach": design.approach.value,
        **_optional("approach_note", design.approach_note, label_data),
        "joining": design.joining.value,
        **_optional("joining_note", design.joining_note, label_data),
        **({"half_day_hours": design.half_day_hours} if design.half_day_hours != HALF_DAY_HOURS else {}),
        **_filled("half_day_note", design.half_day_note),
        "weekly_limit_hours": design.weekly_limit_hours,
        **_budget(design),
        "phases": [_phase(phase) for phase in design.phases],
        "blocks": [_block(block) for block in design.blocks],
        **_filled("alternatives", [_alternatives(a) for a in design.alternatives]),
        **_filled("alternations", [_alternation(a) for a in design.alternations]),
        **_filled("weekly_totals", [_weekly_total(t) for t in design.weekly_totals]),
        **_filled("cadences", [_cadence(c) for c in design.cadences]),
        **_filled("targets", [_target(t) for t in design.targets]),
        **_filled("costs", [_cost(c) for c in design.costs]),
        **_filled("staff", [_staff(s) for s in design.staff]),
        **_filled("observations", [_observation(o) for o in design.observations]),
        **_filled("statements", {row: _statement(s) for row, s in design.statements.items()}),
    }


def _budget(design: Design) -> dict[str, Any]:
    if design.budget_cents == DEFAULT_BUDGET_CENTS:
        return {}
    return {"budget_euros": design.budget_cents // CENTS_PER_EURO}


def _participants(design: Design) -> dict[str, Any]:
    people = design.participants
    return {
        "label": label_data(people.label),
        "groups": _values(people.groups),
        **_filled("conditions", [condition_data(c) for c in people.conditions]),
        **_given("age", people.age, count_data),
        "target": given_data(people.target, count_data),
        "registered": given_data(people.registered, count_data),
        "source": people.source,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "id": phase.id,
        "label": label_data(phase.label),
        "duration": given_data(phase.duration, duration_data),
        **_optional("goal", phase.goal, label_data),
        **_given("levels", phase.levels, levels_data),
        "source": phase.source,
    }


def _block(block: Block) -> dict[str, Any]:
    group = block.group
    return {
        "id": block.id,
        "label": label_data(block.label),
        "kind": block.kind.value,
        **_filled("also", _values(block.also)),
        "form": block.form.value,
        **({} if block.everyone else {"everyone": False}),
        "intensity": given_data(block.intensity, intensity_data),
        **_filled("when", _when(block.when)),
        **_filled(
            "group",
            {
                **_given("size", group.size, count_data),
                **_optional("level_spread", group.level_spread, int),
                **_optional("max_groups", group.max_groups, int),
                **({"topped_up": True} if group.topped_up else {}),
            },
        ),
        **({"provider": block.provider.value} if block.provider else {}),
        **_filled("provider_name", block.provider_name),
        **_filled("conditions", [condition_data(c) for c in block.conditions]),
        **_filled("conditions_assumed", block.conditions_assumed),
        **_given("levels", block.levels, levels_data),
        **_optional("counts_for", block.counts_for, _values),
        **_filled("after", list(block.after)),
        **({"preteach": True} if block.preteach else {}),
        **_filled("dayparts", _values(block.dayparts)),
        **_filled("avoid", [half_day.slug for half_day in block.avoid]),
        "paid_by": block.paid_by.value,
        **_optional("note", block.note, label_data),
        "source": block.source,
    }


def _when(when: When) -> dict[str, Any]:
    return {
        **_filled("phases", list(when.phases)),
        **({"from_week": when.from_week} if when.from_week > 1 else {}),
        **_given("for", when.length, duration_data),
    }


def _alternatives(choice: Alternatives) -> dict[str, Any]:
    return {
        "id": choice.id,
        "label": label_data(choice.label),
        "blocks": list(choice.blocks),
        "chosen_by": choice.chosen_by.value,
        "source": choice.source,
    }


def _alternation(turn: Alternation) -> dict[str, Any]:
    return {
        "id": turn.id,
        "label": label_data(turn.label),
        "between": list(turn.between),
        "turn_weeks": turn.turn_weeks,
        "source": turn.source,
    }


def _weekly_total(total: WeeklyTotal) -> dict[str, Any]:
    return {
        "id": total.id,
        "label": label_data(total.label),
        "hours": given_data(total.minutes, hours_data),
        **_filled("phases", list(total.phases)),
        **_filled("conditions", [condition_data(c) for c in total.conditions]),
        "source": total.source,
    }


def _cadence(cadence: Cadence) -> dict[str, Any]:
    rhythm = {"every": cadence.every, "after": cadence.after, "within": cadence.within}
    limits = {"starts_after": cadence.starts_after, "lasting": cadence.lasting}
    return {
        "id": cadence.id,
        "label": label_data(cadence.label),
        "about": cadence.about.value,
        **{key: duration_data(length) for key, length in rhythm.items() if length},
        **_filled("phase", cadence.phase),
        **_filled("block", cadence.block),
        **{key: duration_data(length) for key, length in limits.items() if length},
        **({"alarm": True} if cadence.alarm else {}),
        **_filled("who", _values(cadence.who)),
        "source": cadence.source,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "id": target.id,
        "label": label_data(target.label),
        **_given("percent", target.percent, int),
        **_given("people", target.people, count_data),
        **_given("levels", target.levels, levels_data),
        **_optional("within", target.within, duration_data),
        "source": target.source,
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "id": cost.id,
        "label": label_data(cost.label),
        "block": cost.block,
        "euros": given_data(cost.cents, euros_data),
        "per": cost.per.value,
        "source": cost.source,
    }


def _staff(staff: Staff) -> dict[str, Any]:
    return {
        "id": staff.id,
        "label": label_data(staff.label),
        "role": staff.role.value,
        **_given("count", staff.count, count_data),
        **_given("hours_per_week", staff.minutes_per_week, hours_data),
        **_optional("note", staff.note, label_data),
        "source": staff.source,
    }


def _observation(observation: Observation) -> dict[str, Any]:
    return {
        "id": observation.id,
        "label": label_data(observation.label),
        **_given("count", observation.count, count_data),
        **_given("text", observation.text, label_data),
        "source": observation.source,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "answer": statement.answer.value,
        **_optional("words", statement.words, label_data),
        **({"tailored": True} if statement.tailored else {}),
        "source": statement.source,
    }


def _optional(key: str, value: T | None, write: Callable[[T], Any]) -> dict[str, Any]:
    return {} if value is None else {key: write(value)}


def _given(key: str, value: Any, write: Callable[[Any], Any]) -> dict[str, Any]:
    return {} if value is None else {key: given_data(value, write)}


def _filled(key: str, value: str | list[Any] | Mapping[str, Any]) -> dict[str, Any]:
    return {key: value} if value else {}


def _values(terms: Iterable[Any]) -> list[str]:
    return [str(term.value) for term in terms]
