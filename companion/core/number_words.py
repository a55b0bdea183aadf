"""Probabilities and ratios as people read them."""

from __future__ import annotations

from math import log10

from companion.texts.catalogue import Translator

_LEAST = 1e-15
"""A smaller probability says nothing more."""
_MOST = 1000
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def probability(chance: float, t: Translator) -> str:
    """A probability (0..1) in two decimals, or as a power of ten."""
    if chance < _LEAST:
        return f"< 10{str(round(log10(_LEAST))).translate(_RAISED)}"
    if chance >= 0.001:
        return t.number(chance, "::.000" if chance < 0.1 else "::.00")
    digits, power = f"{chance:.0e}".split("e")
    return f"{digits} · 10{str(int(power)).translate(_RAISED)}"


def ratio(value: float, t: Translator) -> str:
    """How many times as much: in three digits at most."""
    if value > _MOST:
        return f"> {t.number(_MOST)}"
    return t.number(value, "::." if value >= 100 else "::.0")
