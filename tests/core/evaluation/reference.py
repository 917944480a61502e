"""A second, slow and obvious way to count a figure, from plain lists; every fast one must agree with it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from tweespoor.core.evaluation import Counts, Measure


def latest(facts, *, person, variable, as_of, known_on):
    """The answer that holds: about the latest day, of those the one known last, of those the one written last."""
    holding = None
    for fact in facts:
        if fact["person"] != person or fact["variable"] != variable:
            continue
        if fact["valid_on"] > as_of or fact["known_on"] > known_on:
            continue
        if holding is None or (fact["valid_on"], fact["known_on"]) >= (holding["valid_on"], holding["known_on"]):
            holding = fact
    return holding


def age(born: date, on: date) -> int:
    """Full years since birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def band(years: int) -> str:
    """The age band of figure 2.3."""
    for limit, slug in ((26, "18-25"), (36, "26-35"), (46, "36-45"), (55, "46-54")):
        if years < limit:
            return slug
    return "55+"


def slugs_of(measure: Measure, value: str, *, as_of: date) -> list[str]:
    """The categories a value falls in."""
    if measure.ages:
        return [band(age(date.fromisoformat(value), as_of))]
    answers = set(value.split(";")) if measure.several else {value}
    return [category.slug for answer in answers for category in measure.categories if answer in category.answers]


def count(measure: Measure, people, facts, *, as_of, known_on):
    """Per programme: cells by category, known, none, not asked, and whether it is left out."""
    result = {}
    for programme in dict.fromkeys(row["programme"] for row in people if row["joined_on"] <= as_of):
        cells: dict[str, int] = defaultdict(int)
        known = none = not_asked = 0
        for row in people:
            if row["programme"] != programme or row["joined_on"] > as_of:
                continue
            if measure.counts is Counts.PEOPLE:
                known += 1
                cells[measure.categories[0].slug] += 1
                continue
            fact = latest(facts, person=row["person"], variable=measure.variable, as_of=as_of, known_on=known_on)
            if fact is None:
                not_asked += 1
            elif fact["state"] == "none":
                none += 1
                for category in measure.categories:
                    cells[category.slug] += category.none
            else:
                known += 1
                for slug in slugs_of(measure, fact["value"], as_of=as_of):
                    cells[slug] += 1
        asked = known + none
        left_out = asked == 0 or 2 * asked < asked + not_asked
        of = known if measure.counts is Counts.WITH_ANSWERS else asked
        result[programme] = (dict(cells), of, not_asked, left_out)
    return result
