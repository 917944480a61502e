"""Bounds on the score of any plan, from people and groups priced apart."""

from tweespoor.core.planning.bounds.search import BoundSearch, bound_at

__all__ = ["BoundSearch", "bound_at"]
