"""Finding somebody: by any part of a name however it is written, by number, or by what else the caller knows.

What is searched in is always a set of people that the user may see; a search never tells of anybody outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import cached_property, reduce
from operator import and_

from django.db.models import Case, IntegerField, Q, Value, When

from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import NAMES
from tweespoor.core.names import fold, sounds

MOST_WORDS = 6
MOST_COUNTED = 1000
SHORTEST_SOUND = 3
"""Letters that a word has at least, for names to be found that sound like it."""

SHORTEST_OTHERWISE = 3
"""Letters that one of the words has at least, for people to be found by the name of a class or school: what is shorter
is part of nearly every such name."""

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


def may_name_something_else(words: Iterable[str]) -> bool:
    """Whether words say enough to look for them in the names of classes and schools."""
    return any(len(word) >= SHORTEST_OTHERWISE for word in words)


class Found:
    """Who was found, best first, in segments that each are one query; a list to page through.

    Each person has `found_by`, a `FoundBy`. It is counted to `MOST_COUNTED` at the most: whoever finds more people
    types another letter, and the database need not look at all of them.
    """

    def __init__(self, segments: Sequence[PersonQuerySet]) -> None:
        self._segments = segments

    @cached_property
    def _sizes(self) -> list[int]:
        sizes: list[int] = []
        for segment in self._segments:
            room = MOST_COUNTED - sum(sizes)
            sizes.append(segment.order_by()[:room].count() if room else 0)
        return sizes

    def count(self) -> int:
        """How many were found, `MOST_COUNTED` where it is that many or more."""
        return sum(self._sizes)

    @property
    def is_cut_off(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count() >= MOST_COUNTED

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Person]:
        """The people from a place up to another, as a page of a list asks for them."""
        start, stop = part.start or 0, self.count() if part.stop is None else part.stop
        listed: list[Person] = []
        before = 0
        for segment, size in zip(self._segments, self._sizes, strict=True):
            first, last = max(start - before, 0), min(stop - before, size)
            if first < last:
                listed += segment[first:last]
            before += size
        return listed


def search(people: PersonQuerySet, *, text: str, otherwise: Q | None = None) -> Found:
    """The people of whom every word of `text` is part of a name or the number, or sounds like a name; best first.

    `otherwise` says who is found by something else, such as the name of a class; they come before those who only
    sound alike. Nobody fits a text without letters or digits.
    """
    words = words_of(text)
    if not words:
        return Found([])
    named, alike = Q(), Q()
    for word in words:
        named &= _part_of_name(word)
        alike &= _part_of_name(word) | _sounds_like(word)
    people = people.defer("name_key", "sound_key")
    segments = [people.filter(named).annotate(found_by=_rank(text, words=words)).order_by("found_by", *NAMES)]
    others = ~named
    if otherwise is not None:
        segments.append(people.filter(otherwise, others).annotate(found_by=_always(FoundBy.OTHERWISE)).order_by(*NAMES))
        others &= ~Q(otherwise)
    segments.append(people.filter(alike, others).annotate(found_by=_always(FoundBy.SOUND)).order_by(*NAMES))
    return Found(segments)


def _always(how: FoundBy) -> Value:
    return Value(how.value, output_field=IntegerField())


def _part_of_name(word: str) -> Q:
    """Names with the word in them; of one letter only the beginning tells names apart."""
    return Q(name_key__contains=word) if len(word) > 1 else _begins_word(word)


def _rank(text: str, *, words: Sequence[str]) -> Case:
    """How well somebody fits of whom every word is part of a name or the number: as the word that fits least."""

    def every(fits: Callable[[str], Q]) -> Q:
        return reduce(and_, map(fits, words))

    return Case(
        When(Q(name_key__contains=f"|{fold(text)}|"), then=_always(FoundBy.NUMBER)),
        When(every(_is_word), then=_always(FoundBy.WORD)),
        When(every(_begins_word), then=_always(FoundBy.BEGINNING)),
        default=_always(FoundBy.PART),
    )


def _is_word(word: str) -> Q:
    return Q(name_key__contains=f" {word} ") | Q(name_key__contains=f"|{word}|")


def _begins_word(word: str) -> Q:
    return Q(name_key__contains=f" {word}") | Q(name_key__contains=f"|{word}")


def _sounds_like(word: str) -> Q:
    if len(word) < SHORTEST_SOUND:
        return Q()
    condition = Q()
    for skeleton in sorted(sounds(word)):
        ending = " " if len(skeleton) <= WHOLE_SOUND else ""
        condition |= Q(sound_key__contains=f" {skeleton}{ending}")
    return condition
