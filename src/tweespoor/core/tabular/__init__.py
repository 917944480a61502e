"""Lists as municipalities and schools have them: CSV or XLSX in, drafts with every problem by cell out.

    sheets = read_file(content)
    heading = guess_heading(sheets[0])
    targets = guess_columns(columns_of(sheets[0], heading))
    drafts = drafts_of(sheets[0], heading, targets=targets, today=today)

A file is judged by its content, within `Limits`, and refused with a `Reason`. Every cell gives a fact in its three
states or a `Problem`, with a proposed mend where one is likely; nothing is guessed silently.
"""

from tweespoor.core.tabular.attendance import (
    ATTENDANCE_TARGETS,
    NAMING,
    PresenceWord,
    Record,
    TooManyWords,
    attendance_heading,
    attendance_records,
    guess_attendance_columns,
    is_day,
    lasting_headings,
    read_who,
    words_in,
)
from tweespoor.core.tabular.attendance_cells import read_lesson_day, read_when
from tweespoor.core.tabular.caseload import (
    LEFT_OUT,
    CellProblem,
    Draft,
    Mend,
    Odd,
    drafts_of,
    is_citizen_number,
    read_target,
    without_citizen_numbers,
)
from tweespoor.core.tabular.classes import (
    CLASS_TARGETS,
    NEEDED,
    CellTrouble,
    ClassDraft,
    class_columns,
    class_drafts,
    class_heading,
    guess_class_columns,
)
from tweespoor.core.tabular.data import (
    Limits,
    Reason,
    Row,
    Sheet,
    Span,
    Unreadable,
    column_letter,
)
from tweespoor.core.tabular.files import read_file
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.headings import (
    NEVER_TAKEN,
    PERSON_TARGETS,
    TARGETS,
    Column,
    Heading,
    columns_of,
    guess_columns,
    guess_heading,
    heading_key,
    target_of,
)
from tweespoor.core.tabular.presence import Told, likely_meaning, word_of
from tweespoor.core.tabular.problems import Problem, Reading, Wrong
from tweespoor.core.tabular.reading import read_cell, shown
from tweespoor.core.tabular.words import STATE_WORDS, StateWord

__all__ = [
    "ATTENDANCE_TARGETS",
    "CLASS_TARGETS",
    "LEFT_OUT",
    "NAMING",
    "NEEDED",
    "NEVER_TAKEN",
    "PERSON_TARGETS",
    "STATE_WORDS",
    "TARGETS",
    "CellProblem",
    "CellTrouble",
    "ClassDraft",
    "Column",
    "Draft",
    "Heading",
    "Limits",
    "Mend",
    "Odd",
    "PresenceWord",
    "Problem",
    "Reading",
    "Reason",
    "Record",
    "Row",
    "Sheet",
    "Span",
    "StateWord",
    "Told",
    "TooManyWords",
    "Unreadable",
    "Wrong",
    "attendance_heading",
    "attendance_records",
    "class_columns",
    "class_drafts",
    "class_heading",
    "column_letter",
    "columns_of",
    "drafts_of",
    "fold",
    "guess_attendance_columns",
    "guess_class_columns",
    "guess_columns",
    "guess_heading",
    "heading_key",
    "is_citizen_number",
    "is_day",
    "lasting_headings",
    "likely_meaning",
    "read_cell",
    "read_file",
    "read_lesson_day",
    "read_target",
    "read_when",
    "read_who",
    "shown",
    "target_of",
    "without_citizen_numbers",
    "word_of",
    "words_in",
]
