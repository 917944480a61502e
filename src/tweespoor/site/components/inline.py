"""Small components in Python: a page places some of them a hundred times, and an included template costs more than what
it says. Every value is escaped where it is placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.formats import date_format, localize
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tweespoor.core.facts import FactState
from tweespoor.site.components.data import KeyFigure, ShownFact, ShownQuestion

NOTHING = SafeString("")


def _html(shape: str, *values: object) -> SafeString:
    """A shape with values in it, escaped where they are not safe: Django's `format_html` for plain texts, without what
    that does for texts of later, which costs more than the rest."""
    return SafeString(shape.format(*[each if isinstance(each, SafeString) else escape(str(each)) for each in values]))


def _joined(shape: str, rows: Iterable[tuple[object, ...]]) -> SafeString:
    """The same for each of some rows, after each other."""
    return SafeString("".join([_html(shape, *row) for row in rows]))


@cache
def icon(name: str) -> SafeString:
    """A drawing of that name, silent for screen readers."""
    return _html(
        '<svg class="tweespoor-icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        "{}</svg>",
        render_to_string(f"components/icons/{name}.html"),
    )


def family(slug: str, label: str) -> SafeString:
    """A family of activities: icon and name in its colour."""
    return _html('<span class="tweespoor-family tweespoor-family--{}">{}{}</span>', slug, icon(slug), label)


def badge(label: object, kind: str) -> SafeString:
    """A status in a word."""
    return _html('<span class="utrecht-status-badge utrecht-status-badge--{}">{}</span>', kind, localize(label))


def bar_meter(count: int, *, of: int, label: str, slug: str) -> SafeString:
    """A share as a bar with its text."""
    share = 100 * count / of if of else 0
    return _html(
        '<span class="tweespoor-meter{}"><svg class="tweespoor-meter__bar" width="100%" height="10" aria-hidden="true"'
        ' focusable="false"><rect class="tweespoor-meter__ground" width="100%" height="10" rx="2"/><rect'
        ' class="tweespoor-meter__share" width="{}" height="10" rx="2"/></svg><span class="tweespoor-meter__text">'
        "{}{}</span></span>",
        f" tweespoor-family--{slug}" if slug else "",
        f"{min(100, max(0, share)):.1f}%",
        f"{label}: " if label else "",
        _("%(count)s van %(of)s") % {"count": localize(count), "of": localize(of)},
    )


def fact_value(fact: ShownFact) -> SafeString:
    """What is known, with its date and source."""
    state = FactState(fact.state)
    if state is FactState.NOT_ASKED:
        said = _said("not-asked", _("niet gevraagd"), drawing=icon("not-asked"))
    elif state is FactState.NONE:
        said = _said("none", _("geen"), drawing=icon("none"))
    else:
        said = _said("known", fact.text)
    day = _day(fact.valid_on, language=get_language()) if fact.valid_on else ""
    if not day and not fact.source:
        return said
    source = f"{day}, {fact.source}" if day and fact.source else day or fact.source
    return _html('{} <small class="tweespoor-fact__source">{}</small>', said, source)


def _said(state: str, text: str, *, drawing: SafeString = NOTHING) -> SafeString:
    return _html('<span class="tweespoor-fact tweespoor-fact--{}">{}{}</span>', state, drawing, text)


@lru_cache(maxsize=4096)
def _day(day: date, *, language: str | None) -> str:
    """The day in words; `language` is the one now spoken, so that each language keeps its own."""
    return date_format(day, "j F Y")


def fact_list(facts: Sequence[ShownFact], *, link: str) -> SafeString:
    """Facts with their labels, and a link to each where it has an address."""
    to_answer, to_change = link or _("invullen"), link or _("wijzigen")
    items = _joined(
        '<div class="utrecht-data-list__item tweespoor-facts__item">\n'
        '    <dt class="utrecht-data-list__item-key tweespoor-facts__key">{}</dt>\n'
        '    <dd class="utrecht-data-list__item-value utrecht-data-list__item-value--html-dd tweespoor-facts__value">'
        '<span class="tweespoor-facts__answer">{}</span>{}</dd>\n'
        "  </div>\n  ",
        (
            (
                fact.label,
                fact_value(fact),
                _fact_link(fact, said=to_answer if fact.state == FactState.NOT_ASKED else to_change),
            )
            for fact in facts
        ),
    )
    return _html('<dl class="utrecht-data-list tweespoor-facts">\n  {}\n</dl>\n', items)


def _fact_link(fact: ShownFact, *, said: str) -> SafeString:
    if not fact.url:
        return NOTHING
    return _html(
        '<a class="utrecht-link utrecht-link--html-a tweespoor-facts__link" href="{}">{}'
        '<span class="tweespoor-visually-hidden">: {}</span></a>',
        fact.url,
        said,
        fact.label,
    )


def open_questions(questions: Sequence[ShownQuestion], *, about: str) -> SafeString:
    """Questions that nobody asked yet, each with the way to answer it where it has an address; `about` says of what
    they are to who cannot see what they stand below."""
    fill_in = _("invullen")
    items = [
        _html(
            '<li><a class="tweespoor-fact tweespoor-fact--not-asked" href="{}">{}<span'
            ' class="tweespoor-visually-hidden"> {}</span></a></li>',
            each.url,
            each.label,
            fill_in,
        )
        if each.url
        else _html('<li><span class="tweespoor-fact tweespoor-fact--not-asked">{}</span></li>', each.label)
        for each in questions
    ]
    label = f"{_('Niet gevraagd')}: {about}"
    return _html('<ul class="tweespoor-open" aria-label="{}">{}</ul>', label, SafeString("".join(items)))


def key_figures(figures: Sequence[KeyFigure]) -> SafeString:
    """The page's numbers with their labels."""
    items = _joined(
        '<div class="tweespoor-key-figures__item">\n'
        '    <dt class="tweespoor-key-figures__label">{}</dt>\n'
        '    <dd class="tweespoor-key-figures__value{}">{}</dd>{}\n'
        "  </div>\n  ",
        (
            (
                _html('<a class="utrecht-link utrecht-link--html-a" href="{}">{}</a>', each.url, each.label)
                if each.url
                else each.label,
                " tweespoor-key-figures__value--words" if each.is_words else "",
                localize(each.value),
                _html('<dd class="tweespoor-key-figures__note">{}</dd>', each.note) if each.note else "",
            )
            for each in figures
        ),
    )
    return _html('<dl class="tweespoor-key-figures">\n  {}\n</dl>\n', items)


def panel(content: SafeString, *, title: str, note: str) -> SafeString:
    """A part of a page under a heading of the second level."""
    return _html(
        '<section class="tweespoor-panel">\n  <div class="tweespoor-panel__head"><h2 class="utrecht-heading-2">{}</h2>'
        "{}</div>\n  {}\n</section>\n",
        title,
        _html('<p class="tweespoor-panel__note">{}</p>', note) if note else "",
        content,
    )
