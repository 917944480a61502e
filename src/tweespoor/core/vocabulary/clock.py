"""What happens in a case that the law, or a programme, counts from: kinds of events, hours, and who must act."""

from __future__ import annotations

from tweespoor.core.vocabulary.code import Code

_WI, _BI, _RI = "Wet inburgering 2021", "Besluit inburgering 2021", "Regeling inburgering 2021"
_AWB, _GDPR = "Algemene wet bestuursrecht", "GDPR"


class CaseEventKind(Code):
    """A dated event of a case. Those named in `ASKED` are facts that are asked of everybody."""

    NOTICE = ("notice", "Kennisgeving van DUO", "DUO’s notice", f"{_BI}, art. 5.3")
    REGISTRATION = ("registration", "Inschrijving in de gemeente", "Registration", f"{_BI}, art. 5.3")
    PIP = ("pip", "PIP vastgesteld", "PIP established", f"{_WI}, art. 15")
    BENEFIT = ("benefit", "Begin van de bijstand", "Start of the benefit", "Participatiewet, art. 56a")
    BIRTH_DATE = ("birth-date", "Geboortedatum", "Date of birth", f"{_WI}, art. 3")
    DUO_TERM = ("duo-term", "Begin van de termijn bij DUO", "Start of the term at DUO", "Wet inburgering (2013)")
    INFORMATION_ASKED = (
        "information-asked",
        "Onmisbare informatie gevraagd aan een derde",
        "Indispensable information asked of a third party",
        f"{_BI}, art. 5.3(2)",
    )
    INFORMATION_RECEIVED = (
        "information-received",
        "Informatie van een derde ontvangen",
        "Information of a third party received",
        f"{_BI}, art. 5.3(2)",
    )
    CALL_MISSED = ("call-missed", "Oproep voor de intake gemist", "Call for the intake missed", f"{_WI}, art. 14")
    WARNING_SENT = (
        "warning-sent",
        "Schriftelijk gewaarschuwd, met een nieuwe termijn",
        "Warned in writing, with a new term",
        f"{_WI}, art. 14",
    )
    INTAKE_DONE = ("intake-done", "Brede intake afgerond", "Broad intake completed", f"{_WI}, art. 14")
    MOVED_IN = ("moved-in", "Verhuisd naar deze gemeente", "Moved to this municipality", f"{_BI}, art. 5.3(3)")
    OFFER_MADE = ("offer-made", "Aanbod gedaan", "Offer made", f"{_RI}, art. 4.1")
    EDUCATION_STARTED = (
        "education-started",
        "Onderwijsroute begonnen",
        "Education route started",
        f"{_RI}, art. 4.1",
    )
    ROUTE_CHANGED = ("route-changed", "Gewisseld van leerroute", "Route changed", f"{_BI}, art. 5.4")
    SCALING_CONSIDERED = (
        "scaling-considered",
        "Afschalen naar A2 besproken",
        "Scaling down to A2 considered",
        f"{_BI}, art. 5.5",
    )
    EXTENSION_ASKED = ("extension-asked", "Verlenging gevraagd", "Extension asked", f"{_WI}, art. 12")
    EXTENSION_GRANTED = ("extension-granted", "Verlenging gekregen", "Extension granted", f"{_WI}, art. 12")
    EXTENSION_REFUSED = ("extension-refused", "Verlenging geweigerd", "Extension refused", f"{_WI}, art. 12")
    APPLICATION_SENT = (
        "application-sent",
        "Vrijstelling, ontheffing of lening gevraagd",
        "Exemption, release or loan asked",
        f"{_BI}, art. 2.7",
    )
    APPLICATION_DECIDED = (
        "application-decided",
        "Besluit van DUO op de aanvraag",
        "DUO’s decision on the application",
        f"{_BI}, art. 2.7",
    )
    PVT_SIGNED = (
        "pvt-signed",
        "Participatieverklaring getekend",
        "Participation statement signed",
        f"{_BI}, art. 3.1",
    )
    MAP_TALK = ("map-talk", "Eindgesprek MAP", "Final conversation of the MAP", f"{_BI}, art. 3.2")
    Z_TALK = ("z-talk", "Eindgesprek Z-route", "Final conversation of the Z route", f"{_BI}, art. 3.14")
    PROGRESS_TALK = ("progress-talk", "Voortgangsgesprek", "Progress talk", f"{_BI}, art. 5.3(4)")
    UNBURDENING_STARTED = (
        "unburdening-started",
        "Ontzorgen begonnen",
        "Financial unburdening started",
        "Participatiewet, art. 56a",
    )
    INFORMATION_LETTER = ("information-letter", "Informatiebrief van DUO", "Information letter of DUO", "DUO")
    NEW_TERM = ("new-term", "Nieuwe termijn van DUO", "New term set by DUO", f"{_RI}, art. 7.4")
    DUTY_MET = ("duty-met", "Aan de inburgeringsplicht voldaan", "Duty met", f"{_WI}, art. 6")
    DUTY_ENDED = ("duty-ended", "Inburgeringsplicht geëindigd", "Duty ended", f"{_WI}, art. 3")
    DIED = ("died", "Overleden", "Died", f"{_BI}, art. 9.9")
    DECISION_SENT = ("decision-sent", "Beschikking verzonden", "Decision sent", f"{_AWB}, art. 6:8")
    OBJECTION = ("objection", "Bezwaar ontvangen", "Objection received", f"{_AWB}, art. 6:7")
    OBJECTION_DECIDED = ("objection-decided", "Beslist op het bezwaar", "Objection decided", f"{_AWB}, art. 7:10")
    PERSON_REQUEST = ("person-request", "Verzoek van de deelnemer", "Request of the participant", f"{_GDPR} art. 12")
    REQUEST_ANSWERED = ("request-answered", "Verzoek beantwoord", "Request answered", f"{_GDPR} art. 12")
    BREACH = ("breach", "Datalek ontdekt", "Data breach found", f"{_GDPR} art. 33")
    BREACH_REPORTED = ("breach-reported", "Datalek gemeld", "Data breach reported", f"{_GDPR} art. 33")
    ILLNESS = ("illness", "Ziekte (zelf of naaste)", "Illness (own or next of kin)", f"{_RI}, art. 4.1")
    DEATH_IN_FAMILY = ("death-in-family", "Overlijden van een naaste", "Death of a next of kin", f"{_RI}, art. 4.1")
    CHILD_BORN = ("child-born", "Bevalling", "Birth of a child", f"{_RI}, art. 4.1")
    SHELTER = ("shelter", "Vrouwenopvang", "Women’s shelter", f"{_RI}, art. 4.1")
    LITERACY = ("literacy", "Alfabetisering gevolgd", "Literacy teaching", f"{_RI}, art. 4.1")
    HOMELESS = ("homeless", "Dakloos", "Homeless", f"{_RI}, art. 4.1")
    PROVIDER_STOPPED = (
        "provider-stopped",
        "Onderbroken door de aanbieder",
        "Stopped by the provider",
        f"{_RI}, art. 4.1",
    )
    OTHER_NO_FAULT = (
        "other-no-fault",
        "Andere reden buiten schuld",
        "Other reason without fault",
        f"{_RI}, art. 4.1",
    )
    DESIGNATED_EDUCATION = (
        "designated-education",
        "Aangewezen opleiding begonnen",
        "Designated education started",
        f"{_BI}, art. 4.2-4.4",
    )
    ABROAD = ("abroad", "Onderbreking in het buitenland", "Pause abroad", f"{_BI}, art. 4.2-4.4")
    EXAM_PASSED = ("exam-passed", "Taalexamenonderdeel gehaald", "Part of the language exam passed", f"{_BI}, art. 3")
    KNM_PASSED = ("knm-passed", "Examen KNM gehaald", "KNM exam passed", f"{_BI}, art. 3")
    AGREEMENT_KEPT = (
        "agreement-kept",
        "Afspraak van het programma nagekomen",
        "Agreement of the programme kept",
        "the programme’s own design",
    )
    LESSONS_DONE = ("lessons-done", "Alle lessen gevolgd", "All lessons followed", f"{_BI}, art. 4.2-4.4")


class HoursKind(Code):
    """Hours that the act counts, each in its own way."""

    NT2 = ("nt2", "Taalles (NT2)", "Dutch lessons (NT2)", f"{_BI}, art. 3.14")
    KNM = ("knm", "Lessen KNM", "KNM lessons", f"{_BI}, art. 3.14")
    PARTICIPATION = ("participation", "Participatie", "Participation", f"{_BI}, art. 3.14")
    PVT = ("pvt", "Participatieverklaringstraject", "Participation statement course", f"{_BI}, art. 3.1")
    MAP = ("map", "Module arbeidsmarkt en participatie", "Labour market module", f"{_BI}, art. 3.2")


class Actor(Code):
    """Who must act."""

    COLLEGE = ("college", "Gemeente", "Municipality", _WI)
    PERSON = ("person", "Deelnemer", "Participant", _WI)
    DUO = ("duo", "DUO", "DUO", _WI)
    BOTH = ("both", "Gemeente en deelnemer", "Municipality and participant", _WI)
    PARTNER = ("partner", "Partner", "Partner", "the programme’s own agreement")
