"""Finding somebody: by any part of a name however it is written, by number, or by what else the caller knows.

What is searched in is always a set of people that the user may see; a search never tells of anybody outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import IntEnum
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import NAMES
from tweespoor.core.names import fold, sounds

MOST_WORDS = 6
MOST_COUNTED = 500
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
    """Who was found, best first: a list to page through, of `MOST_COUNTED` people at the most.

    Whoever finds more types another letter. Each person has `found_by`, a `FoundBy`.
    """

    def __init__(self, people: PersonQuerySet, ranked: Mapping[UUID, FoundBy]) -> None:
        self._people = people
        self._ranked = dict(list(ranked.items())[:MOST_COUNTED])

    def only(self, those: Callable[[Iterable[Person]], Container[UUID]]) -> Found:
        """Those of them whom `those` picks out of them."""
        keeps = those(self[:])
        return Found(self._people, {key: how for key, how in self._ranked.items() if key in keeps})

    @property
    def is_cut_off(self) -> bool:
        """Whether there may be more."""
        return len(self) >= MOST_COUNTED

    def count(self) -> int:
        """How many there are."""
        return len(self)

    def __len__(self) -> int:
        return len(self._ranked)

    def __getitem__(self, part: slice) -> list[Person]:
        """The people from a place up to another, as a page of a list asks for them."""
        asked = list(self._ranked)[part]
        rows = self._people.in_bulk(asked)
        for person in rows.values():
            person.found_by = self._ranked[person.pk]
        return [rows[key] for key in asked if key in rows]


def search(people: PersonQuerySet, *, text: str, otherwise: Iterable[Q] = ()) -> Found:
    """The people of whom every word of `text` is part of a name or the number, or sounds like a name; best first.

    `otherwise` says who is found by something else, such as the name of a class; they come before those who only
    sound alike, in the order of the conditions and of their names. A condition is asked for only where more people can
    be shown. Nobody fits a text without letters or digits. The
    names are looked through once: behind row-level security PostgreSQL reads every row for a LIKE, whatever index
    there is.
    """
    words = words_of(text)
    if not words:
        return Found(people, {})
    alike = Q()
    for word in words:
        alike &= _part_of_name(word) | _sounds_like(word)
    fitting = people.filter(alike).annotate(found_by=_rank(text, words=words)).order_by("found_by", *NAMES)
    by_name = {key: FoundBy(how) for key, how in fitting.values_list("pk", "found_by")[:MOST_COUNTED]}
    ranked = {key: how for key, how in by_name.items() if how is not FoundBy.SOUND}
    conditions = iter(otherwise)
    while len(ranked) < MOST_COUNTED and (condition := next(conditions, None)) is not None:
        for key in _first_of(people, condition):
            ranked.setdefault(key, FoundBy.OTHERWISE)
    for key, how in by_name.items():
        ranked.setdefault(key, how)
    return Found(people.defer("name_key", "sound_key"), ranked)


def _first_of(people: PersonQuerySet, condition: Q) -> list[UUID]:
    """The first of these people who meet a condition.

    Who they are is looked up by the condition alone: behind row-level security PostgreSQL would first look at
    everybody, for each table that the condition speaks of. `Found` reads each page of them on behalf of the reader.
    """
    with whole_registry(why="whoever is shown is read again on behalf of the reader"):
        return list(people.filter(condition).order_by(*NAMES).values_list("pk", flat=True)[:MOST_COUNTED])


def _rank(text: str, *, words: Sequence[str]) -> Case:
    """How well somebody fits: as the word that fits least; whoever is left only sounds alike."""

    def every(fits: Callable[[str], Q]) -> Q:
        return reduce(and_, map(fits, words))

    return Case(
        When(Q(name_key__contains=f"|{fold(text)}|"), then=_always(FoundBy.NUMBER)),
        When(every(_is_word), then=_always(FoundBy.WORD)),
        When(every(_begins_word), then=_always(FoundBy.BEGINNING)),
        When(every(_part_of_name), then=_always(FoundBy.PART)),
        default=_always(FoundBy.SOUND),
    )


def _always(how: FoundBy) -> Value:
    return Value(how.value, output_field=IntegerField())


def _part_of_name(word: str) -> Q:
    """Names with the word in them; of one letter only the beginning tells names apart."""
    return Q(name_key__contains=word) if len(word) > 1 else _begins_word(word)


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
