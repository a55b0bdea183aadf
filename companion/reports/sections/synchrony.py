"""``synchrony``: bursts of what the case's accounts did at once, beside the number due by chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from companion.core.wire.findings.synchrony import BurstSeen, Scale, Synchronous, Synchrony
from companion.reports.charts import bars
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, figure, names, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts
from companion.reports.times import LEFT_OUT, left_out

MOST_ROWS = 10
MOST_BARS = 160
_WIDTHS = (1, 7, 28)

TEXTS = Texts(
    en={
        "title": "At once",
        "method": "",
        "null_model": "",
        "too_little": "",
        "avatar_changed": "Changes of the profile picture",
        "account_created": "Creations of accounts",
        "last_activity": "Last activities",
        "hour": "hour",
        "day": "day",
        "pairs": "{counted} have a time known to the {scale}: {pairs} pairs of accounts lie in the same {scale}, and "
        "{expected} would by chance.",
        "no_burst": "No {scale} has more than is due by chance.",
        "busiest": "The fullest is {begin}, with {accounts} accounts ({expected} due).",
        "bursts": "{event} in the same {scale}: more than is due ({shown} of {all})",
        "when": "When (UTC)",
        "accounts": "Accounts",
        "expected": "Due by chance",
        "by_chance": "Such windows due",
        "by": "Accounts",
        "many": "many",
        "chart": "{event}: seen (bars; yellow where there is a burst) and due by chance (line), {width}, from {first} "
        "to {last}.",
        "width_1": "a day each",
        "width_7": "a week each",
        "width_28": "four weeks each",
    },
    es={
        "title": "A la vez",
        "method": "Por hora, ventanas que empiezan con cada suceso (estadístico de barrido, Naus 1965); por día, los "
        "días del calendario en UTC. Una cuenta vale una vez por ventana. Una ventana es una ráfaga si en todo el "
        "tiempo apenas se esperan por azar ventanas tan improbables (Bonferroni para números enteros, Tarone 1990). "
        "Solo participan sucesos cuya hora, o cuyo día, se conoce.",
        "null_model": "Los sucesos llegan independientes, según la tendencia del propio caso (alisada en 14 días), el "
        "ritmo de horas y días de la semana de todos y lo lleno que estuvo ese tiempo para todos los demás; lo segundo "
        "varía según una gamma, de modo que los números son binomiales negativos.",
        "too_little": "De demasiado pocos cambios de foto, creaciones o últimas actividades de las cuentas del caso se "
        "conoce cuándo fueron. Abra sus perfiles y publicaciones, y vuelva a mirarlos más tarde.",
        "avatar_changed": "Cambios de la foto de perfil",
        "account_created": "Creaciones de cuentas",
        "last_activity": "Últimas actividades",
        "hour": "hora",
        "day": "día",
        "pairs": "De {counted} se conoce el tiempo (unidad: {scale}): {pairs} pares de cuentas coinciden en ella, y "
        "por azar coincidirían {expected}.",
        "no_burst": "Ninguna ventana (unidad: {scale}) tiene más de lo que corresponde por azar.",
        "busiest": "La más llena es {begin}, con {accounts} cuentas (corresponden {expected}).",
        "bursts": "{event} en la misma ventana (unidad: {scale}): más de lo que corresponde ({shown} de {all})",
        "when": "Cuándo (UTC)",
        "accounts": "Cuentas",
        "expected": "Por azar",
        "by_chance": "Ventanas así por azar",
        "by": "Cuentas",
        "many": "muchas",
        "chart": "{event}: visto (barras; amarillas donde hay una ráfaga) y por azar (línea), {width}, del {first} al "
        "{last}.",
        "width_1": "un día cada una",
        "width_7": "una semana cada una",
        "width_28": "cuatro semanas cada una",
    },
)


def body(found: Synchrony, t: Spoken) -> Html:
    return joined(_blocks(found.events, t))


def _blocks(events: list[Synchronous], t: Spoken) -> Iterator[Html]:
    """Each kind of event under a heading, with one chart: its days are the same at every scale."""
    for event in dict.fromkeys(each.event for each in events):
        scales = [each for each in events if each.event is event]
        yield tag("h3", t(event.value))
        days = next((each for each in scales if each.scale is Scale.day), scales[0])
        yield joined(_chart(days, [burst for each in scales for burst in each.bursts], t))
        for each in scales:
            yield _scale(each, t)


def _scale(each: Synchronous, t: Spoken) -> Html:
    scale = t(each.scale.value)
    said = [t("pairs", counted=each.counted, scale=scale, pairs=each.pairs, expected=each.expected_pairs)]
    if left := left_out(each.too_vague, each.untimed, each.out_of_range, t):
        said.append(left)
    if each.not_asked:
        return tag("p", " ".join(said), " ", tag("span", each.not_asked, lang="en"))
    if not each.bursts:
        said.append(t("no_burst", scale=scale))
        if each.busiest is not None:
            busiest = each.busiest
            said.append(
                t(
                    "busiest",
                    begin=_when(busiest, each.scale),
                    accounts=busiest.accounts,
                    expected=t.number(busiest.expected, 2),
                )
            )
        return tag("p", " ".join(said))
    columns = [
        Column(t("when")),
        Column(t("accounts"), True),
        Column(t("expected"), True),
        Column(t("by_chance"), True),
        Column(t("by")),
    ]
    shown = each.bursts[:MOST_ROWS]
    rows: list[list[Html | str]] = [
        [
            _when(burst, each.scale),
            t.number(burst.accounts),
            t.number(burst.expected, 2),
            t("many") if burst.by_chance is None else t.small(burst.by_chance),
            names(burst.by[:4], burst.accounts),
        ]
        for burst in shown
    ]
    caption = t("bursts", event=t(each.event.value), scale=scale, shown=len(shown), all=len(each.bursts))
    return joined(tag("p", " ".join(said)), table(caption, columns, rows))


def _when(burst: BurstSeen, scale: Scale) -> str:
    if scale is Scale.day:
        return f"{burst.begin:%Y-%m-%d}"
    return f"{burst.begin:%Y-%m-%d %H:%M}–{burst.end:%H:%M}"


def _chart(each: Synchronous, bursts: list[BurstSeen], t: Spoken) -> Html | None:
    days = len(each.timeline.observed)
    if days < 2:
        return None
    first = each.timeline.first_day.date()
    width = next((width for width in _WIDTHS if days <= width * MOST_BARS), _WIDTHS[-1])
    starts = range(0, days, width)
    observed = [sum(each.timeline.observed[at : at + width]) for at in starts]
    expected = [sum(each.timeline.expected[at : at + width]) for at in starts]
    labels = [_label(first + timedelta(days=at), width) for at in starts]
    marked = frozenset(max(0, (burst.begin.date() - first).days) // width for burst in bursts)
    last = first + timedelta(days=days - 1)
    title = t(
        "chart",
        event=t(each.event.value),
        width=t(f"width_{width}"),
        first=t.day(first),
        last=t.day(last),
    )
    return figure(bars(title, labels, observed, t, expected=expected, marked=marked), title)


def _label(day: date, width: int) -> str:
    return f"{day:%m-%d}" if width == 1 else f"{day:%Y-%m}"


SECTION = of_analysis("synchrony", TEXTS | LEFT_OUT, body, {"most": 1000, "examples": 4})
