"""Finding somebody: by any part of a name however it is written, by number, or by what else the caller knows.

What is searched in is always a set of people that the user may see; a search never tells of anybody outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import IntEnum
from functools import reduce
from operator import and_, itemgetter
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import NAMES, name_parts
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


ASKED_AGAIN = "whoever is found is asked for again, by id and on behalf of the reader"


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
    be shown. Nobody fits a text without letters or digits.

    Who fits is looked up by what `people` says alone, and then asked for by their ids on behalf of the reader. So
    nobody is found, or counted, whom either of the two walls keeps from the reader.
    """
    words = words_of(text)
    if not words:
        return Found(people, {})
    by_name = _by_name(people, text=text, words=words)
    places = {key: (how, 0) for key, how in by_name.items() if how is not FoundBy.SOUND}
    conditions = enumerate(otherwise)
    while len(places) < MOST_COUNTED and (asked := next(conditions, None)) is not None:
        place, condition = asked
        for key in _first_of(people, condition):
            places.setdefault(key, (FoundBy.OTHERWISE, place))
    for key, how in by_name.items():
        places.setdefault(key, (how, 0))
    return Found(people.defer("name_key", "sound_key"), _seen(people, dict(list(places.items())[:MOST_COUNTED])))


def _by_name(people: PersonQuerySet, *, text: str, words: Sequence[str]) -> dict[UUID, FoundBy]:
    """Who fits by name or number, best first; of those who fit alike, the first in the order of the names."""
    alike = Q()
    for word in words:
        alike &= _part_of_name(word) | _sounds_like(word)
    rank = _rank(text, words=words)
    with whole_registry(why=ASKED_AGAIN):
        if name_parts.is_there():
            word = max(words, key=len)
            hits = name_parts.hits(
                people,
                fitting=alike,
                found_by=rank,
                number=fold(text),
                word=word,
                sounds=_skeletons(word),
                most=MOST_COUNTED,
            )
            found = sorted(hits.items(), key=itemgetter(1))
        else:
            fitting = people.filter(alike).annotate(found_by=rank).order_by("found_by", *NAMES)
            found = list(fitting.values_list("pk", "found_by")[:MOST_COUNTED])
    return {key: FoundBy(how) for key, how in found}


def _first_of(people: PersonQuerySet, condition: Q) -> list[UUID]:
    """The first of these people who meet a condition.

    Who they are is looked up by the condition alone: behind row-level security PostgreSQL would first look at
    everybody, for each table that the condition speaks of.
    """
    with whole_registry(why=ASKED_AGAIN):
        return list(people.filter(condition).order_by(*NAMES).values_list("pk", flat=True)[:MOST_COUNTED])


def _seen(people: PersonQuerySet, places: Mapping[UUID, tuple[FoundBy, int]]) -> dict[UUID, FoundBy]:
    """Those of them whom the reader may see, as row-level security says it, where there is such a wall."""
    keys: Iterable[UUID] = places
    if name_parts.is_there():
        in_order = name_parts.among(people, ids=places).order_by(*NAMES).values_list("pk", flat=True)
        keys = sorted(in_order, key=places.__getitem__)
    return {key: places[key][0] for key in keys}


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
    condition = Q()
    for skeleton in _skeletons(word):
        condition |= Q(sound_key__contains=f" {skeleton}")
    return condition


def _skeletons(word: str) -> list[str]:
    """With what the sound of a name begins that sounds like a word; a short one is to be the whole of it."""
    if len(word) < SHORTEST_SOUND:
        return []
    return [skeleton + (" " if len(skeleton) <= WHOLE_SOUND else "") for skeleton in sorted(sounds(word))]
