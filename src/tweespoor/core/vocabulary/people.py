"""Who people are, what stands in their way, and who works with them."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import Code

_DOMAINS = "Evaluation of the dual trajectories pilots (2021), annex 2, Nederweert"
_OBSTACLES = "Evaluation of the dual trajectories pilots (2021), figure 2.6 and section 3.2"
_ABSENCE = "reasons in practice; without health (GDPR art. 9)"
_DESIGN = "who works in the pilots, report chapter 4 and annex 2"


class Gender(Code):
    """Gender as registered."""

    MALE = ("male", "Man", "Male", "report, figure 2.2")
    FEMALE = ("female", "Vrouw", "Female", "report, figure 2.2")
    OTHER = ("other", "Anders", "Other", "civil registry: gender not determined")


class Country(Code):
    """Countries of origin that occur; ISO 3166-1 alpha-3 as slug."""

    SYRIA = ("syr", "Syrië", "Syria", "ISO 3166-1")
    ERITREA = ("eri", "Eritrea", "Eritrea", "ISO 3166-1")
    TURKEY = ("tur", "Turkije", "Türkiye", "ISO 3166-1")
    AFGHANISTAN = ("afg", "Afghanistan", "Afghanistan", "ISO 3166-1")
    IRAN = ("irn", "Iran", "Iran", "ISO 3166-1")
    IRAQ = ("irq", "Irak", "Iraq", "ISO 3166-1")
    ETHIOPIA = ("eth", "Ethiopië", "Ethiopia", "ISO 3166-1")
    SOMALIA = ("som", "Somalië", "Somalia", "ISO 3166-1")
    SUDAN = ("sdn", "Soedan", "Sudan", "ISO 3166-1")
    YEMEN = ("yem", "Jemen", "Yemen", "ISO 3166-1")
    OTHER = ("other", "Ander land", "Other country", "report, figure 2.4")


class LifeDomain(Code):
    """Life domains of Nederweert's own-goal plans. The source says eleven and names twelve words: all are kept."""

    WORK_PARTICIPATION = ("work-participation", "Arbeidsparticipatie", "Work participation", _DOMAINS)
    COMMUNICATION = ("communication", "Communicatie", "Communication", _DOMAINS)
    EDUCATION = ("education", "Onderwijs", "Education", _DOMAINS)
    SOCIAL_NETWORK = ("social-network", "Sociaal netwerk", "Social network", _DOMAINS)
    FINANCE = ("finance", "Financiën", "Finance", _DOMAINS)
    DUTCH_VALUES = ("dutch-values", "Kennis van Nederlandse waarden", "Knowledge of Dutch values", _DOMAINS)
    HOUSING = ("housing", "Huisvesting", "Housing", _DOMAINS)
    DOMESTIC_RELATIONS = ("domestic-relations", "Huiselijke relaties", "Domestic relations", _DOMAINS)
    PARENTING = ("parenting-childcare", "Opvoeding en kinderopvang", "Parenting and childcare", _DOMAINS)
    MENTAL_HEALTH = ("mental-health", "Geestelijke gezondheid", "Mental health", _DOMAINS)
    PHYSICAL_HEALTH = ("physical-health", "Lichamelijke gezondheid", "Physical health", _DOMAINS)
    DAILY_LIFE = ("daily-life", "Dagelijks leven", "Daily life", _DOMAINS)


class Obstacle(Code):
    """Kinds of obstacle. Each is known, known to be none, or not asked."""

    PERSONAL = ("personal", "Persoonlijke sfeer", "Personal sphere", _OBSTACLES)
    MENTAL_HEALTH = ("mental-health", "Psychische gezondheid", "Mental health", _OBSTACLES)
    PHYSICAL_HEALTH = ("physical-health", "Lichamelijke gezondheid", "Physical health", _OBSTACLES)
    DEBTS = ("debts", "Schulden of geldzaken", "Debts or finance", _OBSTACLES)
    HOUSING = ("housing", "Huisvesting", "Housing", _OBSTACLES)
    FAMILY_ABROAD = (
        "family-abroad",
        "Familie in het buitenland of gezinshereniging",
        "Family abroad or reunification",
        _OBSTACLES,
    )
    CHILDCARE = ("childcare", "Kinderopvang", "Childcare", _OBSTACLES)
    PREGNANCY = ("pregnancy", "Zwangerschap", "Pregnancy", _OBSTACLES)
    TRANSPORT = ("transport", "Vervoer", "Transport", _OBSTACLES)
    MOTIVATION = ("motivation", "Motivatie", "Motivation", _OBSTACLES)
    DIGITAL_SKILLS = ("digital-skills", "Digitale vaardigheden", "Digital skills", _OBSTACLES)
    NO_COMPUTER = ("no-computer", "Geen computer", "No computer", _OBSTACLES)
    LEGAL = ("legal", "Juridisch", "Legal", _OBSTACLES)
    OTHER = ("other", "Anders", "Other", _OBSTACLES)


