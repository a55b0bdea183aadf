"""What the style sheet of figures says, as attributes of a drawing, with the values of the light scheme.

Not every program that draws SVG knows style sheets (``findings/svg-of-a-chart-four-readers.sh``); within a page the
style sheet overrides these attributes (SVG 2, section 6.6).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from companion.reports.markup import escaped

_STYLE = Path(__file__).with_name("figure.css")
_LOOK = Path(__file__).parents[1] / "window" / "look.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:svg)?\.figure(?: (?P<element>[a-z]*)(?P<classes>(?:\.[a-z-]+)*))?")
_OPENING = re.compile(r'<(\w+)((?: [\w:-]+="[^"]*")*)(?=/?>)')
_CLASSES = re.compile(r' class="([^"]*)"')
_COLOUR = re.compile(r' color="([^"]*)"')
_ATTRIBUTES = frozenset(
    (
        *("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linejoin"),
        *("font-family", "font-size", "font-weight", "text-decoration"),
    )
)
"""Of what the style sheet says, what SVG has as attributes; the rest is about the page."""


def with_attributes(drawing: str) -> Markup:
    """The drawing, in which each element has what the style sheet says of it."""
    return Markup(_OPENING.sub(_presented, drawing))  # noqa: S704 - escaped already, or our own


def root_attributes() -> dict[str, str]:
    """What all of a figure has where nothing else is said, by attribute: its letters."""
    return _said_of("", frozenset())


def _presented(opening: re.Match[str]) -> str:
    element, attributes = opening[1], opening[2]
    classes = _CLASSES.search(attributes)
    said = {} if element == "svg" else _said_of(element, frozenset(classes[1].split()) if classes else frozenset())
    if not said or not (classes or element == "text"):
        return opening[0]
    colour = _COLOUR.search(attributes)
    for name, value in said.items():
        attributes = re.sub(rf' {name}="[^"]*"', "", attributes)
        shown = colour[1] if colour and value == "currentcolor" else escaped(value)
        attributes += f' {name}="{shown}"'
    return f"<{element}{attributes}"


@cache
def _said_of(element: str, classes: frozenset[str]) -> dict[str, str]:
    """Of one element with these classes; the more a selector asks for, the later it counts, as in CSS."""
    fitting = [rule for rule in _rules() if rule[0] in ("", element) and rule[1] <= classes]
    found: dict[str, str] = {}
    for asked, having, said in sorted(fitting, key=lambda rule: (len(rule[1]), rule[0] != "")):
        if (asked, having) == ("", frozenset()) and (element or classes):
            continue  # what is inherited
        found |= said
    return found


@cache
def _rules() -> list[tuple[str, frozenset[str], dict[str, str]]]:
    """Element, or none, classes, and what is said of it, in the order of the style sheet.

    Raises ValueError for a selector that is not ``.figure`` and one element within it.
    """
    light = _LOOK.read_text(encoding="utf-8").partition("}")[0]
    values = dict(re.findall(r"--([a-z-]+):\s*([^;]+);", light))
    sheet = re.sub(r"var\(--([a-z-]+)\)", lambda found: values[found[1]], _STYLE.read_text(encoding="utf-8"))
    rules = []
    for selectors, declarations in _RULE.findall(_COMMENT.sub("", sheet)):
        pairs = (each.split(":", 1) for each in declarations.split(";") if each.strip())
        said = {
            name.strip(): value.strip().removesuffix("px")
            for name, value in pairs
            if name.strip() in _ATTRIBUTES and value.strip() != "inherit"
        }
        for selector in selectors.split(","):
            read = _SELECTOR.fullmatch(selector.strip())
            if read is None:
                raise ValueError(selector)
            rules.append((read["element"] or "", frozenset((read["classes"] or "").split(".")) - {""}, said))
    return rules
