"""What the forms of a design have in common: texts in two languages, amounts that may be unknown, lengths of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tweespoor.core.designs import OWN_DESIGN, Design, Duration, Given, Label, Part, Section, Span, TimeUnit, free_id
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import Code, LanguageLevel
from tweespoor.site.components.forms import ShownField, shown_fields

T = TypeVar("T")
LONGEST_TEXT = 600
LONGEST_SOURCE = 300
MORE = (_("Meer"), ("label_en", "source"), True)
"""The fields that are seldom changed."""

NUMBER, AT_MOST, UNKNOWN, OPEN, ABSENT = "number", "at-most", "unknown", "open", ""
STATES = (
    (NUMBER, _("getal")),
    (AT_MOST, _("hooguit")),
    (UNKNOWN, _("niet bekend")),
    (OPEN, _("opengelaten")),
)
UNITS = (
    (TimeUnit.DAYS.value, _("dagen")),
    (TimeUnit.WEEKS.value, _("weken")),
    (TimeUnit.MONTHS.value, _("maanden")),
    (TimeUnit.YEARS.value, _("jaar")),
)


@dataclass(frozen=True)
class FieldGroup:
    """Fields that are shown together; folded where they are seldom needed and nothing in them is wrong."""

    title: str
    fields: tuple[ShownField, ...]
    folded: bool


class PartForm(forms.Form):
    """A form of one part of a design. `GROUPS` names its fields: title, fields, and whether they are folded."""

    use_required_attribute = False
    SECTION: ClassVar[Section]
    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...], bool], ...]] = ()

    label_nl = forms.CharField(label=_("Naam"), max_length=LONGEST_TEXT)
    label_en = forms.CharField(
        label=_("Naam in het Engels"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Leeg: dezelfde naam als in het Nederlands."),
    )
    source = forms.CharField(
        label=_("Bron"),
        max_length=LONGEST_SOURCE,
        min_length=3,
        initial=OWN_DESIGN,
        help_text=_("Waar dit vandaan komt: een rapport, of uw eigen ontwerp."),
    )

    def __init__(self, *args: Any, design: Design, part: Part | None = None, **kwargs: Any) -> None:
        self.design, self.part = design, part
        initial = {**(self.start() if part is None else self.read(part)), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)
        self.prepare()

    def start(self) -> dict[str, Any]:
        """What the form of a new part starts with."""
        return {}

    def read(self, part: Any) -> dict[str, Any]:
        """The part as the form's values."""
        return {"label_nl": part.label.nl, "label_en": english(part.label), "source": part.source}

    def prepare(self) -> None:
        """Fill in the choices that depend on the design."""

    def build(self) -> Part:
        """The part as it was typed in."""
        raise NotImplementedError

    @property
    def part_id(self) -> str:
        """The id of the part; a new one gets one made of its name."""
        return self.part.id if self.part else free_id(self.design, self.SECTION, self.cleaned_data["label_nl"])

    @property
    def groups(self) -> tuple[FieldGroup, ...]:
        """The fields in their groups."""
        shown = {field.bound.name: field for field in shown_fields(self)}
        return tuple(
            FieldGroup(
                title=str(title),
                fields=tuple(shown[name] for name in names if name in shown),
                folded=folded and not any(self[name].errors for name in names if name in shown),
            )
            for title, names, folded in self.GROUPS
        )

    @property
    def wrong(self) -> tuple[ShownField, ...]:
        """The fields with an error."""
        return tuple(field for field in shown_fields(self) if field.bound.errors)

    def name(self, *, field: str = "label") -> Label:
        """A text in two languages as it was typed in."""
        label = self.optional_name(field=field)
        assert label is not None
        return label

    def optional_name(self, *, field: str) -> Label | None:
        """A text in two languages, None where the Dutch one is empty."""
        dutch = self.cleaned_data[f"{field}_nl"].strip()
        return Label(dutch, self.cleaned_data[f"{field}_en"].strip() or dutch) if dutch else None


def english(label: Label | None) -> str:
    """The English text, empty where it says the same as the Dutch one."""
    return label.en if label and label.en != label.nl else ""


