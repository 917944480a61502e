"""A small purse to break through what stands in the way: asked, and decided at once within what it holds.

Dordrecht set a part of its money apart "that can be used with little bureaucracy" (section 4.4): a laptop, travel, an
electric bicycle. What is asked but not decided is not spent, and is shown apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.vocabulary import Code

_REPORT = "Evaluation of the dual trajectories pilots (2021), section 4.4"
_OWN = "own design"


class Need(Code):
    """What money from the purse is for."""

    COMPUTER = ("computer", "Laptop of computer", "Laptop or computer", _REPORT)
    TRAVEL = ("travel", "Reiskosten", "Travel", _REPORT)
    BICYCLE = ("bicycle", "Fiets", "Bicycle", _REPORT)
    SUPPORT = ("support", "Ondersteuning die niet op tijd te krijgen is", "Support not to be had in time", _REPORT)
    CHILDCARE = ("childcare", "Kinderopvang", "Childcare", "Evaluation of the dual trajectories pilots (2021), annex 2")
    COURSE = ("course", "Cursus of materiaal", "Course or materials", _OWN)
    CLOTHING = ("clothing", "Werkkleding of gereedschap", "Working clothes or tools", _OWN)
    OTHER = ("other", "Anders", "Other", _OWN)


class RequestState(Code):
    """Where a request stands."""

    ASKED = ("asked", "Gevraagd", "Asked", _OWN)
    APPROVED = ("approved", "Toegekend", "Approved", _OWN)
    DECLINED = ("declined", "Afgewezen", "Declined", _OWN)
    WITHDRAWN = ("withdrawn", "Ingetrokken", "Withdrawn", _OWN)


class Shortfall(StrEnum):
    """Why a request cannot be approved."""

    PURSE = "purse"
    PERSON = "person"
    DECIDED = "decided"


@dataclass(frozen=True, kw_only=True)
class Purse:
    """What a purse holds, and what one person gets of it at the most (None: no limit but the purse)."""

    cents: int
    per_person: int | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """An amount asked for somebody."""

    key: str
    person: str
    cents: int
    state: RequestState


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What was approved, what waits for an answer, and what is left to approve."""

    approved: int
    asked: int
    left: int


def balance(purse: Purse, requests: Iterable[Request]) -> Balance:
    """How a purse stands after these requests."""
    rows = list(requests)
    approved = sum(each.cents for each in rows if each.state is RequestState.APPROVED)
    asked = sum(each.cents for each in rows if each.state is RequestState.ASKED)
    return Balance(approved=approved, asked=asked, left=purse.cents - approved)


def shortfall(purse: Purse, requests: Iterable[Request], request: Request) -> Shortfall | None:
    """Why a request cannot be approved beside the others of the purse; None where it can."""
    if request.state is not RequestState.ASKED:
        return Shortfall.DECIDED
    rows = [each for each in requests if each.key != request.key]
    if request.cents > balance(purse, rows).left:
        return Shortfall.PURSE
    of_person = sum(e.cents for e in rows if e.person == request.person and e.state is RequestState.APPROVED)
    if purse.per_person is not None and of_person + request.cents > purse.per_person:
        return Shortfall.PERSON
    return None
