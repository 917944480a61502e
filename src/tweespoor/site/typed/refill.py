"""Puts values back into a form of a page that was made already, whatever the form: without script, without the view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]

UNTOUCHED = frozenset({"hidden", "password", "file", "submit", "button", "image", "reset"})
"""Kinds of input that keep what the page gave them."""


def refill(html: str, *, action: str, page: str, fields: Mapping[str, Sequence[str]], notice: str) -> str | None:
    """The page with `fields` in its form that is sent to `action`, and `notice` before that form.

    `page` is the address of the page itself, where a form without an action is sent. None where the page has no such
    form with a field to fill in.
    """
    writer = _Writer(action=action, page=page, fields=fields, notice=notice)
    writer.feed(html)
    writer.close()
    return "".join(writer.out) if writer.filled else None


class _Writer(HTMLParser):
    """Copies a page, changing the fields of one form."""

    def __init__(self, *, action: str, page: str, fields: Mapping[str, Sequence[str]], notice: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.filled = False
        self._action, self._page, self._notice = action, page, notice
        self._left = {name: list(values) for name, values in fields.items()}
        self._fields = fields
        self._inside = False
        self._select: str | None = None
        self._in_textarea = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = dict(attrs)
        if tag == "form" and not self.filled and self._is_it(given):
            self._inside = True
            self.out.append(self._notice)
        name = given.get("name") or ""
        if not self._inside or (tag != "option" and name not in self._fields and not self._can_be_off(tag, given)):
            self.out.append(self.get_starttag_text() or "")
        elif tag == "input":
            self._input(attrs, given, name)
        elif tag == "textarea":
            self._copy(tag, attrs)
            self._in_textarea = True
            self.out.append("\n" + escape(self._next(name)))
        elif tag == "select":
            self._select = name
            self._copy(tag, attrs)
        elif tag == "option" and self._select is not None:
            chosen = (given.get("value") or "") in self._fields[self._select]
            self._copy(tag, _without(attrs, "selected"), "selected" if chosen else "")
            self.filled = True
        else:
            self.out.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._in_textarea = False
        elif tag == "select":
            self._select = None
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._in_textarea:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def _is_it(self, form: Mapping[str, str | None]) -> bool:
        method = (form.get("method") or form.get("hx-method") or "get").lower()
        target = (form.get("action") or form.get("hx-post") or self._page).split("?")[0].split("#")[0]
        return (method == "post" or "hx-post" in form) and target == self._action

    def _can_be_off(self, tag: str, given: Mapping[str, str | None]) -> bool:
        """A box that is not ticked is not sent: its absence says that it is off."""
        return tag == "input" and (given.get("type") or "") == "checkbox" and bool(given.get("name"))

    def _input(self, attrs: Attributes, given: Mapping[str, str | None], name: str) -> None:
        kind = (given.get("type") or "text").lower()
        if kind in UNTOUCHED:
            self.out.append(self.get_starttag_text() or "")
            return
        self.filled = True
        if kind in ("checkbox", "radio"):
            chosen = (given.get("value") or "on") in self._fields.get(name, ())
            self._copy("input", _without(attrs, "checked"), "checked" if chosen else "")
        else:
            self._copy("input", [*_without(attrs, "value"), ("value", self._next(name))])

    def _next(self, name: str) -> str:
        """The next of the values that were sent under one name: they were sent in the order of their fields."""
        self.filled = True
        left = self._left.get(name, [])
        return left.pop(0) if left else ""

    def _copy(self, tag: str, attrs: Attributes, extra: str = "") -> None:
        parts = [tag, *(name if value is None else f'{name}="{escape(value)}"' for name, value in attrs)]
        self.out.append(f"<{' '.join([*parts, extra] if extra else parts)}>")


def _without(attrs: Attributes, name: str) -> Attributes:
    return [(each, value) for each, value in attrs if each != name]
