"""Finding somebody: by any part of a name however it is written, by number, or by what else the caller knows.

What is searched in is always a set of people that the user may see; a search never tells of anybody outside it.
"""

from __future__ import annotations

from enum import IntEnum

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Greatest

from tweespoor.apps.people.models import PersonQuerySet
from tweespoor.apps.people.queries import NAMES
from tweespoor.core.names import fold, sounds

MOST_WORDS = 6
SHORTEST_SOUND = 3
"""Letters that a word has at least, for names to be found that sound like it."""

WHOLE_SOUND = 3
"""A skeleton up to this long has to be the whole of a name's: `Ali` sounds like the beginning of too many."""


class FoundBy(IntEnum):
    """How well somebody fits what was searched for; the best first."""

    NUMBER = 0
    WORD = 1
    BEGINNING = 2
    PART = 3
    OTHERWISE = 4
    SOUND = 5


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, as they are looked for: without marks and capitals, six at the most."""
    return tuple(dict.fromkeys(folded for word in text.split()[:MOST_WORDS] if (folded := fold(word))))


def search(people: PersonQuerySet, *, text: str, otherwise: Q | None = None) -> PersonQuerySet:
    """The people of whom every word of `text` is part of a name or the number, or sounds like a name; best first.

    `otherwise` says who is found by something else, such as the name of a class. Each person gets `found_by`, a
    `FoundBy`: that of the word that fits least. Nobody fits a text without letters or digits.
    """
    words = words_of(text)
    if not words:
        return people.none()
    by_name = Q()
    for word in words:
        by_name &= _part_of_name(word) | _sounds_like(word)
    ranks = [_rank(word, otherwise=otherwise) for word in words]
    exactly = Case(
        When(name_key__contains=f"|{fold(text)}|", then=Value(FoundBy.NUMBER.value)),
        default=Greatest(*ranks) if len(ranks) > 1 else ranks[0],
        output_field=IntegerField(),
    )
    people = people.filter(by_name if otherwise is None else by_name | otherwise)
    return people.annotate(found_by=exactly).order_by("found_by", *NAMES)


def _part_of_name(word: str) -> Q:
    """Names with the word in them; of one letter only the beginning tells names apart."""
    if len(word) > 1:
        return Q(name_key__contains=word)
    return Q(name_key__contains=f" {word}") | Q(name_key__contains=f"|{word}")


def _rank(word: str, *, otherwise: Q | None) -> Case:
    """How well one word fits; whoever is left fits by the sound."""
    whens = [
        When(Q(name_key__contains=f" {word} ") | Q(name_key__contains=f"|{word}|"), then=Value(FoundBy.WORD.value)),
        When(Q(name_key__contains=f" {word}") | Q(name_key__contains=f"|{word}"), then=Value(FoundBy.BEGINNING.value)),
        When(name_key__contains=word, then=Value(FoundBy.PART.value)),
    ]
    if otherwise is not None:
        whens.append(When(otherwise, then=Value(FoundBy.OTHERWISE.value)))
    return Case(*whens, default=Value(FoundBy.SOUND.value), output_field=IntegerField())


def _sounds_like(word: str) -> Q:
    if len(word) < SHORTEST_SOUND:
        return Q()
    condition = Q()
    for skeleton in sorted(sounds(word)):
        ending = " " if len(skeleton) <= WHOLE_SOUND else ""
        condition |= Q(sound_key__contains=f" {skeleton}{ending}")
    return condition
