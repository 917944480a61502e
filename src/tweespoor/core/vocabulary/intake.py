"""What the broad intake (brede intake) asks beside what the law and the report name: short lists of answers."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import Code

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"
_ISO = "ISO 639-3"
_CBS = "CBS, Standaard Bedrijfsindeling 2008, sections taken together"
_DOMAIN_SCORE = "own scale of five words; not the Zelfredzaamheid-Matrix, whose criteria are protected"


class Household(Code):
    """With whom somebody lives."""

    ALONE = ("alone", "Woont alleen", "Lives alone", _INTAKE)
    COUPLE = ("couple", "Met partner, zonder kinderen", "With partner, no children", _INTAKE)
    COUPLE_CHILDREN = ("couple-children", "Met partner en kinderen", "With partner and children", _INTAKE)
    SINGLE_PARENT = ("single-parent", "Alleen met kinderen", "Alone with children", _INTAKE)
    FAMILY = ("family", "Bij ouders of andere familie", "With parents or other family", _INTAKE)
    SHARED = ("shared", "Deelt een woning met anderen", "Shares a home with others", _INTAKE)


class Partner(Code):
    """Where somebody's partner lives."""

    AT_HOME = ("at-home", "Woont bij de deelnemer", "Lives with the participant", _INTAKE)
    ELSEWHERE = ("elsewhere", "Woont elders in Nederland", "Lives elsewhere in the Netherlands", _INTAKE)
    ABROAD = ("abroad", "Woont in het buitenland", "Lives abroad", _INTAKE)


class Language(Code):
    """Languages that occur among participants; the ISO 639-3 code as slug."""

    ARABIC = ("ara", "Arabisch", "Arabic", _ISO)
    TIGRINYA = ("tir", "Tigrinya", "Tigrinya", _ISO)
    DARI = ("prs", "Dari", "Dari", _ISO)
    FARSI = ("pes", "Farsi", "Farsi", _ISO)
    PASHTO = ("pus", "Pasjtoe", "Pashto", _ISO)
    KURMANJI = ("kmr", "Koerdisch (Kurmanji)", "Kurdish (Kurmanji)", _ISO)
    SORANI = ("ckb", "Koerdisch (Sorani)", "Kurdish (Sorani)", _ISO)
    TURKISH = ("tur", "Turks", "Turkish", _ISO)
    SOMALI = ("som", "Somali", "Somali", _ISO)
    AMHARIC = ("amh", "Amhaars", "Amharic", _ISO)
    OROMO = ("orm", "Oromo", "Oromo", _ISO)
    TIGRE = ("tig", "Tigre", "Tigre", _ISO)
    ARAMAIC = ("aii", "Aramees (Assyrisch)", "Aramaic (Assyrian)", _ISO)
    ARMENIAN = ("hye", "Armeens", "Armenian", _ISO)
    UKRAINIAN = ("ukr", "Oekraïens", "Ukrainian", _ISO)
    RUSSIAN = ("rus", "Russisch", "Russian", _ISO)
    UZBEK = ("uzb", "Oezbeeks", "Uzbek", _ISO)
    URDU = ("urd", "Urdu", "Urdu", _ISO)
    SWAHILI = ("swa", "Swahili", "Swahili", _ISO)
    CHINESE = ("zho", "Chinees", "Chinese", _ISO)
    FRENCH = ("fra", "Frans", "French", _ISO)
    SPANISH = ("spa", "Spaans", "Spanish", _ISO)
    PORTUGUESE = ("por", "Portugees", "Portuguese", _ISO)
    GERMAN = ("deu", "Duits", "German", _ISO)
    ENGLISH = ("eng", "Engels", "English", _ISO)
    DUTCH = ("nld", "Nederlands", "Dutch", _ISO)
    OTHER = ("mis", "Andere taal", "Other language", _ISO)


class Diploma(Code):
    """What somebody can show of an education abroad."""

    WITH_PAPERS = ("with-papers", "Ja, met papieren", "Yes, with papers", _INTAKE)
    WITHOUT_PAPERS = ("without-papers", "Ja, zonder papieren", "Yes, without papers", _INTAKE)


