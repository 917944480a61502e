"""YAML with line numbers, strict: no duplicate keys, no aliases, and `yes`, `no`, `on` are just words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from tweespoor.core.designs.data import Path
from tweespoor.core.designs.findings import DesignError, Finding
from tweespoor.core.designs.values import Label

MAX_DEPTH = 30
MAX_CHARACTERS = 1_000_000

Data = str | int | float | bool | None | list["Data"] | dict[str, "Data"]


@dataclass(frozen=True)
class ParsedText:
    """The values of a YAML text, and the line each part stands on."""

    data: Data
    lines: dict[Path, int] = field(default_factory=dict)


def parse(text: str, *, name: str = "design") -> ParsedText:
    """Read a YAML text.

    Raises:
        DesignError: where it is no YAML, holds a key twice, an alias, or a key that is not a word; every such
            problem with its line.
    """
    if len(text) > MAX_CHARACTERS:
        problem = Finding(
            what=Label("het bestand is te groot voor een ontwerp", "the file is too large for a design"),
            remedy=Label("is dit het goede bestand?", "is this the right file?"),
        )
        raise DesignError([problem], name=name)
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise DesignError([_syntax_problem(error)], name=name) from None
    except RecursionError:
        raise DesignError([_too_deep(1)], name=name) from None
    if node is None:
        problem = Finding(
            line=1,
            what=Label("het bestand is leeg", "the file is empty"),
            remedy=Label(
                "begin met het bestand van een van de voorbeelden", "start from an example in docs/designs.md"
            ),
        )
        raise DesignError([problem], name=name)
    walk = _Walk()
    data = walk.value(node, ())
    if walk.problems:
        raise DesignError(walk.problems, name=name)
    return ParsedText(data, walk.lines)


class _Loader(yaml.SafeLoader):
    """The safe loader with the words of YAML 1.2: only `true` and `false` are yes and no, dates are words."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call] # PyYAML has no types here
            raise yaml.composer.ComposerError(None, None, "an alias (*) is not allowed", mark)
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]{1,15}$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]{1,15}\.[0-9]{1,15}$"), list("-+0123456789")
)


class _Walk:
    """Turns nodes into values, keeping the line of each part and collecting problems."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Finding] = []

    def value(self, node: yaml.Node, path: Path) -> Data:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if len(path) > MAX_DEPTH:
            self.problems.append(_too_deep(line))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Data]:
        result: dict[str, Data] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                self._add(
                    path,
                    line,
                    Label("een sleutel die een lijst of een groep is", "a key that is a list or mapping"),
                    Label("gebruik één woord als sleutel", "use a single word as key"),
                )
                continue
            if key in result:
                self._add(
                    (*path, key),
                    line,
                    Label(f"{key!r} staat hier twee keer", f"{key!r} stands here twice"),
                    Label("haal een van de twee weg", "remove one of the two"),
                )
                continue
            self.lines[(*path, key)] = line
            result[key] = self.value(value_node, (*path, key))
        return result

    def _add(self, path: Path, line: int, what: Label, remedy: Label) -> None:
        self.problems.append(Finding(path=path, line=line, what=what, remedy=remedy))


def _scalar(node: yaml.Node) -> Data:
    match node.tag.removeprefix("tag:yaml.org,2002:"):
        case "bool":
            return str(node.value) == "true"
        case "null":
            return None
        case "int":
            return int(node.value)
        case "float":
            return float(node.value)
    return str(node.value)


def _too_deep(line: int) -> Finding:
    return Finding(
        line=line,
        what=Label("lijsten en groepen zitten te diep in elkaar", "lists and mappings are nested too deeply"),
        remedy=Label("een ontwerp heeft maar een paar niveaus", "a design needs a few levels"),
    )


def _syntax_problem(error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    what = Label(f"dit is geen YAML ({said})", said)
    remedy = Label(
        "herstel de YAML hier; de fout kan op de regel ervoor staan",
        "mend the YAML here; the mistake may be on the line before",
    )
    if "\\t" in said:
        what = Label("er staat een tab waar YAML spaties wil", "a tab stands where YAML wants spaces")
        remedy = Label("spring in met spaties", "indent with spaces")
    elif "alias" in said:
        what = Label("een verwijzing (*) mag hier niet", "an alias (*) is not allowed")
        remedy = Label("schrijf de waarde hier uit", "write the value out here")
    elif "special characters" in str(error):
        what = Label(
            "er staat een teken in dat YAML niet toelaat", "the text holds a character that YAML does not allow"
        )
        remedy = Label("haal het weg en bewaar als UTF-8", "remove it and save as UTF-8")
    return Finding(line=mark.line + 1 if mark else 1, what=what, remedy=remedy)