class Role(Code):
    """What somebody does in an organisation; decides what the person may see."""

    CASE_MANAGER = ("case-manager", "Klantmanager", "Case manager", _DESIGN)
    PROJECT_LEADER = ("project-leader", "Projectleider", "Project leader", _DESIGN)
    LANGUAGE_PROVIDER = ("language-provider", "Taalaanbieder", "Language provider", _DESIGN)
    TRAINER = ("trainer", "Trainer", "Trainer", _DESIGN)
    JOB_COACH = ("job-coach", "Jobcoach", "Job coach", _DESIGN)
    KEY_PERSON = ("key-person", "Sleutelpersoon", "Key person", _DESIGN)
    POLICY_OFFICER = ("policy-officer", "Beleidsmedewerker", "Policy officer", _DESIGN)
    RESEARCHER = ("researcher", "Onderzoeker", "Researcher", _DESIGN)
    ADMINISTRATOR = ("administrator", "Beheerder", "Administrator", _DESIGN)


class OrganisationKind(Code):
    """What an organisation is in the chain around a participant."""

    MUNICIPALITY = ("municipality", "Gemeente", "Municipality", _DESIGN)
    LANGUAGE_PROVIDER = ("language-provider", "Taalaanbieder", "Language provider", _DESIGN)
    REINTEGRATION = ("reintegration", "Re-integratiebedrijf", "Re-integration company", _DESIGN)
    SHELTERED_WORK = ("sheltered-work", "SW-bedrijf", "Sheltered-work company", _DESIGN)
    SOCIAL_GUIDANCE = ("social-guidance", "Maatschappelijke begeleiding", "Social guidance", _DESIGN)
    HEALTH = ("health", "Zorg en welzijn", "Health and welfare", _DESIGN)
    EMPLOYER = ("employer", "Werkgever", "Employer", _DESIGN)
    RESEARCH = ("research", "Onderzoeksbureau", "Research bureau", _DESIGN)


class Absence(Code):
    """Presence at a session, counted in hours."""

    PRESENT = ("present", "Aanwezig", "Present", "Blik op Werk, norm 2.9.3")
    LATE = ("late", "Te laat", "Late", "attendance lists of language schools")
    AUTHORISED = ("authorised", "Afwezig met bericht", "Absent with notice", "Blik op Werk, norm 2.9.3")
    UNAUTHORISED = (
        "unauthorised",
        "Afwezig zonder bericht",
        "Absent without notice",
        "Blik op Werk, norm 2.9.3",
    )

    @property
    def is_there(self) -> bool:
        """Whether somebody took part: who came late did too."""
        return self in (Absence.PRESENT, Absence.LATE)


class AbsenceReason(Code):
    """Why somebody said not to come. There is no illness among them: that is health, which no school needs to know."""

    PERSONAL = ("personal", "Persoonlijk", "Personal", _ABSENCE)
    CHILDREN = ("children", "Kinderen of opvang", "Children or childcare", _ABSENCE)
    WORK = ("work", "Werk", "Work", _ABSENCE)
    APPOINTMENT = ("appointment", "Afspraak", "Appointment", _ABSENCE)
    TRAVEL = ("travel", "Vervoer", "Travel", _ABSENCE)
    LEAVE = ("leave", "Vrij gevraagd", "Leave", _ABSENCE)
    OTHER = ("other", "Iets anders", "Something else", _ABSENCE)
