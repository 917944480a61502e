"""Kinds of activity in a dual trajectory (figure 4.1) and forms of participation on the ladder."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import Code

_FIGURE = "Evaluation of the dual trajectories pilots (2021), figure 4.1"
_LADDER = "Participation ladder (VNG) and report, figure 2.9"


class ActivityFamily(Code):
    """The families of figure 4.1; each has one colour and icon everywhere."""

    GUIDANCE = ("guidance", "Begeleiding", "Guidance", _FIGURE)
    LANGUAGE = ("language", "Taal", "Language", _FIGURE)
    SELF_RELIANCE = ("self-reliance", "Zelfredzaamheid", "Self-reliance", _FIGURE)
    PREPARATION = ("preparation", "Voorbereiding op werk", "Preparation for work", _FIGURE)
    PARTICIPATION = ("participation", "Participatie", "Participation", _FIGURE)
    AFTERCARE = ("aftercare", "Nazorg", "Aftercare", _FIGURE)


class ParticipationForm(Code):
    """A form of participation, lowest first; `rung` is its place on the participation ladder."""

    ORGANISED_ACTIVITIES = (
        "organised-activities",
        "Georganiseerde activiteiten",
        "Organised activities",
        _LADDER,
    )
    VOLUNTEERING = ("volunteering", "Vrijwilligerswerk", "Volunteering", _LADDER)
    SHELTERED = ("sheltered-work-experience", "Beschermde werkervaring", "Sheltered work experience", _LADDER)
    LANGUAGE_INTERNSHIP = ("language-internship", "Taalstage", "Language internship", _LADDER)
    INTERNSHIP = ("internship", "Stage", "Internship", _LADDER)
    WORK_EXPERIENCE = ("work-experience-place", "Werkervaringsplaats", "Work-experience place", _LADDER)
    TRIAL_PLACEMENT = ("trial-placement", "Proefplaatsing", "Trial placement", _LADDER)
    PAID_WITH_SUPPORT = (
        "paid-with-support",
        "Betaald werk met ondersteuning",
        "Paid work with support",
        _LADDER,
    )
    PAID = ("paid", "Betaald werk", "Paid work", _LADDER)
    OWN_BUSINESS = ("own-business", "Eigen bedrijf", "Own business", _LADDER)
    EDUCATION = ("education", "Opleiding", "Education", _LADDER)

    def rung(self, *, beside_integration_course: bool = False) -> int:
        """The rung of the ladder, 1 (isolated) to 6 (paid work).

        Paid work beside the integration course counts as 5 (paid work with support); the course alone as 3.
        """
        if self in (ParticipationForm.PAID, ParticipationForm.OWN_BUSINESS):
            return 5 if beside_integration_course else 6
        return _RUNG_OF.get(self, 4)


class ActivityKind(Code):
    """A kind of activity; `family` says where it stands in figure 4.1."""

    GUIDANCE = ("guidance", "Individuele begeleiding", "Individual guidance", _FIGURE)
    LANGUAGE_FORMAL = ("language-formal", "Formele taalles", "Formal language lessons", _FIGURE)
    LANGUAGE_PRACTICAL = (
        "language-practical",
        "Praktijkgerichte taalles",
        "Practical language lessons",
        _FIGURE,
    )
    LANGUAGE_CONVERSATION = ("language-conversation", "Conversatieles", "Conversation lessons", _FIGURE)
    LANGUAGE_COACHING = (
        "language-coaching",
        "Taalcoaching op de werkplek",
        "Language coaching at work",
        _FIGURE,
    )
    LANGUAGE_INFORMAL = ("language-informal", "Informele taaloefening", "Informal language practice", _FIGURE)
    HEALTH = ("health", "Gezondheid", "Health", _FIGURE)
    SPORT = ("sport", "Sport", "Sport", _FIGURE)
    FINANCE = ("finance", "Geldzaken", "Finance", _FIGURE)
    DIGITAL = ("digital", "Digitale vaardigheden", "Digital skills", _FIGURE)
    PRACTICAL = ("practical", "Praktische vaardigheden", "Practical skills", _FIGURE)
    LABOUR_MARKET = ("labour-market", "Arbeidsmarkt", "Labour market", _FIGURE)
    APPLYING = ("applying", "Solliciteren", "Applying for work", _FIGURE)
    WORKER_SKILLS = ("worker-skills", "Werknemersvaardigheden", "Worker skills", _FIGURE)
    VOCATIONAL = ("vocational", "Vakscholing", "Vocational training", _FIGURE)
    INTERCULTURAL = ("intercultural", "Interculturele training", "Intercultural training", _FIGURE)
    PARTICIPATION = (
        "participation",
        "Participatie, vorm nog open",
        "Participation, form still open",
        _FIGURE,
    )
    ORGANISED_ACTIVITIES = ParticipationForm.ORGANISED_ACTIVITIES.term
    VOLUNTEERING = ParticipationForm.VOLUNTEERING.term
    SHELTERED = ParticipationForm.SHELTERED.term
    LANGUAGE_INTERNSHIP = ParticipationForm.LANGUAGE_INTERNSHIP.term
    INTERNSHIP = ParticipationForm.INTERNSHIP.term
    WORK_EXPERIENCE = ParticipationForm.WORK_EXPERIENCE.term
    TRIAL_PLACEMENT = ParticipationForm.TRIAL_PLACEMENT.term
    PAID_WITH_SUPPORT = ParticipationForm.PAID_WITH_SUPPORT.term
    PAID = ParticipationForm.PAID.term
    OWN_BUSINESS = ParticipationForm.OWN_BUSINESS.term
    EDUCATION = ParticipationForm.EDUCATION.term
    AFTERCARE_JOB_COACH = ("aftercare-job-coach", "Nazorg door jobcoach", "Aftercare by a job coach", _FIGURE)
    AFTERCARE_LANGUAGE_COACH = (
        "aftercare-language-coach",
        "Nazorg door taalcoach",
        "Aftercare by a language coach",
        _FIGURE,
    )
    AFTERCARE_BUDDY = ("aftercare-buddy", "Nazorg door maatje", "Aftercare by a buddy", _FIGURE)
    AFTERCARE_FOLLOW_UP = ("aftercare-follow-up", "Nazorggesprekken", "Follow-up talks", _FIGURE)

    @property
    def family(self) -> ActivityFamily:
        """The family of figure 4.1 this kind belongs to."""
        return _FAMILY_OF[self]


_KINDS_OF = {
    ActivityFamily.GUIDANCE: ("guidance",),
    ActivityFamily.LANGUAGE: (
        "language-formal",
        "language-practical",
        "language-conversation",
        "language-coaching",
        "language-informal",
    ),
    ActivityFamily.SELF_RELIANCE: ("health", "sport", "finance", "digital", "practical"),
    ActivityFamily.PREPARATION: ("labour-market", "applying", "worker-skills", "vocational", "intercultural"),
    ActivityFamily.PARTICIPATION: ("participation", *(form.value for form in ParticipationForm)),
    ActivityFamily.AFTERCARE: (
        "aftercare-job-coach",
        "aftercare-language-coach",
        "aftercare-buddy",
        "aftercare-follow-up",
    ),
}
_FAMILY_OF = {ActivityKind(slug): family for family, slugs in _KINDS_OF.items() for slug in slugs}

_RUNG_OF = {
    ParticipationForm.ORGANISED_ACTIVITIES: 3,
    ParticipationForm.EDUCATION: 3,
    ParticipationForm.PAID_WITH_SUPPORT: 5,
}


class LadderRung(Code):
    """The six rungs of the participation ladder, lowest first."""

    ISOLATED = ("isolated", "1. Geïsoleerd", "1. Isolated", _LADDER)
    SOCIAL_CONTACTS = (
        "social-contacts",
        "2. Sociale contacten buitenshuis",
        "2. Social contacts outdoors",
        _LADDER,
    )
    ORGANISED = (
        "organised",
        "3. Deelname aan georganiseerde activiteiten",
        "3. Taking part in organised activities",
        _LADDER,
    )
    UNPAID = ("unpaid", "4. Onbetaald werk", "4. Unpaid work", _LADDER)
    PAID_WITH_SUPPORT = (
        "paid-with-support",
        "5. Betaald werk met ondersteuning",
        "5. Paid work with support",
        _LADDER,
    )
    PAID = ("paid", "6. Betaald werk", "6. Paid work", _LADDER)
