"""Every fixed sentence of the participant's own copy, in Dutch of level A2; the catalogues hold the other languages.

The catalogues of Arabic and Tigrinya hold these sentences only (`tools/messages.py`).
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.core.pips import GoalTerm, Track, Who
from tweespoor.core.vocabulary import ActivityKind, Route
from tweespoor.core.week import Daypart

Text = Promise | str

TITLE = _("Mijn plan")
BELONGS = _("Dit plan is van %(name)s.")
MADE_WITH = _("Gemaakt met %(municipality)s.")
SIGNED = _("Getekend op %(day)s.")
NOT_SIGNED = _("Dit plan is nog niet getekend. Er kan nog iets veranderen.")
REPLACED = _("Dit plan is vervangen door een nieuwer plan.")
WANTS = _("Wat ik wil")
OWN_WORDS = _("In mijn eigen woorden.")
OWN_WORDS_IN = _("In mijn eigen woorden (taal: %(language)s).")
WEEK = _("Mijn week")
WEEK_ON = _("Zo ziet mijn week eruit op %(day)s.")
ONE_BLOCK = _("Elk blokje is een uur.")
TOGETHER = _("Samen: %(hours)s uur.")
HOURS = _("%(hours)s uur per week")
HOURS_RANGE = _("%(least)s tot %(most)s uur per week")
HOURS_UNKNOWN = _("Hoeveel uur is nog niet bekend.")
TIMETABLE = _("Mijn rooster")
FROM_TO = _("Van %(start)s tot en met %(end)s")
FROM = _("Vanaf %(start)s")
AT = _("Bij %(organisation)s")
AGREED = _("Wat we hebben afgesproken")
NOTHING_AGREED = _("Nog niets afgesproken.")
BY = _("Uiterlijk op %(day)s")
IN_DUTCH = _("Zo staat het in het Nederlands in het plan.")
FURTHER = _("Wat er nog bij hoort")
COUNT_HOURS = _("%(count)s uur")
COUNT_HOURS_A_WEEK = _("%(count)s uur per week")
COUNT_TALKS = _("%(count)s keer")
YES, NO, NONE, OPEN = _("ja"), _("nee"), _("geen"), _("nog niet beslist")
DISAGREE = _("Ik ben het niet eens met dit plan")
OBJECTION = _("Ik kan binnen zes weken een brief sturen aan de gemeente. Dat heet bezwaar maken.")
CALL = _("Ik kan ook eerst mijn klantmanager bellen.")
SIGNATURES = _("Handtekeningen")
SIGNED_BY = _("%(name)s, op %(day)s")
DUTCH_COUNTS = _("Het plan in het Nederlands geldt.")
NOT_CHECKED = _("Deze vertaling is nog niet nagekeken door iemand die deze taal van huis uit spreekt.")

TRACKS: Mapping[Track, Text] = {
    Track.LANGUAGE: _("Nederlands leren"),
    Track.PARTICIPATION: _("Meedoen en werken"),
}
TERMS: Mapping[GoalTerm, Text] = {GoalTerm.SHORT: _("Binnenkort"), GoalTerm.LONG: _("Later")}
WHO: Mapping[Who, Text] = {
    Who.PARTICIPANT: _("Ik"),
    Who.MUNICIPALITY: _("De gemeente"),
    Who.SCHOOL: _("De taalschool"),
    Who.PARTNER: _("Een andere organisatie"),
}
ROUTES: Mapping[Route, Text] = {
    Route.B1: _("Ik volg de B1-route: ik leer Nederlands tot niveau B1."),
    Route.EDUCATION: _("Ik volg de onderwijsroute: ik leer Nederlands voor een opleiding."),
    Route.SELF_RELIANCE: _("Ik volg de Z-route: ik leer Nederlands en ik leer mezelf redden."),
}
ANSWERS: Mapping[str, Text] = {
    "route-hours": _("Taalles per week"),
    "guidance": _("Hulp die ik krijg"),
    "pvt-hours": _("Les over de Nederlandse samenleving (PVT)"),
    "map-hours": _("Oefenen met werk (MAP)"),
    "childcare": _("Opvang voor mijn kinderen"),
    "progress-talks": _("Gesprekken over hoe het gaat"),
    "benefit-decisions": _("Mijn uitkering"),
    "unburdening": _("De gemeente betaalt mijn vaste lasten"),
    "a2-exams": _("Examen doen op A2 en KNM"),
    "course": _("Mijn taalcursus"),
    "pvt-done": _("Ik tekende de participatieverklaring"),
}
UNITS: Mapping[str, Text] = {
    "route-hours": COUNT_HOURS_A_WEEK,
    "pvt-hours": COUNT_HOURS,
    "map-hours": COUNT_HOURS,
    "progress-talks": COUNT_TALKS,
}
ICONS: Mapping[str, str] = {
    "route": "labour-market",
    "route-hours": "language-formal",
    "guidance": "guidance",
    "pvt-hours": "intercultural",
    "map-hours": "work-experience-place",
    "childcare": "childcare",
    "progress-talks": "language-conversation",
    "benefit-decisions": "finance",
    "unburdening": "practical",
    "a2-exams": "applying",
    "course": "language-formal",
    "pvt-done": "ok",
}
"""The pictogram beside each answer."""

DAYS: tuple[Text, ...] = (
    _("maandag"),
    _("dinsdag"),
    _("woensdag"),
    _("donderdag"),
    _("vrijdag"),
    _("zaterdag"),
    _("zondag"),
)
PARTS: Mapping[Daypart, Text] = {
    Daypart.MORNING: _("ochtend"),
    Daypart.AFTERNOON: _("middag"),
    Daypart.EVENING: _("avond"),
}
KINDS: Mapping[ActivityKind, Text] = {
    ActivityKind.GUIDANCE: _("Hulp van mijn begeleider"),
    ActivityKind.LANGUAGE_FORMAL: _("Taalles op school"),
    ActivityKind.LANGUAGE_PRACTICAL: _("Taalles voor het dagelijks leven"),
    ActivityKind.LANGUAGE_CONVERSATION: _("Nederlands praten"),
    ActivityKind.LANGUAGE_COACHING: _("Hulp met taal op het werk"),
    ActivityKind.LANGUAGE_INFORMAL: _("Nederlands oefenen met anderen"),
    ActivityKind.HEALTH: _("Gezond leven"),
    ActivityKind.SPORT: _("Sporten"),
    ActivityKind.FINANCE: _("Omgaan met geld"),
    ActivityKind.DIGITAL: _("Werken met computer en telefoon"),
    ActivityKind.PRACTICAL: _("Praktische dingen leren"),
    ActivityKind.LABOUR_MARKET: _("Leren over werk in Nederland"),
    ActivityKind.APPLYING: _("Leren solliciteren"),
    ActivityKind.WORKER_SKILLS: _("Leren hoe werken hier gaat"),
    ActivityKind.VOCATIONAL: _("Een vak leren"),
    ActivityKind.INTERCULTURAL: _("Leren over mensen en gewoonten"),
    ActivityKind.PARTICIPATION: _("Meedoen"),
    ActivityKind.ORGANISED_ACTIVITIES: _("Samen iets doen"),
    ActivityKind.VOLUNTEERING: _("Vrijwilligerswerk doen"),
    ActivityKind.SHELTERED: _("Werken met extra hulp"),
    ActivityKind.LANGUAGE_INTERNSHIP: _("Stage om taal te oefenen"),
    ActivityKind.INTERNSHIP: _("Stage doen"),
    ActivityKind.WORK_EXPERIENCE: _("Werkervaring opdoen"),
    ActivityKind.TRIAL_PLACEMENT: _("Werken op proef"),
    ActivityKind.PAID_WITH_SUPPORT: _("Betaald werk met hulp"),
    ActivityKind.PAID: _("Betaald werk doen"),
    ActivityKind.OWN_BUSINESS: _("Een eigen bedrijf"),
    ActivityKind.EDUCATION: _("Een opleiding"),
    ActivityKind.AFTERCARE_JOB_COACH: _("Hulp van een jobcoach"),
    ActivityKind.AFTERCARE_LANGUAGE_COACH: _("Hulp van een taalcoach"),
    ActivityKind.AFTERCARE_BUDDY: _("Hulp van een maatje"),
    ActivityKind.AFTERCARE_FOLLOW_UP: _("Gesprek over hoe het gaat"),
}
