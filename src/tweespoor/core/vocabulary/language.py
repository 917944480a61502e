"""Language levels, skills, learnability and what people did at a language school."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import Code

_FRAMEWORK = "Common European Framework of Reference; literacy levels alfa A-C"
_REPORT = "Evaluation of the dual trajectories pilots (2021)"


class LanguageLevel(Code):
    """Level of Dutch, lowest first: literacy (alfa) levels, then A0 (below A1) to C2."""

    ALFA_A = ("alfa-a", "Alfa A", "Alfa A (literacy)", _FRAMEWORK)
    ALFA_B = ("alfa-b", "Alfa B", "Alfa B (literacy)", _FRAMEWORK)
    ALFA_C = ("alfa-c", "Alfa C", "Alfa C (literacy)", _FRAMEWORK)
    A0 = ("a0", "A0", "A0 (below A1)", _FRAMEWORK)
    A1 = ("a1", "A1", "A1", _FRAMEWORK)
    A2 = ("a2", "A2", "A2", _FRAMEWORK)
    B1 = ("b1", "B1", "B1", _FRAMEWORK)
    B2 = ("b2", "B2", "B2", _FRAMEWORK)
    C1 = ("c1", "C1", "C1", _FRAMEWORK)
    C2 = ("c2", "C2", "C2", _FRAMEWORK)

    @property
    def rank(self) -> int:
        """Place in the order, 0 for the lowest level."""
        return list(type(self)).index(self)


class LanguageSkill(Code):
    """What a level is measured of. Training groups are ordered by speaking."""

    LISTENING = ("listening", "Luisteren", "Listening", _FRAMEWORK)
    READING = ("reading", "Lezen", "Reading", _FRAMEWORK)
    SPEAKING = ("speaking", "Spreken", "Speaking", _FRAMEWORK)
    WRITING = ("writing", "Schrijven", "Writing", _FRAMEWORK)
    CONVERSATION = ("conversation", "Gesprekken voeren", "Conversation", _FRAMEWORK)


class Learnability(Code):
    """How fast somebody can learn (leerbaarheid), as estimated locally."""

    LOW = ("low", "Laag", "Low", "local estimate")
    MIDDLE = ("middle", "Gemiddeld", "Middle", "local estimate")
    HIGH = ("high", "Hoog", "High", "local estimate")


class LearnabilityTest(Code):
    """Result of the learnability test as DUO reports it."""

    B1_ATTAINABLE = (
        "b1-attainable",
        "B1-route haalbaar",
        "B1 route attainable",
        "DUO, Leerbaarheidstoets 1.2.0",
    )
    B1_NOT_ATTAINABLE = (
        "b1-not-attainable",
        "B1-route niet haalbaar",
        "B1 route not attainable",
        "DUO, Leerbaarheidstoets 1.2.0",
    )
    UNKNOWN = ("unknown", "Uitslag onbekend", "Result unknown", "DUO, Leerbaarheidstoets 1.2.0")


class LiteracyTeaching(Code):
    """Literacy teaching in the plan, as DUO's interface names it."""

    ILLITERATE = ("illiterate", "Analfabeet", "Illiterate", "DUO, PIP 1.2.0: A")
    OTHERWISE_LITERATE = (
        "otherwise-literate",
        "Anders gealfabetiseerd",
        "Otherwise literate",
        "DUO, PIP 1.2.0: AA",
    )
    NOT_APPLICABLE = ("not-applicable", "Niet van toepassing", "Not applicable", "DUO, PIP 1.2.0: NVT")


class LanguageCourseAtStart(Code):
    """Formal language education at the start of the trajectory (figure 2.7)."""

    FOLLOWING = ("following", "Volgt taalonderwijs", "Follows language lessons", f"{_REPORT}, figure 2.7")
    NOT_STARTED = ("not-started", "Nog niet begonnen", "Not started yet", f"{_REPORT}, figure 2.7")
    DROPPED_OUT = ("dropped-out", "Uitgevallen", "Dropped out", f"{_REPORT}, figure 2.7")
    FINISHED = ("finished", "Afgerond", "Finished", f"{_REPORT}, figure 2.7")


class Education(Code):
    """Highest education in the country of origin."""

    ILLITERATE = ("illiterate", "Analfabeet", "Illiterate", f"{_REPORT}, section 2.3")
    PRIMARY = ("primary", "Geen of basisonderwijs", "None or primary", f"{_REPORT}, section 2.3")
    LOWER_SECONDARY = (
        "lower-secondary",
        "Lager voortgezet onderwijs",
        "Lower secondary",
        f"{_REPORT}, section 2.3",
    )
    UPPER_SECONDARY = (
        "upper-secondary",
        "Hoger voortgezet onderwijs of vakopleiding",
        "Upper secondary or vocational",
        f"{_REPORT}, section 2.3",
    )
    HIGHER = ("higher", "Hoger onderwijs", "Higher education", f"{_REPORT}, section 2.3")
    NOT_COMPARABLE = ("not-comparable", "Niet te vergelijken", "Not comparable", f"{_REPORT}, section 2.3")


class Assessment(Code):
    """Instruments whose result is kept with its date."""

    LEARNABILITY_TEST = ("learnability-test", "Leerbaarheidstoets", "Learnability test", "DUO")
    NOA = ("noa", "NOA", "NOA", f"{_REPORT}, annex 2, Nederweert")
    PPS_V = ("pps-v", "PPS-V", "PPS-V", f"{_REPORT}, annex 2, Drechtsteden")
    TALENTSCAN = ("talentscan", "Talentscan", "Talentscan", f"{_REPORT}, annex 2, Drechtsteden")
    BUREAU_ICE = ("bureau-ice", "Bureau ICE", "Bureau ICE", f"{_REPORT}, annex 2, Drechtsteden")
    TOA = ("toa", "TOA", "TOA", "field practice")
    BASIC_READING_WRITING = (
        "basic-reading-writing",
        "Basismeters Lezen & Schrijven",
        "Basic reading and writing test",
        "Stichting Lezen en Schrijven",
    )
    ZINZIZ = ("zinziz", "Zinziz", "Zinziz", "field practice")
    OWN = ("own", "Eigen instrument", "Own instrument", "field practice")
