"""Is there enough mass for group trainings? How long people wait until a group can start, alone and together.

    outcome = simulate(default_scenario(arrivals_per_month=4, municipalities=3), replications=20, seed=1)
    for sentence in findings(summarise(outcome), language="en"): ...

People arrive by chance; every few weeks the planner forms groups of those who wait; who is placed leaves the queue.
"""

from tweespoor.core.planning.mass.arrivals import Arrival, draw_arrivals
from tweespoor.core.planning.mass.bootstrap import FEWEST_REPLICATIONS, Estimate
from tweespoor.core.planning.mass.defaults import (
    ASSUMPTIONS,
    Assumption,
    default_municipality,
    default_providers,
    default_scenario,
    default_trainings,
    even_travel,
)
from tweespoor.core.planning.mass.estimates import Comparison, Measure, Summary, summarise
from tweespoor.core.planning.mass.findings import LANGUAGES, findings, spelled
from tweespoor.core.planning.mass.moment import Running
from tweespoor.core.planning.mass.queue import History, Wait, run_queue
from tweespoor.core.planning.mass.reading import read_scenario
from tweespoor.core.planning.mass.settings import (
    Arrangement,
    ClassTimetable,
    Municipality,
    Provider,
    Scenario,
    Training,
)
from tweespoor.core.planning.mass.simulate import Outcome, simulate
from tweespoor.core.planning.mass.waiting import Curve, kaplan_meier

__all__ = [
    "ASSUMPTIONS",
    "FEWEST_REPLICATIONS",
    "LANGUAGES",
    "Arrangement",
    "Arrival",
    "Assumption",
    "ClassTimetable",
    "Comparison",
    "Curve",
    "Estimate",
    "History",
    "Measure",
    "Municipality",
    "Outcome",
    "Provider",
    "Running",
    "Scenario",
    "Summary",
    "Training",
    "Wait",
    "default_municipality",
    "default_providers",
    "default_scenario",
    "default_trainings",
    "draw_arrivals",
    "even_travel",
    "findings",
    "kaplan_meier",
    "read_scenario",
    "run_queue",
    "simulate",
    "spelled",
    "summarise",
]
