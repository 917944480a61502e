"""The legal clock: the acts of 2013 and 2021 as dated rules, facts of a case in, deadlines out.

No lawyer has signed the rules: every deadline carries its mark and is to be confirmed (te bevestigen).
"""

from tweespoor.core.legalclock.case import ASKED, Agreement, Case, Event, Hours, View
from tweespoor.core.legalclock.chapters.chain import municipal_deadlines
from tweespoor.core.legalclock.clock import RULES, Reading, read, rule_of
from tweespoor.core.legalclock.deadline import Deadline, Mark, Question, Status
from tweespoor.core.legalclock.facts_file import FactsFile, facts_file
from tweespoor.core.legalclock.forecast import Certainty, Forecast, forecast
from tweespoor.core.legalclock.grounds import GROUNDS, Ground, May, Possible, combined_days, extension_grounds
from tweespoor.core.legalclock.ledger import Account, Ledger, Share, counts, ledger
from tweespoor.core.legalclock.radar import Radar, Stage, radar
from tweespoor.core.legalclock.reading import CaseError, case_schema, example, read_case
from tweespoor.core.legalclock.rule import Rule
from tweespoor.core.legalclock.terms import Limit, Term, add_months, limit, next_working_day
from tweespoor.core.legalclock.words import Words, day, hours

__all__ = [
    "ASKED",
    "GROUNDS",
    "RULES",
    "Account",
    "Agreement",
    "Case",
    "CaseError",
    "Certainty",
    "Deadline",
    "Event",
    "FactsFile",
    "Forecast",
    "Ground",
    "Hours",
    "Ledger",
    "Limit",
    "Mark",
    "May",
    "Possible",
    "Question",
    "Radar",
    "Reading",
    "Rule",
    "Share",
    "Stage",
    "Status",
    "Term",
    "View",
    "Words",
    "add_months",
    "case_schema",
    "combined_days",
    "counts",
    "day",
    "example",
    "extension_grounds",
    "facts_file",
    "forecast",
    "hours",
    "ledger",
    "limit",
    "municipal_deadlines",
    "next_working_day",
    "radar",
    "read",
    "read_case",
    "rule_of",
]
