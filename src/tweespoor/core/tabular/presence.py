"""What schools write for who was there, and what it probably means: somebody says so before anything is taken over."""

from __future__ import annotations

from enum import StrEnum


class Told(StrEnum):
    """What a school's word for presence comes down to."""

    PRESENT = "present"
    LATE = "late"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    PLANNED = "planned"
    NOT_RECORDED = "not-recorded"


_WORDS: dict[Told, str] = {
    Told.PRESENT: (
        "aanwezig, aanw, p, pres, present, presentie, was er, ja, j, 1, ✓, ✔, +, online aanwezig, aanwezig online, "
        "digitaal aanwezig, attended"
    ),
    Told.LATE: "te laat, laat, tl, t.l, l, late, te laat gekomen",
    Told.AUTHORISED: (
        "afwezig mg, afwezig m.g, afwezig met bericht, afwezig mb, afwezig m.b, mb, m.b, amb, a.m.b, afgemeld, "
        "afwezig met melding, afwezig gemeld, geoorloofd, geoorloofd afwezig, ga, ziek, z, zk, ziekgemeld, "
        "ziek gemeld, ziekmelding, ziek afgemeld, arts, dokter, ziekenhuis, absent with notice, excused, sick"
    ),
    Told.UNAUTHORISED: (
        "afwezig zonder bericht, afwezig zb, afwezig z.b, zb, z.b, azb, a.z.b, ongeoorloofd, ongeoorloofd afwezig, oa, "
        "niet afgemeld, no show, no-show, absent without notice, unexcused"
    ),
    Told.PLANNED: "verlof, vrij gevraagd, vakantie, gepland afwezig, bijzonder verlof, leave",
    Told.NOT_RECORDED: (
        "niet ingevuld, niet geregistreerd, onbekend, onb, ?, -, n.v.t, nvt, geen les, lesvrij, les vervallen, "
        "vervallen"
    ),
}
"""Illness is absence with notice, without more: health is nobody's business here (GDPR, art. 9). What can mean two
things ("a", "0", "x", "v", "afwezig", "nee") is not in it: nobody guesses."""


def word_of(text: str) -> str:
    """A word as it is compared: without capitals, double spaces and a last full stop."""
    return " ".join(text.casefold().split()).rstrip(".")


_MEANS = {word_of(word): told for told, words in _WORDS.items() for word in words.split(", ")}


def likely_meaning(word: str) -> Told | None:
    """What a word probably means; None where it may be more than one thing."""
    return _MEANS.get(word_of(word))
