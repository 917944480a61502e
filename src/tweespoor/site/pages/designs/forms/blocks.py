"""The form of a building block."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.designs import Block, Form, Given, GroupRules, HoursFor, Section, Span, When
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, LanguageLevel, OrganisationKind
from tweespoor.core.week import Daypart, HalfDay, parse_half_days, week_grid
from tweespoor.site.pages.designs.forms.conditions import (
    NAMES,
    build_conditions,
    check_conditions,
    condition_fields,
    condition_initial,
)
from tweespoor.site.pages.designs.forms.fields import (
    PartForm,
    add_fields,
    amount_fields,
    amount_initial,
    amount_names,
    clean_amount,
    clean_given_length,
    codes,
    given_length_fields,
    given_length_initial,
    kept_or_own,
    named,
    several,
    text_fields,
    text_initial,
)
from tweespoor.site.pages.designs.forms.intensities import (
    clean_intensity,
    intensity_fields,
    intensity_initial,
    intensity_names,
)

MINUTES = 60
HOURS_FOR = (
    (HoursFor.PVT.value, _("PVT (participatieverklaring)")),
    (HoursFor.MAP.value, _("MAP (arbeidsmarkt en participatie)")),
    (HoursFor.COURSE.value, _("cursusuren van de Z-route")),
    (HoursFor.PARTICIPATION.value, _("participatie-uren van de Z-route")),
)
LENGTH = (*amount_names("length"), "length_unit")
SIZE = amount_names("size")
SESSION = ("session_min", "session_max")


class BlockForm(PartForm):
    """What is done, how much, when, with whom and for whom."""

    SECTION = Section.BLOCKS
    GROUPS: ClassVar = (
        (_("Wat"), ("label_nl", "kind", "form", "everyone"), False),
        (_("Hoeveel en wanneer"), (*intensity_names(), *SESSION, "phases", "from_week", *LENGTH), False),
        (_("Wie doet het"), ("provider", "provider_name"), False),
        (_("Voor wie: voorwaarden"), (*NAMES, "conditions_assumed"), True),
        (_("De groep"), (*SIZE, "level_spread", "max_groups", "topped_up", "preteach"), True),
        (_("Telt voor de wet"), ("by_kind", "counts_for"), True),
        (_("Volgorde en tijden"), ("after", "dayparts", "avoid"), True),
        (_("Meer"), ("label_en", "also", "levels", "note_nl", "note_en", "source"), True),
    )

    kind = forms.ChoiceField(label=_("Soort activiteit"))
    form = forms.ChoiceField(
        label=_("Vorm"),
        choices=((Form.GROUP.value, _("in een groep")), (Form.INDIVIDUAL.value, _("individueel"))),
        initial=Form.GROUP.value,
    )
    everyone = forms.BooleanField(label=_("Iedereen die aan de voorwaarden voldoet, doet dit"), required=False)
    session_min = forms.DecimalField(
        label=_("Duur van één keer in uren: van"), localize=True, min_value=0, max_value=24, required=False
    )
    session_max = forms.DecimalField(
        label=_("Duur van één keer in uren: tot"), localize=True, min_value=0, max_value=24, required=False
    )
    phases = several(_("In welke fasen"), help_text=_("Niets aangevinkt: in alle fasen."))
    from_week = forms.IntegerField(label=_("Vanaf welke week van die fasen"), min_value=1, max_value=1200, initial=1)
    provider = forms.ChoiceField(label=_("Wat voor organisatie"), required=False)
    provider_name = forms.CharField(label=_("Naam van de organisatie"), max_length=300, required=False)
    conditions_assumed = forms.CharField(
        label=_("Waarom deze voorwaarden een aanname zijn"), max_length=600, min_length=3, required=False
    )
    level_spread = forms.IntegerField(
        label=_("Hoogstens zoveel stappen tussen de niveaus in een groep"), min_value=0, max_value=20, required=False
    )
    max_groups = forms.IntegerField(label=_("Hoogstens zoveel groepen"), min_value=1, max_value=1200, required=False)
    topped_up = forms.BooleanField(
        label=_("Plaatsen die over zijn, gaan naar mensen van andere doelgroepen"), required=False
    )
    preteach = forms.BooleanField(label=_("De taalles bereidt hierop voor (pre-teaching)"), required=False)
    by_kind = forms.BooleanField(label=_("Volgt uit de soort activiteit"), required=False)
    counts_for = several(_("Of telt precies voor"))
    after = several(_("Pas na"))
    dayparts = several(_("Alleen op deze dagdelen"))
    avoid = several(_("Liever niet op"))
    also = several(_("Gaat ook over"))
    levels = several(_("Niveaus waarop het wordt gegeven"))

    def start(self) -> dict[str, Any]:
        """A new block is for everybody, some hours a week."""
        return {"everyone": True, "by_kind": True, "intensity_state": "number", "length_state": "", "size_state": ""}

    def read(self, part: Block) -> dict[str, Any]:
        """The block as the form's values."""
        session = part.intensity.value.session if part.intensity.value else None
        shown = amount_initial("session", _given(session), factor=MINUTES)
        return {
            **super().read(part),
            **intensity_initial(part.intensity),
            **{name: shown[name] for name in SESSION},
            **given_length_initial("length", part.when.length),
            **amount_initial("size", part.group.size),
            **condition_initial(part.conditions),
            **text_initial("note", part.note),
            "kind": part.kind.value,
            "form": part.form.value,
            "everyone": part.everyone,
            "phases": list(part.when.phases),
            "from_week": part.when.from_week,
            "provider": part.provider.value if part.provider else "",
            "provider_name": part.provider_name,
            "conditions_assumed": part.conditions_assumed,
            "level_spread": part.group.level_spread,
            "max_groups": part.group.max_groups,
            "topped_up": part.group.topped_up,
            "preteach": part.preteach,
            "by_kind": part.counts_for is None,
            "counts_for": [each.value for each in part.counts_for or ()],
            "after": list(part.after),
            "dayparts": [each.value for each in part.dayparts],
            "avoid": [each.slug for each in part.avoid],
            "also": [each.value for each in part.also],
            "levels": [each.value for each in part.levels.value or ()] if part.levels else [],
        }

    def prepare(self) -> None:
        """The catalogue of kinds, grouped by family, and what else depends on the design."""
        language = language_now()
        catalogue = [
            (family.label(language), [(k.value, k.label(language)) for k in ActivityKind if k.family is family])
            for family in ActivityFamily
        ]
        others = [block for block in self.design.blocks if self.part is None or block.id != self.part.id]
        choices: dict[str, Any] = {
            "kind": catalogue,
            "also": codes(ActivityKind, language=language),
            "phases": named(self.design.phases, language=language),
            "provider": [("", _("nog niemand")), *codes(OrganisationKind, language=language)],
            "counts_for": HOURS_FOR,
            "after": named(others, language=language),
            "dayparts": [(each.value, each.en if language == "en" else each.nl) for each in Daypart],
            "avoid": [(each.slug, each.label(language)) for each in _all_half_days()],
            "levels": codes(LanguageLevel, language=language),
        }
        for name, options in choices.items():
            self.fields[name].choices = options
        add_fields(self, intensity_fields())
        add_fields(self, given_length_fields("length", label=_("Hoe lang"), optional=True))
        add_fields(self, amount_fields("size", label=_("Groepsgrootte"), optional=True, most=1000))
        add_fields(self, condition_fields(self.design, language=language))
        add_fields(self, text_fields("note", label=_("Toelichting"), label_en=_("Toelichting in het Engels")))

    def clean(self) -> dict[str, Any]:
        """Check amounts and bounds, each at its field."""
        before = self.part if isinstance(self.part, Block) else None
        self._session = self._typed_session(before)
        self._intensity = clean_intensity(self, before=before.intensity if before else None, session=self._session)
        self._length = clean_given_length(self, "length", before=before.when.length if before else None)
        size = before.group.size if before else None
        self._size = kept_or_own(size, state=self.cleaned_data.get("size_state", ""), value=clean_amount(self, "size"))
        check_conditions(self)
        return self.cleaned_data

    def _typed_session(self, before: Block | None) -> Span | None:
        if before and before.intensity.value and not set(SESSION) & set(self.changed_data):
            return before.intensity.value.session
        low, high = (self.cleaned_data.get(name) for name in SESSION)
        if low is None and high is None:
            return None
        low, high = (high if low is None else low), (low if high is None else high)
        if low > high:
            self.add_error("session_max", _("Dit is minder dan het eerste getal. Draai de twee om."))
            return None
        return Span(round(low * MINUTES), round(high * MINUTES))

    def build(self) -> Block:
        """The block as it was typed in."""
        data = self.cleaned_data
        before = self.part if isinstance(self.part, Block) else None
        kind = ActivityKind(data["kind"])
        block = Block(
            id=self.part_id,
            label=self.name(),
            kind=kind,
            also=_in_order(data["also"], before.also if before else (), ActivityKind),
            form=Form(data["form"]),
            everyone=data["everyone"],
            intensity=self._intensity,
            when=When(phases=self._phases(before), from_week=data["from_week"], length=self._length),
            group=GroupRules(
                size=self._size,
                level_spread=data["level_spread"],
                max_groups=data["max_groups"],
                topped_up=data["topped_up"],
            ),
            provider=OrganisationKind(data["provider"]) if data["provider"] else None,
            provider_name=data["provider_name"],
            conditions=build_conditions(self, before=before.conditions if before else ()),
            conditions_assumed=data["conditions_assumed"],
            levels=self._levels(before),
            counts_for=None if data["by_kind"] else tuple(HoursFor(each) for each in data["counts_for"]),
            after=_in_order(data["after"], before.after if before else (), str),
            preteach=data["preteach"],
            dayparts=_in_order(data["dayparts"], before.dayparts if before else (), Daypart),
            avoid=self._avoid(before),
            note=self.optional_name(field="note"),
            source=data["source"],
        )
        return replace(block, paid_by=before.paid_by) if before else block

    def _phases(self, before: Block | None) -> tuple[str, ...]:
        return _in_order(self.cleaned_data["phases"], before.when.phases if before else (), str)

    def _avoid(self, before: Block | None) -> tuple[HalfDay, ...]:
        if before and {each.slug for each in before.avoid} == set(self.cleaned_data["avoid"]):
            return before.avoid
        return parse_half_days(tuple(self.cleaned_data["avoid"]))

    def _levels(self, before: Block | None) -> Given[tuple[LanguageLevel, ...]] | None:
        old = before.levels if before else None
        if "levels" not in self.changed_data:
            return old
        typed = tuple(sorted((LanguageLevel(each) for each in self.cleaned_data["levels"]), key=lambda x: x.rank))
        return Given(state=FactState.KNOWN, value=typed) if typed else None


def _in_order(typed: list[str], before: tuple[Any, ...], read: Any) -> tuple[Any, ...]:
    """What was ticked; in the order in which it stood where the same was ticked."""
    found = tuple(read(each) for each in typed)
    return before if set(found) == set(before) else found


def _given(span: Span | None) -> Given[Span] | None:
    return Given(state=FactState.KNOWN, value=span) if span else None


def _all_half_days() -> tuple[HalfDay, ...]:
    return tuple(week_grid())
