"""Questions to the database whose SQL is made once.

Django makes the SQL of a query anew each time it is asked, which takes several times as long as the database takes to
answer a small one. What is asked a hundred times a second is a `Prepared` question: its SQL is made with stand-ins, and
from then on what is given takes their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any, Generic, TypeVarTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateField, Field, QuerySet, UUIDField

Given = TypeVarTuple("Given")

MOST_FORMS = 16
"""Of so many forms of a question (which differ in how many are in each tuple) the SQL is kept."""
MOST_GIVEN = 12
"""Where more is given, answering takes longer than asking, and the SQL is not kept."""

_KINDS: dict[type, Field[Any, Any]] = {UUID: UUIDField(), date: DateField()}
_FIRST_ID = UUID("5ca1ab1e-0000-4000-8000-000000000000")
_FIRST_DAY = date(1583, 1, 1)


@dataclass(frozen=True)
class _Place:
    """Where in the parameters of the SQL something given goes; within a longer text `inside` stands for it."""

    parameter: int
    given: int
    inside: str = ""


@dataclass(frozen=True)
class _Form:
    """A question of which the SQL is made."""

    query: QuerySet[Any]
    compiler: Any
    converters: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[_Place, ...]


@dataclass
class Prepared(Generic[*Given]):
    """A question of which the SQL is kept.

    What is given are ids (UUID), days, texts, and tuples of these. They go into the query as they are: whatever else
    the query says is the same whoever asks, and whenever.
    """

    ask: Callable[[*Given], QuerySet[Any, Any]]
    _forms: dict[tuple[object, ...], _Form] = field(default_factory=dict)

    def __call__(self, *given: *Given) -> list[Any]:
        """What the query gives, read on behalf of whom every query is read here.

        Raises:
            ValueError: if the query makes something else of what is given than a parameter.
        """
        kinds = (connections[DEFAULT_DB_ALIAS].vendor, *(len(each) if isinstance(each, tuple) else 0 for each in given))
        form = self._forms.get(kinds)
        if form is None:
            if len(self._forms) >= MOST_FORMS or len(_flat(given)) > MOST_GIVEN:
                return list(self.ask(*given))
            form = self._forms[kinds] = _form_of(self.ask, given)
        return _rows(form, _flat(given))


def _form_of(ask: Callable[..., QuerySet[Any, Any]], given: tuple[object, ...]) -> _Form:
    connection = connections[DEFAULT_DB_ALIAS]
    numbers = count()
    stand_ins = [
        tuple(_stand_in(one, next(numbers)) for one in each)
        if isinstance(each, tuple)
        else _stand_in(each, next(numbers))
        for each in given
    ]
    query = ask(*stand_ins)
    compiler = query.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    known = _flat(stand_ins)
    places = [
        place
        for index, stand_in in enumerate(known)
        for number, parameter in enumerate(parameters)
        if (place := _place(number, parameter, index, stand_in, connection)) is not None
    ]
    if missing := set(range(len(known))) - {each.given for each in places}:
        raise ValueError(f"{ask} makes something else of what it is given: {sorted(missing)}")
    converters = compiler.get_converters([each[0] for each in compiler.select])
    return _Form(query, compiler, converters, sql, tuple(parameters), tuple(places))


def _rows(form: _Form, given: Sequence[Any]) -> list[Any]:
    connection = connections[DEFAULT_DB_ALIAS]
    parameters = list(form.parameters)
    for place in form.places:
        value = given[place.given]
        if place.inside:
            parameters[place.parameter] = parameters[place.parameter].replace(place.inside, str(value))
        else:
            parameters[place.parameter] = _adapted(value, connection)
    compiler = copy(form.compiler)
    compiler.connection = connection
    compiler.as_sql = lambda: (form.sql, tuple(parameters))
    compiler.get_converters = lambda _columns: form.converters
    rows: Any = form.query.all()
    rows.query.get_compiler = lambda *_args, **_named: compiler
    return list(rows)


def _flat(given: Iterable[Any]) -> list[Any]:
    return [one for each in given for one in (each if isinstance(each, tuple) else (each,))]


def _stand_in(value: object, number: int) -> object:
    """Something of the same kind that nobody asks for."""
    if isinstance(value, UUID):
        return UUID(int=_FIRST_ID.int + number)
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=number)
    return f"stand-in number {number:03}"


def _place(number: int, parameter: object, index: int, stand_in: object, connection: Any) -> _Place | None:
    if parameter == _adapted(stand_in, connection):
        return _Place(number, index)
    text = str(stand_in)
    return _Place(number, index, inside=text) if isinstance(parameter, str) and text in parameter else None


def _adapted(value: Any, connection: Any) -> Any:
    """As the database driver is given it."""
    kind = _KINDS.get(type(value))
    return value if kind is None else kind.get_db_prep_value(value, connection)
