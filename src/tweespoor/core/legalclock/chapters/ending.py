"""The end of the duty: pension age (Wi 3), and how long what is known may be kept (Bi 9.9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.deadline import Deadline, Mark, Status
from tweespoor.core.legalclock.rule import BI_READ, WI_READ, Rule
from tweespoor.core.legalclock.terms import Limit, add_months, months, years
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Actor

PENSION_AGE = {
    2022: (66, 7),
    2023: (66, 10),
    **dict.fromkeys(range(2024, 2028), (67, 0)),
    **dict.fromkeys(range(2028, 2031), (67, 3)),
}
"""The state-pension age (years, months) of who reaches it in a year; general knowledge (K). Later: not fixed here."""

MARKED_BEFORE = months(6)
KEPT = years(5)


def pension_on(born: date) -> date | None:
    """The day somebody reaches pension age; None where that age is not in the table."""
    for year, (whole, rest) in PENSION_AGE.items():
        reached = add_months(born, 12 * whole + rest)
        if reached.year == year:
            return reached
    return None


def duty_ended_on(view: View) -> date | None:
    """The day the duty ended, by a decision, by death or by pension age; None while it goes on."""
    ends = [each.on for each in view.all(Kind.DUTY_ENDED, Kind.DIED)]
    born = view.answer(Kind.BIRTH_DATE).value
    pension = pension_on(born) if born else None
    if pension is not None and pension <= view.on:
        ends.append(pension)
    return min(ends) if ends else None


def _pension(rule: Rule, view: View) -> Sequence[Deadline]:
    born = view.answer(Kind.BIRTH_DATE).value
    if born is None:
        return [rule.unknown(view, "birth-date")]
    on = pension_on(born)
    if on is None:
        youngest = add_months(born, 12 * 67 + 3)
        if youngest < view.on:
            why = Words("De AOW-leeftijd is al lang bereikt", "Pension age was reached long ago")
            return [rule.not_applicable(why)]
        said = Words(
            f"Niet voor {day(youngest).nl}: de AOW-leeftijd van dat jaar staat niet in de tabel",
            f"Not before {day(youngest).en}: the pension age of that year is not in the table",
        )
        return [rule.says(Status.NOT_STARTED, said, opens=MARKED_BEFORE.before(youngest))]
    said = Words(
        f"Geboren op {day(born).nl}: AOW-leeftijd ({rule.article}) → {day(on).nl}",
        f"Born on {day(born).en}: pension age ({rule.article}) → {day(on).en}",
    )
    done = on if on <= view.on else None
    return [rule.by(view, end=Limit(on), said=said, done=done, opens=MARKED_BEFORE.before(on))]


def _erase(rule: Rule, view: View) -> Sequence[Deadline]:
    died, ended = view.first(Kind.DIED), view.first(Kind.DUTY_ENDED)
    if died is not None and (ended is None or died.on <= KEPT.after(ended.on)):
        said = Words(f"Overleden op {day(died.on).nl}: meteen", f"Died on {day(died.on).en}: at once")
        return [rule.by(view, end=Limit(died.on), said=said, done=None)]
    if ended is None:
        return [rule.says(Status.NOT_STARTED, Words("De plicht loopt nog", "The duty goes on"))]
    return [rule.due(view, since=ended.on, anchor=Kind.DUTY_ENDED, term=KEPT, done=None)]


RULES: tuple[Rule, ...] = (
    Rule(
        id="C20",
        title=Words("AOW-leeftijd: de plicht eindigt", "Pension age: the duty ends"),
        article="Wi 3",
        mark=Mark.READ,
        text_read=WI_READ,
        act=None,
        who=Actor.DUO,
        consequence=Words("Op die dag eindigt de inburgeringsplicht.", "On that day the duty ends."),
        chance=True,
        outlives=True,
        reads=_pension,
        note=Words("De leeftijd per jaar is algemene kennis (K).", "The age per year is general knowledge (K)."),
    ),
    Rule(
        id="C21",
        title=Words("Dossier verwijderen", "Delete the dossier"),
        article="Bi 9.9",
        mark=Mark.READ,
        text_read=BI_READ,
        act=None,
        who=Actor.COLLEGE,
        consequence=Words(
            "De wet gaat voor de tien jaar van de selectielijst; een korte lijst kerngegevens mag tot 50 jaar blijven.",
            "The law wins over the selection list’s ten years; a short list of core facts may stay up to 50 years.",
        ),
        outlives=True,
        reads=_erase,
    ),
)
