"""Acts, routes, target groups and the themes the law prescribes."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import Code


class Act(Code):
    """The act a person is obliged under."""

    ACT_2013 = (
        "act-2013",
        "Wet inburgering 2013",
        "Civic Integration Act 2013",
        "Wet inburgering 2021, art. 54",
    )
    ACT_2021 = ("act-2021", "Wet inburgering 2021", "Civic Integration Act 2021", "Wet inburgering 2021")


class Route(Code):
    """The three learning routes (leerroutes) of the 2021 act."""

    B1 = ("b1", "B1-route", "B1 route", "Wet inburgering 2021, art. 7")
    EDUCATION = ("education", "Onderwijsroute", "Education route", "Wet inburgering 2021, art. 8")
    SELF_RELIANCE = (
        "self-reliance",
        "Zelfredzaamheidsroute (Z-route)",
        "Self-reliance route (Z)",
        "Wet inburgering 2021, art. 9",
    )


class TargetGroup(Code):
    """Who the person is for the law."""

    STATUS_HOLDER = (
        "status-holder",
        "Asielstatushouder",
        "Asylum status holder",
        "Wet inburgering 2021, art. 13",
    )
    FAMILY_MIGRANT = (
        "family-migrant",
        "Gezins- of overige migrant",
        "Family or other migrant",
        "Wet inburgering 2021, art. 19",
    )


class MapTheme(Code):
    """Themes of the module on the labour market and participation (MAP)."""

    CAREER = (
        "career-orientation",
        "Beroepenoriëntatie",
        "Career orientation",
        "Besluit inburgering 2021, MAP",
    )
    WORKER_SKILLS = (
        "worker-skills",
        "Werknemersvaardigheden",
        "Worker skills",
        "Besluit inburgering 2021, MAP",
    )
    REALISTIC_PICTURE = (
        "realistic-picture",
        "Realistisch beroepsbeeld",
        "Realistic picture",
        "Besluit inburgering 2021, MAP",
    )
    CHANCES = (
        "chances",
        "Kansen op de arbeidsmarkt",
        "Chances on the labour market",
        "Besluit inburgering 2021, MAP",
    )
    ACQUIRING_SKILLS = (
        "acquiring-skills",
        "Vaardigheden verwerven",
        "Acquiring skills",
        "Besluit inburgering 2021, MAP",
    )
    NETWORK = ("network", "Netwerk opbouwen", "Building a network", "Besluit inburgering 2021, MAP")
    FINDING_WORK = ("finding-work", "Werk vinden", "Finding work", "Besluit inburgering 2021, MAP")
    WORK_CULTURE = ("work-culture", "Werkcultuur", "Work culture", "Besluit inburgering 2021, MAP")


class KnmTheme(Code):
    """Themes of knowledge of Dutch society (KNM)."""

    WORK = ("work-income", "Werk en inkomen", "Work and income", "Regeling inburgering 2021, KNM")
    MANNERS = (
        "manners-values",
        "Omgangsvormen, waarden en normen",
        "Manners and values",
        "Regeling inburgering 2021, KNM",
    )
    LIVING = ("living", "Wonen", "Living", "Regeling inburgering 2021, KNM")
    HEALTH = ("health", "Gezondheid", "Health", "Regeling inburgering 2021, KNM")
    HISTORY = (
        "history-geography",
        "Geschiedenis en geografie",
        "History and geography",
        "Regeling inburgering 2021, KNM",
    )
    INSTITUTIONS = ("institutions", "Instanties", "Institutions", "Regeling inburgering 2021, KNM")
    STATE = (
        "state-law",
        "Staatsinrichting en rechtsstaat",
        "State and rule of law",
        "Regeling inburgering 2021, KNM",
    )
    EDUCATION = (
        "education-upbringing",
        "Onderwijs en opvoeding",
        "Education and upbringing",
        "Regeling inburgering 2021, KNM",
    )


class ReasonForLeaving(Code):
    """Why somebody left a trajectory. No official Dutch list was found; this one follows the report and DUO."""

    PERSONAL = ("personal", "Persoonlijke omstandigheden", "Personal circumstances", "report, chapter 4")
    MENTAL_HEALTH = ("mental-health", "Psychische gezondheid", "Mental health", "report, chapter 4")
    PHYSICAL_HEALTH = ("physical-health", "Lichamelijke gezondheid", "Physical health", "report, chapter 4")
    MOVED = ("moved", "Verhuisd", "Moved", "report, chapter 4")
    WORK_FOUND = ("work-found", "Werk gevonden", "Found work", "report, chapter 4")
    EDUCATION = ("education", "Opleiding", "Education", "report, chapter 4")
    EXEMPTED = (
        "exempted",
        "Vrijgesteld of ontheven",
        "Exempted or released",
        "DUO, Inburgeringsplicht 1.2.2",
    )
    MOTIVATION = ("motivation", "Motivatie", "Motivation", "report, chapter 4")
    NOT_SUITABLE = ("not-suitable", "Niet geschikt", "Not suitable", "report, chapter 4")
    TOO_HEAVY = ("too-heavy", "Te zwaar naast de taalles", "Too heavy beside language", "report, chapter 4")
    NON_COOPERATION = (
        "non-cooperation",
        "Verwijtbaar niet meewerken",
        "Culpable non-cooperation",
        "Wet inburgering 2021",
    )
    PREGNANCY_CARE = ("pregnancy-care", "Zwangerschap of zorg", "Pregnancy or care", "report, chapter 4")
    PENSION_AGE = ("pension-age", "AOW-leeftijd", "Pension age", "Wet inburgering 2021, art. 3")
    DIED = ("died", "Overleden", "Died", "DUO, Inburgeringsplicht 1.2.2")
    PROGRAMME_STOPPED = (
        "programme-stopped",
        "Programma of aanbieder gestopt",
        "Programme or provider stopped",
        "report, chapter 3 (lockdown)",
    )
    OTHER = ("other", "Anders", "Other", "report, chapter 4")

    @property
    def ends_the_duty(self) -> bool:
        """Whether the duty itself ends by it, whatever trajectory still runs (Wet inburgering 2021, art. 3)."""
        return self in (ReasonForLeaving.DIED, ReasonForLeaving.EXEMPTED, ReasonForLeaving.PENSION_AGE)

    @property
    def tells_of_health(self) -> bool:
        """Whether it says something of somebody's health (GDPR, art. 9; Wet inburgering 2021, art. 37)."""
        return self in (
            ReasonForLeaving.MENTAL_HEALTH,
            ReasonForLeaving.PHYSICAL_HEALTH,
            ReasonForLeaving.PREGNANCY_CARE,
        )