def text_initial(name: str, label: Label | None) -> dict[str, str]:
    """A text in two languages as form values."""
    return {f"{name}_nl": label.nl if label else "", f"{name}_en": english(label)}


def text_fields(name: str, *, label: Any, label_en: Any, required: bool = False) -> dict[str, forms.Field]:
    """The fields of a text in two languages."""
    return {
        f"{name}_nl": forms.CharField(label=label, max_length=LONGEST_TEXT, required=required),
        f"{name}_en": forms.CharField(label=label_en, max_length=LONGEST_TEXT, required=False),
    }


def amount_fields(
    name: str, *, label: Any, optional: bool = False, decimal: bool = False, most: int = 1_000_000
) -> dict[str, forms.Field]:
    """The fields of an amount: what is known of it, and from and to."""
    states = [(ABSENT, _("niet ingevuld")), *STATES] if optional else [*STATES]
    bounds = {"min_value": 0, "max_value": most, "required": False}
    number = (lambda text: forms.DecimalField(label=text, localize=True, **bounds)) if decimal else None
    make: Callable[[Any], forms.Field] = number or (lambda text: forms.IntegerField(label=text, **bounds))
    return {
        f"{name}_state": forms.ChoiceField(label=label, choices=states, required=not optional),
        f"{name}_min": make(format_lazy("{}: {}", label, _("van"))),
        f"{name}_max": make(format_lazy("{}: {}", label, _("tot"))),
    }


def amount_names(name: str) -> tuple[str, str, str]:
    """The names of the fields of an amount."""
    return f"{name}_state", f"{name}_min", f"{name}_max"


def amount_initial(name: str, given: Given[Span] | None, *, factor: int = 1) -> dict[str, Any]:
    """An amount as form values."""
    state, low, high = shown_amount(given, factor=factor)
    return {f"{name}_state": state, f"{name}_min": low, f"{name}_max": high}


def shown_amount(given: Given[Span] | None, *, factor: int = 1) -> tuple[str, Any, Any]:
    """What a form shows of an amount: state, from and to; one number stands in "from" alone."""
    if given is None:
        return ABSENT, None, None
    if given.value is None:
        return (OPEN if given.state is FactState.NONE else UNKNOWN), None, None
    low, high = given.value.min, given.value.max
    if low is None:
        return AT_MOST, None, number_shown(high, factor=factor)
    if given.value.is_exact:
        return NUMBER, number_shown(low, factor=factor), None
    return NUMBER, number_shown(low, factor=factor), number_shown(high, factor=factor)


def number_shown(value: int, *, factor: int) -> Any:
    """A stored number as people type it: hours of minutes, euros of cents."""
    return value // factor if value % factor == 0 else Decimal(value) / factor


def clean_amount(form: forms.Form, name: str, *, factor: int = 1) -> Span | None:
    """Check what was typed of an amount; None where there is no number. Errors go to their field."""
    state = form.cleaned_data.get(f"{name}_state")
    low, high = form.cleaned_data.get(f"{name}_min"), form.cleaned_data.get(f"{name}_max")
    if state not in (NUMBER, AT_MOST) or form.errors.keys() & set(amount_names(name)):
        return None
    if low is None and high is None:
        form.add_error(f"{name}_min", _("Vul een getal in, of kies dat het niet bekend is."))
        return None
    if state == AT_MOST:
        most = high if high is not None else low
        return Span(None, round(most * factor))
    low = high if low is None else low
    high = low if high is None else high
    if low > high:
        form.add_error(f"{name}_max", _("Dit is minder dan het eerste getal. Draai de twee om."))
        return None
    return Span(round(low * factor), round(high * factor))


def kept_or_own(before: Given[T] | None, *, state: str, value: T | None) -> Given[T] | None:
    """What stood there where nothing became different; otherwise the value, as the municipality's own."""
    if state == ABSENT:
        return None
    fact = {UNKNOWN: FactState.NOT_ASKED, OPEN: FactState.NONE}.get(state, FactState.KNOWN)
    if before is not None and before.value == value and (value is not None or before.state is fact):
        return before
    return Given(state=fact, value=value, source=OWN_DESIGN if value is not None and before is not None else "")


