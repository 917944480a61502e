"""People, classes and evidence for the advice, by hand and by chance, with any of it not asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from tweespoor.core.advice import CASE_MANAGER, CLASS, Evidence, LanguageClass, Participant
from tweespoor.core.advice.participants import BY_TEST
from tweespoor.core.facts import Fact

TODAY = date(2021, 2, 15)
LEVELS = ("alfa-a", "a0", "a1", "a2", "b1")
LEARNING = ("low", "middle", "high")
SLOTS = ("mon-morning", "mon-afternoon", "tue-morning")
SECTORS = ("care", "retail")
CLASSES = (
    LanguageClass(id="one", provider="De Brug", half_days=frozenset({"mon-morning"}), free_seats=1),
    LanguageClass(id="two", provider="De Brug", half_days=frozenset({"tue-morning"}), free_seats=0),
    LanguageClass(id="three", provider="Het Kompas", half_days=frozenset({"mon-morning", "tue-morning"}), free_seats=2),
)
IDS = tuple(each.id for each in CLASSES)
NOT_ASKED = Fact.not_asked()


def somebody(number, *, options=(), joined=None, **facts):
    """A participant with facts given as `speaking_level="a1"`; `class_` and `case_manager` are ids."""
    known = {
        slug.strip("_").replace("_", "-"): fact if isinstance(fact, Fact) else Fact.known(fact)
        for slug, fact in facts.items()
    }
    return Participant(id=f"p{number}", facts=known, options=tuple(options), joined_on=joined)


def everybody(count, **facts):
    return tuple(somebody(number, **facts) for number in range(count))


def evidence_of(*people, classes=CLASSES, as_of=TODAY):
    return Evidence(people=tuple(people), classes=classes, as_of=as_of)


def _known(values):
    return values.map(Fact.known) | st.just(Fact.none())


ANSWERS = {
    "speaking-level": _known(st.sampled_from(LEVELS)),
    "learnability": _known(st.sampled_from(LEARNING)),
    "unavailable-half-days": _known(st.lists(st.sampled_from(SLOTS), min_size=1, unique=True).map(tuple)),
    "wished-sectors": _known(st.lists(st.sampled_from(SECTORS), min_size=1, unique=True).map(tuple)),
    "obstacles": _known(st.just(("debts",))),
    CLASS: _known(st.sampled_from(IDS)),
    CASE_MANAGER: _known(st.sampled_from(("kim", "pim", "lou"))),
}
"""What people can say, per variable; learnability's test goes beside it."""


@st.composite
def people(draw, most=9):
    """Evidence about a few people, any of whose answers may not have been asked."""
    found = []
    for number in range(draw(st.integers(0, most))):
        facts = {slug: draw(st.just(NOT_ASKED) | answers) for slug, answers in ANSWERS.items()}
        facts["learnability-test"] = draw(st.just(NOT_ASKED) | st.sampled_from(list(BY_TEST)).map(Fact.known))
        options = draw(st.lists(st.sampled_from(IDS), unique=True))
        found.append(Participant(id=f"p{number}", facts=facts, options=tuple(options)))
    return evidence_of(*found)


@st.composite
def completed(draw, evidence):
    """The same evidence with everything that was not asked answered somehow."""
    return replace(evidence, people=tuple(_complete(draw, person) for person in evidence.people))


def _complete(draw, person):
    facts = dict(person.facts)
    for slug, answers in ANSWERS.items():
        tested = slug == "learnability" and person.fact("learnability-test").is_known
        if not person.fact(slug).is_answered and not tested:
            facts[slug] = draw(answers)
    return replace(person, facts=facts)


THRESHOLDS = st.fixed_dictionaries(
    {},
    optional={
        "level-spread": st.integers(0, 4),
        "learnability-spread": st.integers(0, 2),
        "together-share": st.integers(1, 100),
        "group-size": st.integers(1, 5),
        "in-groups-share": st.integers(1, 100),
        "same-time-share": st.integers(1, 100),
        "shared-half-days": st.integers(1, 15),
        "class-size": st.integers(1, 6),
        "sector-share": st.integers(1, 100),
        "few-managers": st.integers(1, 3),
        "provider-share": st.integers(1, 100),
        "basic-level": st.integers(0, 7),
        "work-share": st.integers(1, 100),
    },
)
