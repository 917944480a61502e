"""The invented puzzles are those everybody measures with: the same for the same arguments, now and later."""

from __future__ import annotations

import hashlib
import json

import pytest

from tweespoor.core.planning import Instance, generate, read_instance, write_instance


def digest(instance: Instance) -> str:
    """A short mark of all that the instance's file says, whatever the order of its keys."""
    text = json.dumps(json.loads(write_instance(instance)), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("people", "options", "expected"),
    [
        (40, {"seed": 1}, "e47508650f33af2c"),
        (60, {"seed": 7, "providers": 9, "periods": 3, "scarce": 0.25, "integrated": True}, "7850cee5d80f4b6b"),
    ],
)
def test_published_scores_stay_comparable(people: int, options: dict[str, int], expected: str) -> None:
    assert digest(generate(people, **options)) == expected  # type: ignore[arg-type]


def test_a_puzzle_is_a_readable_instance_and_depends_on_every_argument() -> None:
    varied = [{"seed": 2}, {"providers": 4}, {"periods": 3}, {"scarce": 0.5}, {"integrated": True}, {"people": 31}]
    made = [generate(**({"people": 30, "seed": 1} | other)) for other in ({}, *varied)]  # type: ignore[arg-type]
    assert len({digest(instance) for instance in made}) == len(made)
    assert all(read_instance(write_instance(instance)) == instance for instance in made)


@pytest.mark.parametrize(
    "wrong", [{"people": -1}, {"providers": 0}, {"periods": 0}, {"scarce": 0.0}, {"scarce": -1.0}, {"scarce": 11.0}]
)
def test_a_puzzle_that_cannot_be_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="people is at least 0"):
        generate(**({"people": 3, "seed": 1} | wrong))  # type: ignore[arg-type]
