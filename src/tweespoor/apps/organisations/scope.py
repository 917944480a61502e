"""An unscoped query fails closed: a page made for somebody reads people through `visible_to`, or not at all.

Query sets of what is shown to somebody are `ScopedQuerySet`s. Within `on_behalf_of_somebody` one that went neither
through `visible_to` nor through `unscoped(why=...)` raises instead of answering. Work of the application itself
(commands, jobs) is not held to it.

On PostgreSQL row-level security stands behind it as a second wall (`apps/people/wall.py`): its policies read the two
settings that are set here. A connection of the web server starts as `somebody` of no name, who sees nobody; one of a
command or a job as the application.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection, models

Row = TypeVar("Row", bound=models.Model)

SCOPE, USER = "tweespoor.scope", "tweespoor.user"
APPLICATION, SOMEBODY = "application", "somebody"

_for_somebody: ContextVar[bool] = ContextVar("for_somebody", default=False)
_told: ContextVar[tuple[str, str]] = ContextVar("told", default=(os.environ.get("TWEESPOOR_SCOPE", APPLICATION), ""))
"""What PostgreSQL was told last on this connection, or is told when one is made (`site/settings`)."""


class Unscoped(RuntimeError):
    """A query on behalf of somebody that did not say on whose behalf."""


@contextmanager
def on_behalf_of_somebody(user: UUID | None = None) -> Iterator[None]:
    """Hold every query in this block to its scope; on PostgreSQL the rows that `user` may see are all there are."""
    with _wall(scope=SOMEBODY, user=user):
        token = _for_somebody.set(True)
        try:
            yield
        finally:
            _for_somebody.reset(token)


@contextmanager
def whole_registry(*, why: str) -> Iterator[None]:
    """Let the application reckon over everybody within a request; `why` says what keeps it from showing too much."""
    assert why
    with _wall(scope=APPLICATION, user=None):
        token = _for_somebody.set(False)
        try:
            yield
        finally:
            _for_somebody.reset(token)


@contextmanager
def _wall(*, scope: str, user: UUID | None) -> Iterator[None]:
    """Tell PostgreSQL on whose behalf the queries in this block are; afterwards it is as before."""
    if connection.vendor != "postgresql":
        yield
        return
    before = _told.get()
    token = _told.set((scope, str(user or "")))
    _set(*_told.get())
    try:
        yield
    except BaseException:
        # A transaction that failed takes nothing more; rolled back, it takes back what it was told, too.
        with suppress(DatabaseError):
            _set(*before)
        raise
    else:
        _set(*before)
    finally:
        _told.reset(token)


def tell_wall_again() -> None:
    """Tell PostgreSQL once more on whose behalf the queries of this block are: something else told it otherwise."""
    if connection.vendor == "postgresql":
        _set(*_told.get())


def _set(scope: str, user: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false), set_config(%s, %s, false)", [SCOPE, scope, USER, user])


class ScopedQuerySet(models.QuerySet[Row], Generic[Row]):
    """A query set that answers on behalf of somebody only once it is told of whom, or why it need not be."""

    _is_scoped = False

    def unscoped(self, *, why: str) -> Self:
        """The same query, for the application's own reckoning; `why` says what keeps it from showing too much."""
        assert why
        return self._scoped()

    def _scoped(self) -> Self:
        query = self._chain()
        query._is_scoped = True
        return query

    def _clone(self) -> Self:
        query = super()._clone()
        query._is_scoped = self._is_scoped
        return query

    def _check(self) -> None:
        if _for_somebody.get() and not self._is_scoped and not self.query.is_empty():
            raise Unscoped(
                f"a query of {self.model.__name__} on behalf of somebody: "
                "start at visible_to(user), or say unscoped(why=...)"
            )

    def __or__(self, other: Any) -> Self:
        query = super().__or__(other)
        query._is_scoped = self._is_scoped and getattr(other, "_is_scoped", False)
        return query

    def _fetch_all(self) -> None:
        self._check()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Like Django's, within the scope."""
        self._check()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        """Like Django's, within the scope."""
        self._check()
        return super().count()

    def exists(self) -> bool:
        """Like Django's, within the scope."""
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Like Django's, within the scope."""
        self._check()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Like Django's, within the scope."""
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Like Django's, within the scope."""
        self._check()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Like Django's, where the query is part of another one."""
        self._check()
        return super().resolve_expression(*args, **kwargs)
