"""The steps of the broad intake: what belongs together at the kitchen table, in any order."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.vocabulary.code import UnknownTerm
from tweespoor.core.vocabulary.variables.availability import AVAILABILITY
from tweespoor.core.vocabulary.variables.children import CHILDREN
from tweespoor.core.vocabulary.variables.contact import CONTACT
from tweespoor.core.vocabulary.variables.definition import Variable
from tweespoor.core.vocabulary.variables.domains import DOMAINS
from tweespoor.core.vocabulary.variables.finance import FINANCE
from tweespoor.core.vocabulary.variables.goals import GOALS
from tweespoor.core.vocabulary.variables.health import HEALTH
from tweespoor.core.vocabulary.variables.law import LAW
from tweespoor.core.vocabulary.variables.levels import LEVELS
from tweespoor.core.vocabulary.variables.obstacles import KINDS
from tweespoor.core.vocabulary.variables.origin import ORIGIN
from tweespoor.core.vocabulary.variables.person import PERSON
from tweespoor.core.vocabulary.variables.travel import TRAVEL
from tweespoor.core.vocabulary.variables.work import WORK


@dataclass(frozen=True)
class Step:
    """One step: its name in addresses, its title, and what it asks."""

    slug: str
    nl: str
    en: str
    variables: tuple[Variable, ...]

    def label(self, language: str = "nl") -> str:
        """The title in Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en


STEPS: tuple[Step, ...] = (
    Step("persoon", "Persoon en gezin", "Person and household", PERSON),
    Step("contact", "Contact", "Contact", CONTACT),
    Step("wet", "Wet, route en uitkering", "Act, route and benefit", LAW),
    Step("taal", "Taal en leren", "Language and learning", LEVELS),
    Step("opleiding", "Herkomst en opleiding", "Origin and education", ORIGIN),
    Step("werk", "Werk en wensen", "Work and wishes", WORK),
    Step("beschikbaar", "Wanneer en hoeveel", "When and how much", AVAILABILITY),
    Step("kinderen", "Kinderopvang en schooltijden", "Childcare and school hours", CHILDREN),
    Step("reizen", "Reizen en digitaal", "Travel and digital skills", TRAVEL),
    Step("belemmeringen", "Belemmeringen", "Obstacles", KINDS),
    Step("gezondheid", "Gezondheid", "Health", HEALTH),
    Step("geld", "Geldzaken", "Finance", FINANCE),
    Step("leefgebieden", "Leefgebieden", "Domains of life", DOMAINS),
    Step("doelen", "Eigen doelen", "Own goals", GOALS),
)


def step(slug: str) -> Step:
    """The step of that name.

    Raises:
        UnknownTerm: if there is none, naming the steps there are.
    """
    for each in STEPS:
        if each.slug == slug:
            return each
    raise UnknownTerm(f"{slug!r} is not a step; there are {', '.join(each.slug for each in STEPS)}")
