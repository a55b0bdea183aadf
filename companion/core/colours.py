"""The colours that communities are drawn in, by the report and (``scripts/generate.py`` writes them) by the window."""

from __future__ import annotations

COMMUNITY_COLOURS = (
    *("#b861fc", "#bc570e", "#b2e184", "#3e8f8b", "#4de8f1", "#794159", "#76b062", "#ae070a"),
    *("#d48204", "#a9007c", "#61864e", "#8d79b3", "#43643c", "#9c626f", "#969fb7", "#e6c9b7"),
)
"""The largest community has the first. Any two differ by 11 or more in CIEDE2000 for people who see all colours, or no
red, no green or no blue, and so does each from ``OTHERS``, the line's yellow, both blues of reuse, and the ground in
the light and the dark. A tabu search over lightness 35 to 85 found them, and each was then given more colour where the
differences allowed it. Frozen: a saved picture and its case keep their colours."""

OTHERS = "#a8a296"
"""Of the communities that have no colour of their own, and of accounts without an edge."""


def colour_of(community: int) -> str:
    """The colour of a community that is numbered from 0, the largest first; -1 for none."""
    return COMMUNITY_COLOURS[community] if 0 <= community < len(COMMUNITY_COLOURS) else OTHERS