class CredentialEvaluation(Code):
    """How far the evaluation of a foreign diploma (diplomawaardering by IDW) is."""

    WANTED = ("wanted", "Nog aan te vragen", "To be requested", "IDW: Internationale Diplomawaardering")
    REQUESTED = ("requested", "Aangevraagd", "Requested", "IDW: Internationale Diplomawaardering")
    RECEIVED = ("received", "Ontvangen", "Received", "IDW: Internationale Diplomawaardering")
    IMPOSSIBLE = ("impossible", "Niet mogelijk", "Not possible", "IDW: Internationale Diplomawaardering")


class Sector(Code):
    """Branches somebody worked in or wishes to work in."""

    AGRICULTURE = ("agriculture", "Land- en tuinbouw", "Agriculture", _CBS)
    INDUSTRY = ("industry", "Industrie en techniek", "Industry", _CBS)
    CONSTRUCTION = ("construction", "Bouw en installatie", "Construction", _CBS)
    RETAIL = ("retail", "Winkel en verkoop", "Retail", _CBS)
    TRANSPORT = ("transport", "Vervoer en logistiek", "Transport and logistics", _CBS)
    HOSPITALITY = ("hospitality", "Horeca", "Hospitality", _CBS)
    ICT = ("ict", "ICT", "ICT", _CBS)
    ADMINISTRATION = ("administration", "Kantoor en administratie", "Office and administration", _CBS)
    CLEANING = ("cleaning", "Schoonmaak", "Cleaning", _CBS)
    PUBLIC = ("public", "Overheid", "Government", _CBS)
    EDUCATION = ("education", "Onderwijs", "Education", _CBS)
    CHILDCARE = ("childcare", "Kinderopvang", "Childcare", _CBS)
    CARE = ("care", "Zorg en welzijn", "Care and welfare", _CBS)
    CRAFTS = ("crafts", "Ambacht, kapper, kleding", "Crafts, hairdressing, clothing", _CBS)
    CULTURE = ("culture", "Cultuur en sport", "Culture and sport", _CBS)
    OTHER = ("other", "Andere sector", "Other sector", _CBS)


class LevelBasis(Code):
    """How a language level was found: tested with an instrument, or estimated."""

    TOA = ("toa", "Getoetst met TOA", "Tested with TOA", "field practice")
    BUREAU_ICE = ("bureau-ice", "Getoetst met Bureau ICE", "Tested with Bureau ICE", "field practice")
    BASIC = ("basic-reading-writing", "Getoetst met de basismeters", "Tested with the basic test", "field practice")
    EXAM = ("exam", "Inburgerings- of staatsexamen", "Integration or state exam", "DUO, Examen 1.0.0")
    SCHOOL_TEST = ("school-test", "Getoetst door de school", "Tested by the school", "field practice")
    SCHOOL_ESTIMATE = ("school-estimate", "Geschat door de docent", "Estimated by the teacher", "field practice")
    OWN_ESTIMATE = ("own-estimate", "Geschat in het gesprek", "Estimated in the conversation", "field practice")

    @property
    def is_tested(self) -> bool:
        """Whether an instrument found it."""
        return self not in (LevelBasis.SCHOOL_ESTIMATE, LevelBasis.OWN_ESTIMATE)


class DomainScore(Code):
    """How somebody is doing in a domain of life, in a number and a word."""

    VERY_BAD = ("1", "1 – heel slecht", "1 – very bad", _DOMAIN_SCORE)
    BAD = ("2", "2 – slecht", "2 – bad", _DOMAIN_SCORE)
    FAIR = ("3", "3 – gaat wel", "3 – fair", _DOMAIN_SCORE)
    GOOD = ("4", "4 – goed", "4 – good", _DOMAIN_SCORE)
    VERY_GOOD = ("5", "5 – heel goed", "5 – very good", _DOMAIN_SCORE)


class HealthLimit(Code):
    """What somebody's health means for taking part; never what somebody has."""

    FEWER_HOURS = ("fewer-hours", "Minder uren", "Fewer hours", "Wet inburgering 2021, art. 37")
    OTHER_ACTIVITIES = ("other-activities", "Andere activiteiten", "Other activities", "Wet inburgering 2021, art. 37")
    NOT_NOW = ("not-now", "Kan nu niet meedoen", "Cannot take part now", "Wet inburgering 2021, art. 37")


