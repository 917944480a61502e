"""The demonstration: nine programmes with invented people, planned, and somebody to log in as for every role."""

from tweespoor.site.demo.loading import UnknownProgramme, load

__all__ = ["UnknownProgramme", "load"]