def length_initial(name: str, length: Duration | None) -> dict[str, Any]:
    """A length of time as form values."""
    given = Given(state=FactState.KNOWN, value=length.count) if length else None
    _state, low, high = shown_amount(given)
    return {f"{name}_min": low, f"{name}_max": high, f"{name}_unit": length.unit.value if length else "weeks"}


def length_fields(name: str, *, label: Any) -> dict[str, forms.Field]:
    """The fields of a length of time that may be left out."""
    bounds = {"min_value": 1, "max_value": 3650, "required": False}
    return {
        f"{name}_min": forms.IntegerField(label=label, **bounds),
        f"{name}_max": forms.IntegerField(label=format_lazy("{}: {}", label, _("tot")), **bounds),
        f"{name}_unit": forms.ChoiceField(
            label=format_lazy("{}: {}", label, _("eenheid")), choices=UNITS, initial="weeks", required=False
        ),
    }


def length_names(name: str) -> tuple[str, str, str]:
    """The names of the fields of a length of time."""
    return f"{name}_min", f"{name}_max", f"{name}_unit"


def clean_length(form: forms.Form, name: str, *, before: Duration | None) -> Duration | None:
    """The length of time that was typed in; None where it was left out."""
    low, high = form.cleaned_data.get(f"{name}_min"), form.cleaned_data.get(f"{name}_max")
    if low is None and high is None:
        return None
    unit = TimeUnit(form.cleaned_data.get(f"{name}_unit") or "weeks")
    if before and length_initial(name, before) == {f"{name}_min": low, f"{name}_max": high, f"{name}_unit": unit}:
        return before
    low, high = (high if low is None else low), (low if high is None else high)
    if low > high:
        form.add_error(f"{name}_max", _("Dit is minder dan het eerste getal. Draai de twee om."))
        return None
    return Duration(unit, Span(low, high))


def given_length_initial(name: str, given: Given[Duration] | None) -> dict[str, Any]:
    """A length of time that may be unknown, as form values."""
    count = None
    if given is not None:
        count = Given(state=given.state, value=given.value.count if given.value else None)
    unit = given.value.unit.value if given and given.value else "weeks"
    return {**amount_initial(name, count), f"{name}_unit": unit}


def given_length_fields(name: str, *, label: Any, optional: bool = False) -> dict[str, forms.Field]:
    """The fields of a length of time that may be unknown or open."""
    fields = amount_fields(name, label=label, optional=optional, most=3650)
    fields[f"{name}_unit"] = forms.ChoiceField(
        label=format_lazy("{}: {}", label, _("eenheid")), choices=UNITS, initial="weeks"
    )
    return fields


def clean_given_length(form: forms.Form, name: str, *, before: Given[Duration] | None) -> Given[Duration] | None:
    """The length of time that was typed in."""
    span = clean_amount(form, name)
    value = Duration(TimeUnit(form.cleaned_data[f"{name}_unit"]), span) if span else None
    return kept_or_own(before, state=form.cleaned_data.get(f"{name}_state", ""), value=value)


def codes(terms: Iterable[Code], *, language: str) -> list[tuple[str, str]]:
    """Terms of a code list as choices."""
    return [(term.value, term.label(language)) for term in terms]


def named(parts: Iterable[Any], *, language: str) -> list[tuple[str, str]]:
    """Parts of a design as choices."""
    return [(part.id, part.label.text(language)) for part in parts]


def several(label: Any, *, help_text: Any = "") -> forms.MultipleChoiceField:
    """A field of which several can be ticked."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def add_fields(form: forms.Form, fields: Mapping[str, forms.Field]) -> None:
    """Put fields on a form."""
    for name, field in fields.items():
        form.fields[name] = field


def clean_levels(form: forms.Form, before: Given[tuple[LanguageLevel, ...]] | None) -> Any:
    """The levels that were ticked; what stood there where nothing became different."""
    if "levels" not in form.changed_data:
        return before
    typed = sorted((LanguageLevel(each) for each in form.cleaned_data["levels"]), key=lambda level: level.rank)
    return Given(state=FactState.KNOWN, value=tuple(typed)) if typed else None


def shown_levels(levels: Given[tuple[LanguageLevel, ...]] | None) -> list[str]:
    """Levels as form values."""
    return [level.value for level in levels.value or ()] if levels else []
