"""Answers that were reckoned from the database, kept until the database would answer differently.

What a reckoning asked of the database, and what it got, is noted while it runs. Asked for again, the same questions are
put to the database word for word; where every one is answered as before, so is the whole, for it is made of nothing
else. Nothing has to be told of a change, whoever makes it and however.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import intern
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.utils import CursorWrapper

from tweespoor.apps.organisations.scope import tell_wall_again

Value = TypeVar("Value")


@dataclass
class _Question:
    """A question to the database; `rows` are None where nobody looked at what it answered."""

    sql: str
    params: Any
    rows: list[Any] | None = None

    def looked_at(self, rows: Sequence[Any]) -> None:
        self.rows = [*(self.rows or ()), *rows]


@dataclass(frozen=True)
class _Kept(Generic[Value]):
    questions: tuple[tuple[str, Any, bool], ...]
    answers: bytes
    value: Value


@dataclass
class Remembered(Generic[Value]):
    """At most `most` answers, those that were not asked for longest go first; each process has its own.

    What is reckoned must follow from what it asks of the database and from its key alone: a day that matters is part of
    the key.
    """

    most: int
    _kept: OrderedDict[Hashable, _Kept[Value]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, key: Hashable, reckon: Callable[[], Value]) -> Value:
        """What `reckon` gives, or gave where the database still answers as it did then; None is not kept, nor what was
        reckoned with more than reading."""
        with self._lock:
            known = self._kept.get(key)
        if known is not None and _asked_again(known.questions) == known.answers:
            with self._lock:
                self._kept[key] = known
                self._kept.move_to_end(key)
            return known.value
        with _noted() as questions:
            value = reckon()
        if value is not None and all(each.sql.startswith("SELECT") for each in questions):
            self._keep(key, questions, value)
        return value

    def forget(self) -> None:
        """Reckon everything anew."""
        with self._lock:
            self._kept.clear()

    def _keep(self, key: Hashable, noted: Sequence[_Question], value: Value) -> None:
        questions = list(_each_once(noted))
        asked = tuple((intern(each.sql), each.params, each.rows is not None) for each in questions)
        digest = _digest(each.rows for each in questions if each.rows is not None)
        with self._lock:
            self._kept[key] = _Kept(asked, digest, value)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)


def _each_once(questions: Iterable[_Question]) -> Iterator[_Question]:
    """The questions without what was asked before; where nobody looks at the answer, the wall was told something, and
    what is asked after that is another question."""
    asked: set[tuple[str, str]] = set()
    for each in questions:
        if each.rows is None:
            asked.clear()
        elif (question := (each.sql, repr(each.params))) in asked:
            continue
        else:
            asked.add(question)
        yield each


def _asked_again(questions: Sequence[tuple[str, Any, bool]]) -> bytes:
    """What the database answers now; what was told to the wall on the way ends with it."""
    try:
        return _digest(_answers(questions))
    finally:
        if not all(is_looked_at for _sql, _params, is_looked_at in questions):
            tell_wall_again()


def _answers(questions: Sequence[tuple[str, Any, bool]]) -> Iterator[list[Any]]:
    with connection.cursor() as cursor:
        for sql, params, is_looked_at in questions:
            cursor.execute(sql, params)
            if is_looked_at:
                yield cursor.fetchall()


def _digest(answers: Iterator[list[Any]]) -> bytes:
    found = blake2b(digest_size=32)
    for rows in answers:
        found.update(repr(rows).encode())
        found.update(b"\0")
    return found.digest()


@contextmanager
def _noted() -> Iterator[list[_Question]]:
    """Note what this thread asks of the database in this block, with the very rows that it got."""
    database = connections[DEFAULT_DB_ALIAS]
    questions: list[_Question] = []
    plain = {name: getattr(database, name) for name in ("make_cursor", "make_debug_cursor")}
    for name, make in plain.items():
        setattr(database, name, _noting(make, questions))
    try:
        yield questions
    finally:
        for name, make in plain.items():
            setattr(database, name, make)


def _noting(plain: Callable[[Any], CursorWrapper], questions: list[_Question]) -> Callable[[Any], CursorWrapper]:
    def make(cursor: Any) -> CursorWrapper:
        return _NotingCursor(plain(cursor), questions)

    return make


class _NotingCursor(CursorWrapper):
    """A cursor that notes what it is asked and what it answers."""

    def __init__(self, cursor: CursorWrapper, questions: list[_Question]) -> None:
        super().__init__(cursor, cursor.db)
        self.questions = questions

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.question = _Question(str(sql), params)
        self.questions.append(self.question)
        return self.cursor.execute(sql, params)

    def executemany(self, sql: Any, param_list: Any) -> Any:
        self.questions.append(_Question(f"many times {sql}", None))
        return self.cursor.executemany(sql, param_list)

    def fetchone(self) -> Any:
        row = self.cursor.fetchone()
        self.question.looked_at([] if row is None else [row])
        return row

    def fetchmany(self, *args: Any) -> Any:
        rows = self.cursor.fetchmany(*args)
        self.question.looked_at(rows)
        return rows

    def fetchall(self) -> Any:
        rows = self.cursor.fetchall()
        self.question.looked_at(rows)
        return rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())
