"""The language levels, as choices of a column."""

from __future__ import annotations

from tweespoor.core.vocabulary import LanguageLevel

LEVELS = [(level.value, level.nl) for level in LanguageLevel]
