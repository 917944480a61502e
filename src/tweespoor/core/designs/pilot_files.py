"""The nine pilots of the evaluation of the dual trajectories (2021), as designs."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tweespoor.core.designs.data import Design
from tweespoor.core.designs.reading import read_design

PILOT_IDS = (
    "lochem",
    "nederweert",
    "drechtsteden",
    "hengelo",
    "arnhem",
    "hoeksche-waard",
    "vijfheerenlanden",
    "midden-brabant",
    "roermond",
)
"""The pilots in the order of figure 2.1."""


class UnknownDesign(LookupError):
    """There is no pilot of that id."""


def pilots() -> tuple[Design, ...]:
    """All nine pilots, in the order of figure 2.1."""
    return tuple(pilot(pilot_id) for pilot_id in PILOT_IDS)


@cache
def pilot(pilot_id: str) -> Design:
    """The pilot of that id.

    Raises:
        UnknownDesign: if there is none, naming the pilots there are.
    """
    return read_design(pilot_text(pilot_id), name=f"{pilot_id}.yaml")


def pilot_text(pilot_id: str) -> str:
    """The YAML text of a pilot.

    Raises:
        UnknownDesign: if there is none, naming the pilots there are.
    """
    if pilot_id not in PILOT_IDS:
        raise UnknownDesign(f"there is no pilot {pilot_id!r}; there are {', '.join(PILOT_IDS)}")
    file = resources.files("tweespoor.core.designs").joinpath("pilots", f"{pilot_id}.yaml")
    return file.read_text(encoding="utf-8")
