"""Which words of caseload lists mean what: tables to read and to add to, each word with its source."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import (
    Act,
    Code,
    Country,
    Education,
    Gender,
    LanguageCourseAtStart,
    LanguageLevel,
    Learnability,
    Obstacle,
    ParticipationForm,
    ReasonForLeaving,
    Route,
    TargetGroup,
)

_NOT_REGISTERED = "report, footnote 4: what was not registered never counts as none"
_ABBREVIATION = "usual Dutch abbreviation"
_NONE = "Dutch: it was asked, and there is none"


@dataclass(frozen=True)
class StateWord:
    """A word that stands in a cell in the place of a value, and which state it means."""

    word: str
    state: FactState
    source: str


STATE_WORDS: tuple[StateWord, ...] = (
    *(
        StateWord(word, FactState.NOT_ASKED, _NOT_REGISTERED)
        for word in (
            "onbekend",
            "niet bekend",
            "nog niet bekend",
            "onduidelijk",
            "niet gevraagd",
            "niet ingevuld",
            "niet geregistreerd",
            "weet niet",
            "weet ik niet",
            "leeg",
            "?",
            "??",
            "???",
            "-",
            "--",
            "---",
            "–",
            "—",
            ".",
            "..",
            "...",
            "…",
            "/",
            "xxx",
            "unknown",
            "not known",
            "(leeg)",
            "null",
        )
    ),
    *(
        StateWord(word, FactState.NOT_ASKED, _ABBREVIATION + " of a word for unknown or not yet known")
        for word in ("onb", "onb.", "onbek", "onbek.", "nb", "n.b.", "n.n.b.", "nnb", "ntb", "n.t.b.", "nog te bepalen")
    ),
    *(
        StateWord(word, FactState.NONE, _NONE)
        for word in ("geen", "niet", "niets", "niet aanwezig", "none", "geen bijzonderheden")
    ),
    *(
        StateWord(word, FactState.NONE, _ABBREVIATION + " of 'niet van toepassing': it was looked at, there is none")
        for word in ("n.v.t.", "nvt", "n.v.t", "n/a", "niet van toepassing", "not applicable")
    ),
)

YES = ("j", "ja", "y", "yes", "x", "1", "waar", "true", "v", "✓", "✔", "jawel", "wel", "klopt")
NO = ("n", "nee", "neen", "no", "0", "onwaar", "false", "niet", "geen")
"""What stands for yes and no in a column with a yes-or-no question; an empty cell there is still not asked."""

SYNONYMS: dict[type[Code], dict[str, Code]] = {
    Gender: {
        **dict.fromkeys(("m", "mnl", "man", "mannelijk", "jongen", "dhr", "heer", "de heer"), Gender.MALE),
        **dict.fromkeys(("v", "vr", "f", "w", "vrouwelijk", "meisje", "mevr", "mw", "mevrouw"), Gender.FEMALE),
        **dict.fromkeys(("o", "ander", "non-binair", "nonbinair", "x"), Gender.OTHER),
    },
    Country: {
        **dict.fromkeys(
            ("syrisch", "syrische", "syria", "sy", "sir", "arabische republiek syrie", "syrian arab republic"),
            Country.SYRIA,
        ),
        **dict.fromkeys(("eritrees", "eritrese", "er", "eritreer"), Country.ERITREA),
        **dict.fromkeys(("turks", "turkse", "turkiye", "tr"), Country.TURKEY),
        **dict.fromkeys(("afghaans", "afghaanse", "afganistan", "af"), Country.AFGHANISTAN),
        **dict.fromkeys(("iraans", "iraanse", "islamitische republiek iran", "perzie", "ir"), Country.IRAN),
        **dict.fromkeys(("irakees", "iraaks", "iraakse", "iraq", "iq"), Country.IRAQ),
        **dict.fromkeys(("ethiopisch", "ethiopische", "et"), Country.ETHIOPIA),
        **dict.fromkeys(("somalisch", "somalische", "so"), Country.SOMALIA),
        **dict.fromkeys(("soedanees", "soedanese", "sd"), Country.SUDAN),
        **dict.fromkeys(("jemenitisch", "jemenitische", "ye", "yemen"), Country.YEMEN),
        **dict.fromkeys(("overig", "overige", "ander", "anders", "andere landen"), Country.OTHER),
    },
    LanguageLevel: {
        **dict.fromkeys(("alfaa", "alpha a"), LanguageLevel.ALFA_A),
        **dict.fromkeys(("alpha b",), LanguageLevel.ALFA_B),
        **dict.fromkeys(("alpha c",), LanguageLevel.ALFA_C),
        **dict.fromkeys(("0", "nul", "<a1", "pre-a1", "onder a1", "beginner"), LanguageLevel.A0),
    },
    Learnability: {
        **dict.fromkeys(("l", "langzaam", "laagleerbaar"), Learnability.LOW),
        **dict.fromkeys(("m", "midden", "middel", "middelmatig", "normaal"), Learnability.MIDDLE),
        **dict.fromkeys(("h", "snel", "hoogleerbaar"), Learnability.HIGH),
    },
    Education: {
        **dict.fromkeys(("analfabeet", "niet gealfabetiseerd"), Education.ILLITERATE),
        **dict.fromkeys(
            ("geen", "geen opleiding", "basis", "basisschool", "basisonderwijs", "lagere school", "bo"),
            Education.PRIMARY,
        ),
        **dict.fromkeys(("vmbo", "mavo", "lbo", "middelbaar laag"), Education.LOWER_SECONDARY),
        **dict.fromkeys(
            ("havo", "vwo", "mbo", "middelbare school", "middelbaar hoog", "vakopleiding"), Education.UPPER_SECONDARY
        ),
        **dict.fromkeys(("hbo", "wo", "universiteit", "universitair", "bachelor", "master"), Education.HIGHER),
    },
    TargetGroup: {
        **dict.fromkeys(
            ("statushouder", "asiel", "asielmigrant", "asielstatus", "vergunninghouder"), TargetGroup.STATUS_HOLDER
        ),
        **dict.fromkeys(
            ("gezinsmigrant", "gezinsmigranten", "gezinshereniger", "overige migrant", "gm"),
            TargetGroup.FAMILY_MIGRANT,
        ),
    },
    Act: {
        **dict.fromkeys(("2013", "wi2013", "wi 2013", "wet 2013", "oude wet", "oud", "wi13"), Act.ACT_2013),
        **dict.fromkeys(("2021", "wi2021", "wi 2021", "wet 2021", "nieuwe wet", "nieuw", "wi21"), Act.ACT_2021),
    },
    Route: {
        **dict.fromkeys(("b1", "b1 route", "route b1"), Route.B1),
        **dict.fromkeys(("onderwijs", "o-route", "o", "onderwijsroute"), Route.EDUCATION),
        **dict.fromkeys(("z", "z-route", "z route", "zelfredzaamheid", "zelfredzaamheidsroute"), Route.SELF_RELIANCE),
    },
    LanguageCourseAtStart: {
        **dict.fromkeys(("ja", "bezig", "lopend", "volgt les"), LanguageCourseAtStart.FOLLOWING),
        **dict.fromkeys(("nee", "nog niet", "niet gestart"), LanguageCourseAtStart.NOT_STARTED),
        **dict.fromkeys(("gestopt", "uitval"), LanguageCourseAtStart.DROPPED_OUT),
        **dict.fromkeys(("klaar", "geslaagd", "afgesloten"), LanguageCourseAtStart.FINISHED),
    },
    Obstacle: {
        **dict.fromkeys(("schulden", "schuld", "geldzaken", "financien", "financieel"), Obstacle.DEBTS),
        **dict.fromkeys(("psychisch", "psychische klachten", "trauma", "ptss", "ggz"), Obstacle.MENTAL_HEALTH),
        **dict.fromkeys(("lichamelijk", "fysiek", "lichamelijke klachten"), Obstacle.PHYSICAL_HEALTH),
        **dict.fromkeys(("woning", "wonen", "huis"), Obstacle.HOUSING),
        **dict.fromkeys(("gezinshereniging", "familie in buitenland", "familie"), Obstacle.FAMILY_ABROAD),
        **dict.fromkeys(("opvang", "kinderen", "oppas"), Obstacle.CHILDCARE),
        **dict.fromkeys(("zwanger",), Obstacle.PREGNANCY),
        **dict.fromkeys(("reizen", "fiets"), Obstacle.TRANSPORT),
        **dict.fromkeys(("digitaal", "computervaardigheden"), Obstacle.DIGITAL_SKILLS),
        **dict.fromkeys(("persoonlijk", "prive"), Obstacle.PERSONAL),
        **dict.fromkeys(("overig", "overige"), Obstacle.OTHER),
    },
    ReasonForLeaving: {
        **dict.fromkeys(("verhuizing",), ReasonForLeaving.MOVED),
        **dict.fromkeys(("werk", "baan"), ReasonForLeaving.WORK_FOUND),
        **dict.fromkeys(("studie", "school"), ReasonForLeaving.EDUCATION),
        **dict.fromkeys(("vrijstelling", "ontheffing", "vrijgesteld", "ontheven"), ReasonForLeaving.EXEMPTED),
        **dict.fromkeys(("zwanger", "zwangerschap"), ReasonForLeaving.PREGNANCY_CARE),
        **dict.fromkeys(("pensioen", "aow"), ReasonForLeaving.PENSION_AGE),
        **dict.fromkeys(("psychisch",), ReasonForLeaving.MENTAL_HEALTH),
        **dict.fromkeys(("lichamelijk", "ziekte"), ReasonForLeaving.PHYSICAL_HEALTH),
        **dict.fromkeys(("overig",), ReasonForLeaving.OTHER),
    },
    ParticipationForm: {},
}
"""Words that mean a term of a code list for certain, beside its slug and its labels."""

_OTHER_COUNTRIES = """
albanie algerije angola argentinie armenie azerbeidzjan bangladesh belarus belgie benin bosnie brazilie
kenia koeweit kosovo kroatie laos letland libanon liberia libie litouwen macedonie malawi maleisie mali
marokko mauritanie mexico moldavie mongolie montenegro mozambique myanmar nepal nicaragua nigeria niger
bulgarije burkinafaso burundi cambodja canada chili china colombia congo cuba duitsland ecuador egypte
elsalvador filipijnen finland frankrijk gambia georgie ghana griekenland guatemala guinee honduras hongarije
ierland india indonesie israel italie ivoorkust jamaica japan jordanie kameroen kazachstan noordkorea oekraine
oeganda oezbekistan oostenrijk pakistan palestina peru polen portugal roemenie rusland rwanda saoediarabie
senegal servie sierraleone slovenie slowakije spanje srilanka staatloos suriname tadzjikistan taiwan tanzania
thailand tibet togo tsjaad tsjechie tunesie turkmenistan venezuela verenigdkoninkrijk verenigdestaten vietnam
zambia zimbabwe zuidafrika zuidkorea zuidsoedan
"""
OTHER_COUNTRIES = frozenset(_OTHER_COUNTRIES.split())
"""Countries, folded, that the code list has no term of its own for; proposed as "Ander land"."""
