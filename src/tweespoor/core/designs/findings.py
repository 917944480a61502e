"""What is wrong, or doubtful, in a design: where it stands and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.designs.data import Path
from tweespoor.core.designs.values import Label


class Severity(StrEnum):
    """An error makes a design unusable; a warning is something to look at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found in a design file: `what` is wrong at `path` on `line`, and the `remedy`.

    `line` counts from 1, and is 0 where the design was not read from a file.
    """

    severity: Severity = Severity.ERROR
    path: Path = ()
    line: int = 0
    what: Label
    remedy: Label

    @property
    def place(self) -> str:
        """The path as people read it: `blocks[2].intensity`."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else f".{step}"
        return text.lstrip(".") or "design"

    def message(self, *, name: str, language: str = "en") -> str:
        """One line: `file:line: path: what, remedy`."""
        where = f"{name}:{self.line}" if self.line else name
        mark = _WARNING.text(language) if self.severity is Severity.WARNING else ""
        return f"{where}: {mark}{self.place}: {self.what.text(language)}, {self.remedy.text(language)}"


_WARNING = Label("let op: ", "warning: ")


class DesignError(ValueError):
    """A design that cannot be used; `problems` holds every error found, in the order of the file."""

    def __init__(self, problems: Iterable[Finding], *, name: str = "design") -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.place)))
        self.name = name
        super().__init__("\n".join(problem.message(name=name) for problem in self.problems))


def line_of(path: Path, *, lines: Mapping[Path, int]) -> int:
    """The line where the part at `path` stands, or the nearest part around it; 0 where no lines are known."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0
