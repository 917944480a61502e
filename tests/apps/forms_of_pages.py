"""Reads the forms of a page as a browser would send them: a test changes one field and sends all others as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """One form: where it goes, and what a browser sends of it."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def changed(self, **changes):
        """The values with some of them changed; None leaves one out. `__` in a name stands for a hyphen."""
        values = {name: list(value) for name, value in self.values.items()}
        for name, value in changes.items():
            key = name.replace("__", "-")
            assert key in values or value is not None, key
            if value is None:
                values.pop(key, None)
            else:
                values[key] = value if isinstance(value, list) else [value]
        return values


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self._select = self._first = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append(PageForm(given.get("action", ""), given.get("method", "get")))
        if not self.forms:
            return
        if tag == "input" and given.get("name"):
            self._input(given)
        elif tag == "select":
            self._select, self._first = given.get("name"), None
            self.forms[-1].values.setdefault(self._select, [])
        elif tag == "option" and self._select:
            self._option(given)

    def _input(self, given):
        kind, values = given.get("type", "text"), self.forms[-1].values
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                values.setdefault(given["name"], []).append(given.get("value", "on"))
        elif kind != "file":
            values.setdefault(given["name"], []).append(given.get("value", ""))

    def _option(self, given):
        if self._first is None:
            self._first = given.get("value", "")
        if "selected" in given:
            self.forms[-1].values[self._select].append(given.get("value", ""))

    def handle_endtag(self, tag):
        if tag == "select" and self._select:
            chosen = self.forms[-1].values[self._select]
            if not chosen:
                chosen.append(self._first or "")
            self._select = None


def forms_of(response):
    """The forms of a page, in their order."""
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader.forms


def form_of(response, *, having):
    """The form that has a field of that name."""
    return next(form for form in forms_of(response) if having in form.values)
