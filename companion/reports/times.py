"""What a figure of times leaves out, in a sentence."""

from __future__ import annotations

from companion.reports.spoken import Spoken, Texts

LEFT_OUT = Texts(
    en={
        "left_out": "Left out: {what}.",
        "too_vague": "{count} whose time is not known so well",
        "untimed": "{count} without a time",
        "out_of_range": "{count} before 1990 or after all observations",
    },
    es={
        "left_out": "Quedan fuera: {what}.",
        "too_vague": "{count} cuya hora no se conoce tan bien",
        "untimed": "{count} sin hora",
        "out_of_range": "{count} anteriores a 1990 o posteriores a toda observación",
    },
)


def left_out(too_vague: int, untimed: int, out_of_range: int, t: Spoken) -> str:
    """The sentence, with those parts that are not 0; empty where nothing is left out. ``t`` has these texts."""
    parts = {"too_vague": too_vague, "untimed": untimed, "out_of_range": out_of_range}
    what = ", ".join(t(name, count=count) for name, count in parts.items() if count)
    return t("left_out", what=what) if what else ""
