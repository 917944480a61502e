"""Shows any Django form with the classes of NL Design System; labels, help and errors belong to their field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer of a group of radio buttons or checkboxes."""

    id: str
    label: str
    control: SafeString


@dataclass(frozen=True, kw_only=True)
class ShownField:
    """A field ready to show: `kind` is "group", "checkbox" or "text"; `target` is the id that an error links to."""

    bound: BoundField
    kind: str
    target: str
    control: SafeString | None = None
    options: Sequence[Option] = ()


def shown_fields(form: forms.BaseForm) -> tuple[ShownField, ...]:
    """The visible fields in order."""
    return tuple(_shown(bound) for bound in form.visible_fields())


def _shown(bound: BoundField) -> ShownField:
    widget = bound.field.widget
    if isinstance(widget, GROUPS):
        options = _options(bound)
        return ShownField(bound=bound, kind="group", target=options[0].id if options else "", options=options)
    return ShownField(
        bound=bound,
        kind="checkbox" if isinstance(widget, forms.CheckboxInput) else "text",
        target=bound.id_for_label,
        control=bound.as_widget(attrs={"class": _classes(widget, invalid=bool(bound.errors))}),
    )


def _options(bound: BoundField) -> tuple[Option, ...]:
    widget = bound.field.widget
    attributes = bound.build_widget_attrs({"id": bound.auto_id, "class": _classes(widget, invalid=bool(bound.errors))})
    subwidgets = [
        forms.boundfield.BoundWidget(widget, data, bound.form.renderer)
        for data in widget.subwidgets(bound.html_name, bound.value(), attrs=attributes)
    ]
    return tuple(Option(id=str(sub.id_for_label), label=str(sub.choice_label), control=sub.tag()) for sub in subwidgets)


def _classes(widget: forms.Widget, *, invalid: bool) -> str:
    match widget:
        case forms.CheckboxSelectMultiple() | forms.CheckboxInput():
            name, element = "utrecht-checkbox", "html-input"
        case forms.RadioSelect():
            name, element = "utrecht-radio-button", "html-input"
        case forms.Select():
            name, element = "utrecht-select", "html-select"
        case forms.Textarea():
            # Not `--html-textarea`: it shows whatever is required and still empty as wrong.
            name, element = "utrecht-textarea", ""
        case _:
            name, element = "utrecht-textbox", "html-input"
    own = widget.attrs.get("class", "")
    html = f"{name}--{element}" if element else ""
    return " ".join(part for part in (name, html, f"{name}--invalid" if invalid else "", own) if part)
