"""Post-enrolment course timetabling: the field's own benchmark, track 2 of its competition of 2007.

    competition = read_tim(path.read_text())
    answer = solve(competition, stop=Budget(seconds=190), seed=1)
    verdict = judge(competition, answer.assignment)

Events with known students get a slot of the week and a room. Source: International Timetabling Competition 2007;
R. Lewis, B. Paechter, B. McCollum, "Post Enrolment based Course Timetabling", Cardiff Working Papers A2007-3, 2007.
"""

from tweespoor.core.planning.competition.data import (
    DAYS,
    LEFT_OUT,
    SLOTS,
    SLOTS_PER_DAY,
    Assignment,
    Competition,
)
from tweespoor.core.planning.competition.reading import read_sln, read_tim
from tweespoor.core.planning.competition.rules import Verdict, judge
from tweespoor.core.planning.competition.solve import Answer, solve
from tweespoor.core.planning.competition.writing import write_sln, write_tim

__all__ = [
    "DAYS",
    "LEFT_OUT",
    "SLOTS",
    "SLOTS_PER_DAY",
    "Answer",
    "Assignment",
    "Competition",
    "Verdict",
    "judge",
    "read_sln",
    "read_tim",
    "solve",
    "write_sln",
    "write_tim",
]
