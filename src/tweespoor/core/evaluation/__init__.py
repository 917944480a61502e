"""The report's figures 2.1 to 2.9, B3.1 and B3.2, from a table of facts as of a date.

    table = FactsTable(people, facts)
    for figure in figures(table, as_of=date(2021, 2, 15)):
        print(title(figure, "nl"), svg(figure))

What nobody asked is never counted as "none", a programme that registered too little is left out by name, and small
numbers can be hidden so that nobody works them out.
"""

from tweespoor.core.evaluation.charts import chart, png, svg
from tweespoor.core.evaluation.completeness import Completeness, completeness
from tweespoor.core.evaluation.data import (
    Cell,
    Count,
    Figure,
    LeftOutBecause,
    NotAsked,
    Number,
    Row,
    Suppressed,
)
from tweespoor.core.evaluation.disclosure import hide_small
from tweespoor.core.evaluation.figures import UnknownFigure, figure, figures
from tweespoor.core.evaluation.measures import MEASURES, NUMBERS, Category, Counts, Measure
from tweespoor.core.evaluation.table import FactsTable, Snapshot, TableError
from tweespoor.core.evaluation.words import TableText, csv_text, notes, table_text, title

__all__ = [
    "MEASURES",
    "NUMBERS",
    "Category",
    "Cell",
    "Completeness",
    "Count",
    "Counts",
    "FactsTable",
    "Figure",
    "LeftOutBecause",
    "Measure",
    "NotAsked",
    "Number",
    "Row",
    "Snapshot",
    "Suppressed",
    "TableError",
    "TableText",
    "UnknownFigure",
    "chart",
    "completeness",
    "csv_text",
    "figure",
    "figures",
    "hide_small",
    "notes",
    "png",
    "svg",
    "table_text",
    "title",
]
