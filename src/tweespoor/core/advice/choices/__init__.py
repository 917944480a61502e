"""The six choices of chapter 5 as data, in the order of the report's summary. Sections are those of the report."""

from tweespoor.core.advice.choices.group_or_individual import GROUP_OR_INDIVIDUAL
from tweespoor.core.advice.choices.integrated_or_apart import INTEGRATED_OR_APART
from tweespoor.core.advice.choices.matching import MATCHING
from tweespoor.core.advice.choices.participation import PARTICIPATION
from tweespoor.core.advice.choices.practical_language import PRACTICAL_LANGUAGE
from tweespoor.core.advice.choices.who_steers import WHO_STEERS

__all__ = ["CHOICES", "GROUP_OR_INDIVIDUAL"]

CHOICES = (WHO_STEERS, GROUP_OR_INDIVIDUAL, INTEGRATED_OR_APART, PRACTICAL_LANGUAGE, PARTICIPATION, MATCHING)
