"""Deeds about who was there, as the participant reads them and as the administrator does."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

ATTENDANCE_DEEDS: Mapping[str, tuple[Promise | str, Promise | str]] = {
    "attendance-recorded": (
        gettext_lazy("Op %(day)s legde %(who)s vast of u bij een les of training was."),
        gettext_lazy("vulde een lijst van aanwezigheid in"),
    ),
    "attendance-file-uploaded": (
        gettext_lazy("Op %(day)s zette %(who)s een bestand met aanwezigheid klaar om in te lezen."),
        gettext_lazy("zette een bestand met aanwezigheid klaar"),
    ),
    "attendance-file-discarded": (
        gettext_lazy("Op %(day)s gooide %(who)s een bestand met aanwezigheid weg zonder het in te lezen."),
        gettext_lazy("gooide een bestand met aanwezigheid weg"),
    ),
    "attendance-file-forgotten": (
        gettext_lazy("Op %(day)s verwijderde Tweespoor een bestand met aanwezigheid dat te lang klaarstond."),
        gettext_lazy("verwijderde een oud bestand met aanwezigheid"),
    ),
    "attendance-file-read": (
        gettext_lazy("Op %(day)s las %(who)s uit een bestand in of u bij de les of training was."),
        gettext_lazy("las aanwezigheid van deelnemers in"),
    ),
    "attendance-name-remembered": (
        gettext_lazy("Op %(day)s zei %(who)s dat u bedoeld bent in een bestand met aanwezigheid. Dat is onthouden."),
        gettext_lazy("zei wie in een bestand met aanwezigheid bedoeld zijn"),
    ),
    "attendance-file-done": (
        gettext_lazy("Op %(day)s las %(who)s een bestand met aanwezigheid in."),
        gettext_lazy("las een bestand met aanwezigheid in"),
    ),
    "attendance-file-taken-out": (
        gettext_lazy("Op %(day)s haalde %(who)s weg wat uit een bestand met aanwezigheid over u was ingelezen."),
        gettext_lazy("haalde ingelezen aanwezigheid van deelnemers weg"),
    ),
    "attendance-file-undone": (
        gettext_lazy("Op %(day)s maakte %(who)s het inlezen van een bestand met aanwezigheid ongedaan."),
        gettext_lazy("maakte het inlezen van een bestand met aanwezigheid ongedaan"),
    ),
    "session-called-off": (
        gettext_lazy("Op %(day)s zegde %(who)s een les of training af."),
        gettext_lazy("zegde een bijeenkomst af"),
    ),
    "session-takes-place": (
        gettext_lazy("Op %(day)s legde %(who)s vast dat een les of training toch doorgaat."),
        gettext_lazy("liet een bijeenkomst toch doorgaan"),
    ),
    "absence-planned": (
        gettext_lazy("Op %(day)s legde %(who)s vast dat u een tijd niet komt."),
        gettext_lazy("legde geplande afwezigheid vast"),
    ),
    "absence-withdrawn": (
        gettext_lazy("Op %(day)s legde %(who)s vast dat u toch komt."),
        gettext_lazy("nam geplande afwezigheid terug"),
    ),
    "attendance-link-made": (
        gettext_lazy("Op %(day)s maakte %(who)s een link naar een lijst waar u op staat."),
        gettext_lazy("maakte een link naar een lijst van aanwezigheid"),
    ),
    "attendance-link-withdrawn": (
        gettext_lazy("Op %(day)s trok %(who)s een link naar een lijst in."),
        gettext_lazy("trok een link naar een lijst in"),
    ),
    "calendar-feed-opened": (
        gettext_lazy("Op %(day)s maakte %(who)s een adres waarmee een agenda een week leest."),
        gettext_lazy("maakte een adres van een week voor een agenda"),
    ),
    "calendar-feed-withdrawn": (
        gettext_lazy("Op %(day)s trok %(who)s een adres in waarmee een agenda een week las."),
        gettext_lazy("trok een adres van een week voor een agenda in"),
    ),
    "own-calendar-opened": (
        gettext_lazy("Op %(day)s zette u op uw eigen pagina’s uw week in een agenda."),
        gettext_lazy("zette de eigen week in een agenda"),
    ),
    "own-card-made": (
        gettext_lazy("Op %(day)s maakte %(who)s voor u een kaart voor uw eigen pagina’s."),
        gettext_lazy("maakte een kaart voor de eigen pagina’s"),
    ),
    "own-card-withdrawn": (
        gettext_lazy("Op %(day)s trok %(who)s een kaart voor uw eigen pagina’s in."),
        gettext_lazy("trok een kaart voor de eigen pagina’s in"),
    ),
    "own-link-made": (
        gettext_lazy("Op %(day)s werd een account gekoppeld waarmee uw eigen pagina’s open gaan."),
        gettext_lazy("koppelde een account aan de eigen pagina’s"),
    ),
    "own-link-withdrawn": (
        gettext_lazy("Op %(day)s ontkoppelde %(who)s een account van uw eigen pagina’s."),
        gettext_lazy("ontkoppelde een account van de eigen pagina’s"),
    ),
    "own-link-ended": (
        gettext_lazy("Op %(day)s haalde u op uw eigen pagina’s uw account weg."),
        gettext_lazy("haalde op de eigen pagina’s het eigen account weg"),
    ),
    "own-code-sent": (
        gettext_lazy("Op %(day)s werd u een code voor uw eigen pagina’s gestuurd."),
        gettext_lazy("stuurde een code voor de eigen pagina’s"),
    ),
    "own-pages-opened": (
        gettext_lazy("Op %(day)s werden uw eigen pagina’s geopend, met uw kaart, een code of uw account."),
        gettext_lazy("opende de eigen pagina’s"),
    ),
    "own-absence-told": (
        gettext_lazy("Op %(day)s zei u op uw eigen pagina’s dat u een keer niet komt."),
        gettext_lazy("zei op de eigen pagina’s niet te komen"),
    ),
    "own-absence-taken-back": (
        gettext_lazy("Op %(day)s zei u op uw eigen pagina’s dat u toch komt."),
        gettext_lazy("zei op de eigen pagina’s toch te komen"),
    ),
    "messages-asked": (
        gettext_lazy("Op %(day)s liet %(who)s u een bericht sturen over uw lessen of trainingen."),
        gettext_lazy("liet berichten sturen"),
    ),
    "hours-taken-back": (
        gettext_lazy("Op %(day)s nam %(who)s terug hoeveel uur u iets volgde."),
        gettext_lazy("nam uren terug"),
    ),
}