class Income(Code):
    """Where a household's income comes from."""

    BENEFIT = ("benefit", "Bijstandsuitkering", "Benefit", "Participatiewet")
    WORK = ("work", "Loon", "Wages", _INTAKE)
    PARTNER = ("partner", "Inkomen van de partner", "The partner's income", _INTAKE)
    BUSINESS = ("business", "Eigen bedrijf", "Own business", _INTAKE)
    STUDENT = ("student", "Studiefinanciering", "Student finance", _INTAKE)
    OTHER = ("other", "Ander inkomen", "Other income", _INTAKE)


class Debts(Code):
    """Whether debts are under control."""

    ARRANGEMENT = ("arrangement", "Ja, met een betalingsregeling", "Yes, with an arrangement", _INTAKE)
    DEBT_HELP = ("debt-help", "Ja, in de schuldhulp", "Yes, in debt counselling", _INTAKE)
    OPEN = ("open", "Ja, nog niets geregeld", "Yes, nothing arranged", _INTAKE)


class Unburdening(Code):
    """How far the six months are in which the municipality pays the fixed costs (ontzorgen)."""

    RUNNING = ("running", "Loopt", "Running", "Participatiewet, art. 56a")
    EXTENDED = ("extended", "Verlengd", "Extended", "Participatiewet, art. 56a")
    ENDED = ("ended", "Afgelopen", "Ended", "Participatiewet, art. 56a")


class Childcare(Code):
    """Whether childcare is there for who needs it."""

    ARRANGED = ("arranged", "Geregeld", "Arranged", _INTAKE)
    WAITING = ("waiting", "Op de wachtlijst", "On the waiting list", _INTAKE)
    NEEDED = ("needed", "Nodig, nog niet geregeld", "Needed, not arranged yet", _INTAKE)


class Bicycle(Code):
    """Whether somebody can come by bicycle."""

    CYCLES = ("cycles", "Fietst", "Cycles", _INTAKE)
    NO_BICYCLE = ("no-bicycle", "Kan fietsen, heeft geen fiets", "Can cycle, has no bicycle", _INTAKE)
    CANNOT = ("cannot", "Kan niet fietsen", "Cannot cycle", _INTAKE)


class DrivingLicence(Code):
    """Which driving licence somebody has."""

    DUTCH = ("dutch", "Nederlands rijbewijs", "Dutch licence", "RDW: foreign driving licences")
    EXCHANGEABLE = ("exchangeable", "Om te wisselen", "Can be exchanged", "RDW: foreign driving licences")
    NOT_VALID = (
        "not-valid",
        "Buitenlands, hier niet geldig",
        "Foreign, not valid here",
        "RDW: foreign driving licences",
    )
    LEARNING = ("learning", "Heeft rijles", "Takes driving lessons", "RDW: foreign driving licences")


class PublicTransport(Code):
    """Whether somebody travels by bus and train."""

    ALONE = ("alone", "Reist zelf", "Travels alone", _INTAKE)
    WITH_HELP = ("with-help", "Met hulp", "With help", _INTAKE)
    NOT_REACHABLE = ("not-reachable", "Er rijdt niets in de buurt", "Nothing runs nearby", _INTAKE)


class Device(Code):
    """What somebody has at home to learn and arrange things with."""

    PHONE = ("phone", "Smartphone", "Smartphone", _INTAKE)
    TABLET = ("tablet", "Tablet", "Tablet", _INTAKE)
    COMPUTER = ("computer", "Laptop of computer", "Laptop or computer", _INTAKE)


class DigitalSkills(Code):
    """What somebody manages on a device."""

    BASIC = ("basic", "Bellen en berichten", "Calls and messages", _INTAKE)
    WITH_HELP = ("with-help", "Formulieren en DigiD met hulp", "Forms and DigiD with help", _INTAKE)
    INDEPENDENT = ("independent", "Alles zelf", "Everything alone", _INTAKE)


class CorrectionReason(Code):
    """Why an answer that was registered is wrong."""

    MISTYPED = ("mistyped", "Verkeerd getikt", "Mistyped", "GDPR art. 16")
    MISUNDERSTOOD = ("misunderstood", "Verkeerd begrepen", "Misunderstood", "GDPR art. 16")
    WRONG_PERSON = ("wrong-person", "Van iemand anders", "Somebody else's", "GDPR art. 16")
    WRONG_DATE = ("wrong-date", "Verkeerde datum", "Wrong date", "GDPR art. 16")
    WRONG_SOURCE = ("wrong-source", "De bron klopte niet", "The source was wrong", "GDPR art. 16")
    OTHER = ("other", "Anders", "Other", "GDPR art. 16")
