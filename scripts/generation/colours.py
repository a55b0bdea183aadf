"""The communities' colours, for TypeScript."""

from __future__ import annotations

from companion.core.colours import COMMUNITY_COLOURS, OTHERS

TEXT = """\
// Written by scripts/generate.py from companion/core/colours.py, where they are described.

export const COMMUNITY_COLOURS: readonly string[] = [
{colours}];
export const OTHERS = "{others}";
"""


def colours() -> str:
    lines = "".join(f'  "{colour}",\n' for colour in COMMUNITY_COLOURS)
    return TEXT.format(colours=lines, others=OTHERS)
