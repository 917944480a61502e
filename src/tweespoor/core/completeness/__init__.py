"""What is known about people, what is known to be none, what was not asked, and what to ask next.

    counted = count_person(Known(person="p1", facts=facts, variables=["act", "route"]))
    counted.asked, counted.of            # as (count, of)
    five_minutes(people).questions       # eight questions that complete most people

The registry of the pilots was full on backgrounds and half empty on what people did (report 2021, section 2.3): what
is asked first is what the law, the planner and the figures need, and only of whom it makes sense to ask.
"""

from tweespoor.core.completeness.counting import (
    Counted,
    FiveMinutes,
    Known,
    ToAsk,
    count_person,
    count_variables,
    five_minutes,
    missing,
    next_question,
    state_of,
)
from tweespoor.core.completeness.questions import (
    OF_DESIGN,
    QUESTIONS,
    AskedOf,
    Question,
    Use,
    applies,
    order_of,
    question_about,
)

__all__ = [
    "OF_DESIGN",
    "QUESTIONS",
    "AskedOf",
    "Counted",
    "FiveMinutes",
    "Known",
    "Question",
    "ToAsk",
    "Use",
    "applies",
    "count_person",
    "count_variables",
    "five_minutes",
    "missing",
    "next_question",
    "order_of",
    "question_about",
    "state_of",
]
