"""What a municipality owes the chain, whoever its participants are: figures to CBS each quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tweespoor.core.legalclock.case import Case, View
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.rule import ACT_2021_STARTS, Rule
from tweespoor.core.legalclock.terms import Term, add_months, weeks
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Actor

CBS_TERM = weeks(4)


def quarter_end(on: date) -> date:
    """The last day of the quarter that a day is in."""
    first = date(on.year, on.month - (on.month - 1) % 3, 1)
    return add_months(first, 3) - timedelta(days=1)


def municipal_deadlines(
    *,
    on: date,
    since: date | None = None,
    delivered: Mapping[date, date] | None = None,
    term: Term = CBS_TERM,
    roll: bool = False,
) -> dict[date, Deadline]:
    """The deliveries to CBS by the last day of their quarter, of the quarters from `since` (the last one that is
    over where it is left out, never before the act of 2021) up to the one under way, the oldest first.

    `delivered` says of the last day of a quarter on which day its figures were delivered, `term` how long a delivery
    may take: the list of columns and the exact term were not at hand (S), so that both are for a municipality to set.
    """
    current = quarter_end(on)
    first = quarter_end(max(since, ACT_2021_STARTS)) if since else _before(current)
    done = delivered or {}
    view = View(Case(), on, roll=roll)
    ends = []
    end = current
    while end >= first:
        ends.append(end)
        end = _before(end)
    return {
        end: CBS.due(
            view,
            since=end,
            anchor=Words("Einde van het kwartaal", "End of the quarter"),
            term=term,
            done=done.get(end),
            opens=end + timedelta(days=1),
            key=end.isoformat(),
        )
        for end in reversed(ends)
    }


def _before(end: date) -> date:
    """The last day of the quarter before the one that ends on a day."""
    return date(end.year, end.month - 2, 1) - timedelta(days=1)


CBS = Rule(
    id="C17",
    title=Words("Kwartaallevering aan CBS", "Quarterly delivery to CBS"),
    article="CBS",
    mark=Mark.STATED,
    act=None,
    who=Actor.COLLEGE,
    consequence=Words("De kolommen stelt de gemeente zelf in.", "The municipality sets the columns itself."),
    reads=lambda _rule, _view: (),
)
