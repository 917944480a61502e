"""What a municipality owes the chain, whoever its participants are: figures to CBS each quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from tweespoor.core.legalclock.case import Case, View
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.rule import Rule
from tweespoor.core.legalclock.terms import Term, add_months, limit, weeks
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Actor

CBS_TERM = weeks(4)


def quarter_end(on: date) -> date:
    """The last day of the last quarter that was over on a day."""
    first = date(on.year, on.month - (on.month - 1) % 3, 1)
    return first - timedelta(days=1)


def municipal_deadlines(
    *, on: date, delivered: Iterable[date] = (), term: Term = CBS_TERM, roll: bool = False
) -> tuple[Deadline, ...]:
    """The deliveries to CBS of the last quarter that is over and of the one under way.

    `delivered` are the last days of the quarters that were delivered, `term` how long a delivery may take: the list
    of columns and the exact term were not at hand (S), so that both are for a municipality to set.
    """
    done = set(delivered)
    last = quarter_end(on)
    current = add_months(last + timedelta(days=1), 3) - timedelta(days=1)
    view = View(Case(), on, roll=roll)
    return tuple(
        CBS.due(
            view,
            since=end,
            anchor=Words("Einde van het kwartaal", "End of the quarter"),
            term=term,
            done=limit(end, term).on if end in done else None,
            opens=end + timedelta(days=1),
            key=end.isoformat(),
        )
        for end in (last, current)
    )


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
