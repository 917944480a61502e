"""Bounds on the score of any plan, from people and groups priced apart."""

from tweespoor.core.planning.bounds.search import MOST_SEATS_TO_DIVIDE, BoundSearch, bound_at

__all__ = ["MOST_SEATS_TO_DIVIDE", "BoundSearch", "bound_at"]
