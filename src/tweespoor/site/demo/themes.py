"""Invented themes for the trainings of the demonstration, per kind of activity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tweespoor.apps.schedule.actions import NewTheme, keep_themes
from tweespoor.apps.trajectories.models import Programme

Themes = tuple[tuple[str, str], ...]

AT_WORK: Themes = (
    ("Kennismaken op het werk", "de collega; de baas; de afdeling; Ik ben nieuw hier.; Hoe heet u?"),
    ("Op tijd komen", "het rooster; de pauze; te laat; Sorry, mijn bus was te laat.; Hoe laat begin ik?"),
    ("Ziek melden", "ziek; beter; de huisarts; Ik kan vandaag niet komen.; Ik ben morgen weer beter."),
    ("Een opdracht begrijpen", "de opdracht; eerst; daarna; klaar; Kunt u dat nog een keer zeggen?"),
    ("Vragen om hulp", "de vraag; de uitleg; Mag ik u iets vragen?; Ik begrijp het niet."),
    ("Veilig werken", "de helm; de handschoenen; de nooduitgang; Pas op!; verboden"),
    ("Samenwerken", "het team; de taak; verdelen; Zal ik je helpen?; Wij doen het samen."),
    ("Feedback krijgen", "goed; beter; de fout; Dat ging goed.; De volgende keer doe ik het anders."),
    ("Het loon en de loonstrook", "het loon; bruto; netto; de loonstrook; Wanneer krijg ik mijn loon?"),
    ("Het contract", "het contract; de proeftijd; tekenen; vast; tijdelijk"),
)
SEEKING: Themes = (
    ("Wat kan ik, wat wil ik?", "de ervaring; het diploma; Ik heb gewerkt als kok.; Ik wil graag leren."),
    ("Beroepen in de buurt", "het beroep; de zorg; de bouw; de winkel; Wat doet een monteur?"),
    ("Een vacature lezen", "de vacature; de eis; het uur; fulltime; parttime"),
    ("De sollicitatiebrief", "de brief; de motivatie; Ik solliciteer naar de baan.; Met vriendelijke groet"),
    ("Het cv", "het cv; de opleiding; de gegevens; van 2012 tot 2016"),
    ("Bellen met een bedrijf", "bellen; de telefoon; Mag ik met mevrouw Jansen spreken?; Ik bel u terug."),
    ("Het sollicitatiegesprek", "het gesprek; sterk; zwak; Waarom wilt u hier werken?; Dank u voor het gesprek."),
    ("Op bezoek bij een bedrijf", "de rondleiding; de werkplek; de machine; Hoeveel mensen werken hier?"),
    ("Rechten en plichten", "het recht; de plicht; de cao; gelijk; de vakantie"),
)
DAILY: Themes = (
    ("Post en brieven", "de envelop; de brief; de gemeente; Wat staat hier?; Ik moet dit betalen."),
    ("Geld en rekeningen", "de rekening; betalen; de bank; de schuld; Wat kost dat per maand?"),
    ("Boodschappen en koken", "het recept; de groente; snijden; een kilo; Hoe lang moet dit koken?"),
    ("Verzekeringen", "de verzekering; de zorgpas; het eigen risico; Ben ik verzekerd?"),
    ("Reizen met bus en trein", "de halte; overstappen; de kaart; Hoe laat gaat de bus?"),
    ("Afspraken maken", "de afspraak; de agenda; volgende week; Kan het ook op dinsdag?"),
    ("De computer en DigiD", "inloggen; het wachtwoord; de app; klikken; Ik ben mijn wachtwoord vergeten."),
    ("Wonen en de buurt", "de huur; de buren; het afval; Mag ik u iets vragen over de verwarming?"),
    ("School van de kinderen", "de juf; het rapport; het oudergesprek; Mijn dochter is ziek."),
)
HEALTH: Themes = (
    ("Gezond eten", "gezond; de suiker; het ontbijt; twee keer per dag; Ik eet geen vlees."),
    ("Bewegen", "bewegen; wandelen; fietsen; een half uur; Hoe vaak sport u?"),
    ("Slapen en rust", "slapen; moe; de rust; Ik slaap niet goed."),
    ("Stress herkennen", "de stress; de zorgen; praten; Waar maak je je zorgen over?"),
    ("Naar de huisarts", "de klacht; de pijn; het recept; Ik heb sinds gisteren pijn."),
    ("Steun vragen", "de steun; samen; de familie; Wie kan jou helpen?"),
)
SPORT: Themes = (
    ("De sporthal", "de kleedkamer; de schoenen; de les; Waar kan ik mij omkleden?"),
    ("Het lichaam", "de arm; het been; de rug; buigen; strekken"),
    ("Samen spelen", "de bal; het team; winnen; verliezen; Aan jou!"),
    ("Afspraken over sport", "op tijd; afmelden; de trainer; Ik kan donderdag niet."),
    ("Blessures", "de blessure; de pijn; het ijs; Mijn knie doet pijn."),
)
CRAFT: Themes = (
    ("Gereedschap en materiaal", "het gereedschap; de schroef; het hout; de doek; Geef mij de hamer."),
    ("Veiligheid in de werkplaats", "de bril; de handschoenen; de machine uitzetten; Pas op!"),
    ("Meten en rekenen", "meten; de centimeter; de helft; te lang; te kort"),
    ("Een werktekening lezen", "de tekening; links; rechts; boven; onder"),
    ("Schoonmaken en hygiëne", "de hygiëne; handen wassen; schoon; vuil; wegzetten"),
    ("Praten met een klant", "de klant; de wens; Waarmee kan ik u helpen?; Een ogenblik, alstublieft."),
    ("Kwaliteit controleren", "controleren; de fout; opnieuw; Klopt dit zo?"),
    ("Verslag doen van het werk", "klaar; bijna; morgen; Ik heb dit gedaan.; Dit moet nog."),
)
TALKING: Themes = (
    ("Over jezelf vertellen", "de familie; het land; de hobby; Ik woon hier sinds twee jaar."),
    ("Het weer en de seizoenen", "de regen; de zon; koud; Wat een weer!"),
    ("In de winkel", "de kassa; de aanbieding; pinnen; Heeft u dit ook in het blauw?"),
    ("Feesten en tradities", "de verjaardag; het feest; Gefeliciteerd!; Wat viert u?"),
    ("Het nieuws", "de krant; het nieuws; gisteren; Wat vind jij daarvan?"),
    ("Een mening geven", "eens; oneens; volgens mij; Ik denk dat het goed is."),
)

OF_KIND: Mapping[str, Themes] = {
    "worker-skills": AT_WORK,
    "sheltered-work-experience": AT_WORK,
    "language-practical": AT_WORK,
    "labour-market": SEEKING,
    "applying": SEEKING,
    "practical": DAILY,
    "health": HEALTH,
    "sport": SPORT,
    "vocational": CRAFT,
    "language-conversation": TALKING,
    "language-informal": TALKING,
}


def add_themes(programme: Programme, *, now: datetime) -> None:
    """Give the trainings of a programme themes; long trainings have meetings without one."""
    for offer in programme.offers.current():
        themes = OF_KIND.get(offer.kind, ())
        most = offer.sessions * offer.weeks
        keep_themes(
            offer=offer,
            themes=[NewTheme(title=title, words="\n".join(words.split("; "))) for title, words in themes[:most]],
            by=None,
            now=now,
        )
