"""Designs for tests: one written by hand to change, and random ones."""

from __future__ import annotations

import json
from typing import Any

import yaml
from hypothesis import strategies as st

from tweespoor.core.designs import Design, read_design
from tweespoor.core.vocabulary import ActivityKind


def label(text: str = "Iets") -> dict[str, str]:
    return {"nl": text, "en": f"{text} (en)"}


def a_block(block_id: str = "language", **changes: Any) -> dict[str, Any]:
    return {
        "id": block_id,
        "label": label(block_id),
        "kind": "language-formal",
        "form": "group",
        "intensity": {"half_days_per_week": 3},
        "source": "own design",
        **changes,
    }


def a_phase(phase_id: str = "phase-1", weeks: int | None = 10, **changes: Any) -> dict[str, Any]:
    duration = {"weeks": weeks} if weeks else "open"
    return {"id": phase_id, "label": label(phase_id), "duration": duration, "source": "own design", **changes}


def a_design(**changes: Any) -> dict[str, Any]:
    """A small sound design as data: one phase of ten weeks with language lessons."""
    return {
        "format": "tweespoor-design/1",
        "id": "example",
        "title": label("Voorbeeld"),
        "summary": label("Een voorbeeld"),
        "source": "own design",
        "municipalities": ["Voorbeeldstad"],
        "participants": {
            "label": label("Iedereen"),
            "groups": ["status-holder"],
            "target": 20,
            "registered": "unknown",
            "source": "own design",
        },
        "approach": "mixed",
        "joining": "voluntary",
        "phases": [a_phase()],
        "blocks": [a_block()],
        **changes,
    }


def as_yaml(data: dict[str, Any]) -> str:
    without_shared_parts = json.loads(json.dumps(data))
    return yaml.safe_dump(without_shared_parts, sort_keys=False, allow_unicode=True)


def read(data: dict[str, Any]) -> Design:
    return read_design(as_yaml(data), name="example.yaml")


def designed(**changes: Any) -> Design:
    return read(a_design(**changes))


COUNTS = st.integers(1, 6)
RANGES = st.tuples(st.integers(0, 3), st.integers(3, 6)).map(lambda pair: {"min": pair[0], "max": pair[1]})
AMOUNTS = st.one_of(COUNTS, RANGES)
INTENSITIES = st.one_of(
    AMOUNTS.map(lambda amount: {"hours_per_week": amount}),
    AMOUNTS.map(lambda amount: {"half_days_per_week": amount}),
    st.tuples(COUNTS, COUNTS).map(lambda pair: {"sessions": pair[0], "session_hours": pair[1]}),
    COUNTS.map(lambda days: {"days": days}),
    COUNTS.map(lambda sessions: {"sessions_per_week": sessions}),
)
GIVEN = st.one_of(
    INTENSITIES,
    st.sampled_from(["unknown", "open"]),
    INTENSITIES.map(lambda value: {"value": value, "assumed": True, "says": "unknown", "why": "for the test"}),
    st.lists(INTENSITIES, min_size=2, max_size=3).map(
        lambda values: {
            "contested": {
                "values": [{"value": value, "source": "somewhere"} for value in values],
                "used": values[0],
                "why": "for the test",
            }
        }
    ),
)
CONDITIONS = st.sampled_from(
    [
        {"settled_less_than_months": 3},
        {"settled_at_least_months": 3},
        {"speaking_level": {"lowest": "a1", "highest": "b1"}},
        {"learnability": ["low", "middle"]},
        {"target_group": ["status-holder"]},
        {"education": ["illiterate"]},
        {"route": ["b1"]},
        {"obstacles": ["debts", "housing"]},
        {"on_benefit": True},
        {"on_benefit": False},
        {"age": {"min": 18, "max": 25}},
        {"phase_goal": "phase-1"},
        {"judgement": {"id": "ready", "nl": "Is er klaar voor", "en": "Is ready"}},
    ]
)
FACT_OF = {
    "settled_less_than_months": "settled-on",
    "settled_at_least_months": "settled-on",
    "speaking_level": "speaking-level",
    "learnability": "learnability",
    "target_group": "target-group",
    "education": "education-in-origin",
    "route": "route",
    "obstacles": "obstacles",
    "on_benefit": "on-benefit",
    "age": "birth-date",
    "phase_goal": "phase-goal-phase-1",
    "judgement": "judgement-ready",
}
"""The fact that answers each condition."""


@st.composite
def design_data(draw: st.DrawFn, *, choices: bool = True, conditions: bool = True) -> dict[str, Any]:
    """A random sound design as data."""
    weeks = draw(st.lists(st.one_of(st.none(), st.integers(1, 30)), min_size=1, max_size=3))
    phases = [a_phase(f"phase-{place + 1}", length) for place, length in enumerate(weeks)]
    blocks = []
    for place in range(draw(st.integers(1, 6))):
        block = a_block(
            f"block-{place}",
            kind=draw(st.sampled_from([kind.value for kind in ActivityKind])),
            form=draw(st.sampled_from(["group", "individual"])),
            intensity=draw(GIVEN),
            everyone=draw(st.booleans()),
        )
        if draw(st.booleans()):
            block["when"] = {"phases": [draw(st.sampled_from(phases))["id"]]}
        if conditions and draw(st.booleans()):
            block["conditions"] = draw(st.lists(CONDITIONS, min_size=1, max_size=2))
        blocks.append(block)
    data = a_design(phases=phases, blocks=blocks)
    if choices and len(blocks) >= 3:
        chosen_by = draw(st.sampled_from(["conditions", "professional", "preference"]))
        data["alternatives"] = [
            {
                "id": "choice",
                "label": label("Keuze"),
                "blocks": ["block-0", "block-1"],
                "chosen_by": chosen_by,
                "source": "own design",
            }
        ]
        if draw(st.booleans()):
            data["alternations"] = [
                {
                    "id": "turns",
                    "label": label("Om de beurt"),
                    "between": ["choice", "block-2"],
                    "turn_weeks": draw(st.integers(1, 3)),
                    "source": "own design",
                }
            ]
    return data
