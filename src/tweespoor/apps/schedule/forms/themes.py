"""The form of the themes of a training: a row per theme, that can be moved, and empty rows to add more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tweespoor.apps.schedule.actions.themes import MOST_THEMES, NewTheme
from tweespoor.apps.schedule.models.themes import LONGEST_TITLE, LONGEST_WORDS

EMPTY_ROWS = 3
FIRST_ROWS = 10
MORE_ROWS = 10


@dataclass(frozen=True)
class ThemeRow:
    """A row of the form; `error` says what is wrong with it."""

    title: str = ""
    words: str = ""
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing stands in it: no theme."""
        return not (self.title or self.words)


class ThemesForm:
    """The rows as they are shown, and what somebody asked to do with them but to keep them."""

    longest_title, longest_words = LONGEST_TITLE, LONGEST_WORDS

    def __init__(self, rows: Sequence[ThemeRow]) -> None:
        self.rows = list(rows)

    @classmethod
    def starting_from(cls, themes: Sequence[NewTheme], *, meetings: int) -> ThemesForm:
        """The themes there are, with rows for the meetings that have none."""
        rows = [ThemeRow(each.title, each.words) for each in themes]
        wanted = max(len(rows) + EMPTY_ROWS, min(meetings, FIRST_ROWS))
        return cls([*rows, *(ThemeRow() for _row in range(min(wanted, MOST_THEMES) - len(rows)))])

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> ThemesForm:
        """What was typed; a number of rows that cannot be is that of no rows."""
        count = data.get("rijen", "")
        rows = int(count) if count.isdecimal() and int(count) <= MOST_THEMES + MORE_ROWS else 0
        return cls(
            [
                ThemeRow(
                    data.get(f"titel-{place}", "").strip(),
                    data.get(f"woorden-{place}", "").replace("\r\n", "\n").strip(),
                )
                for place in range(1, rows + 1)
            ]
        )

    def rearrange(self, data: Mapping[str, str]) -> bool:
        """Move a row up or down, put an empty one before it, or add rows at the end; whether that was asked."""
        if "meer" in data:
            self.rows += [ThemeRow()] * MORE_ROWS
            return True
        for asked, move in (("omhoog", self._up), ("omlaag", self._down), ("ertussen", self._before)):
            place = data.get(asked, "")
            if place.isdecimal() and 1 <= int(place) <= len(self.rows):
                move(int(place) - 1)
                return True
        return False

    def _up(self, place: int) -> None:
        if place:
            self.rows[place - 1 : place + 1] = [self.rows[place], self.rows[place - 1]]

    def _down(self, place: int) -> None:
        if place + 1 < len(self.rows):
            self._up(place + 1)

    def _before(self, place: int) -> None:
        self.rows.insert(place, ThemeRow())

    def is_valid(self) -> bool:
        """Whether every row that is not empty has a title, and none is too long; the rows then say what is wrong."""
        self.rows = [ThemeRow(row.title, row.words, _error(row)) for row in self.rows]
        return not self.errors

    @property
    def errors(self) -> list[tuple[int, str]]:
        """The places of the rows with something wrong, and what that is."""
        return [(place, row.error) for place, row in enumerate(self.rows, start=1) if row.error]

    def themes(self) -> list[NewTheme]:
        """The themes in their order, without the empty rows."""
        return [NewTheme(title=row.title, words=row.words) for row in self.rows if not row.is_empty]


def _error(row: ThemeRow) -> str:
    if row.words and not row.title:
        return _("Dit thema heeft geen titel. Vul er een in, of haal de woorden weg.")
    if len(row.title) > LONGEST_TITLE:
        return _("De titel is langer dan %(most)s tekens. Maak hem korter.") % {"most": LONGEST_TITLE}
    if len(row.words) > LONGEST_WORDS:
        return _("De woorden zijn samen langer dan %(most)s tekens. Maak ze korter.") % {"most": LONGEST_WORDS}
    return ""
