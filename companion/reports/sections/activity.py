"""``activity``: histograms of what the case's accounts did, and of when each did something last."""

from __future__ import annotations

from companion.core.wire.findings.activity import ActivityFound, By, Histogram, Of
from companion.reports.charts import HALF, bars
from companion.reports.markup import Html, joined, tag
from companion.reports.pieces import Column, figure, table
from companion.reports.section import of_analysis
from companion.reports.spoken import Spoken, Texts
from companion.reports.times import LEFT_OUT, left_out

TEXTS = Texts(
    en={
        "title": "Activity",
        "method": "",
        "null_model": "",
        "too_little": "",
        "seen": "{activities} activities of {active} accounts of the case were seen.",
        "kinds": "What was seen of them",
        "kind": "Activity",
        "count": "Times",
        "accounts": "Accounts",
        "posts": "Posts",
        "shares": "Shares",
        "likes": "Likes",
        "comments": "Comments",
        "avatar_changed": "Changes of the profile picture",
        "account_created": "Creations of the account",
        "last_month": "Last activity of each account, by month (UTC)",
        "last_weekday": "Last activity of each account, by weekday (UTC)",
        "last_hour": "Last activity of each account, by hour (UTC)",
        "all_month": "All activities, by month (UTC)",
        "all_weekday": "All activities, by weekday (UTC)",
        "all_hour": "All activities, by hour (UTC)",
        "counted": "{counted} of {accounts} accounts.",
        "1": "Mon",
        "2": "Tue",
        "3": "Wed",
        "4": "Thu",
        "5": "Fri",
        "6": "Sat",
        "7": "Sun",
    },
    es={
        "title": "Actividad",
        "method": "Cada actividad cuenta una vez, por más que se viera, con la hora más precisa que se vio de ella. La "
        "última actividad es la más reciente que se vio de una cuenta; su creación y sus cambios de foto no lo son. "
        "Las barras por hora piden una hora conocida a la hora, por día de la semana al día, por mes al mes; todo en "
        "UTC.",
        "null_model": "",
        "too_little": "No se vio ninguna actividad de las cuentas del caso. Abra sus publicaciones y perfiles.",
        "seen": "Se vieron {activities} actividades de {active} cuentas del caso.",
        "kinds": "Lo que se vio de ellas",
        "kind": "Actividad",
        "count": "Veces",
        "accounts": "Cuentas",
        "posts": "Publicaciones",
        "shares": "Compartidos",
        "likes": "Me gusta",
        "comments": "Comentarios",
        "avatar_changed": "Cambios de la foto de perfil",
        "account_created": "Creaciones de la cuenta",
        "last_month": "Última actividad de cada cuenta, por mes (UTC)",
        "last_weekday": "Última actividad de cada cuenta, por día de la semana (UTC)",
        "last_hour": "Última actividad de cada cuenta, por hora (UTC)",
        "all_month": "Todas las actividades, por mes (UTC)",
        "all_weekday": "Todas las actividades, por día de la semana (UTC)",
        "all_hour": "Todas las actividades, por hora (UTC)",
        "counted": "{counted} de {accounts} cuentas.",
        "1": "lun",
        "2": "mar",
        "3": "mié",
        "4": "jue",
        "5": "vie",
        "6": "sáb",
        "7": "dom",
    },
)


_ORDER = (By.month, By.weekday, By.hour)


def body(found: ActivityFound, t: Spoken) -> Html:
    columns = [Column(t("kind")), Column(t("count"), True), Column(t("accounts"), True)]
    rows = [
        [t.known(each.kind.value, each.kind.value), t.number(each.activities), t.number(each.accounts)]
        for each in found.kinds
    ]
    shown = sorted(
        (each for each in found.histograms if each.counted), key=lambda each: (_ORDER.index(each.by), each.of is Of.all)
    )
    charts = [_chart(each, t) for each in shown]
    return joined(
        tag("p", t("seen", activities=found.activities, active=found.active)),
        tag("div", charts, class_="charts"),
        table(t("kinds"), columns, rows),
    )


def _chart(histogram: Histogram, t: Spoken) -> Html:
    title = t(f"{histogram.of.value}_{histogram.by.value}")
    labels = [t(label) if histogram.by is By.weekday else label for label in histogram.labels]
    said = [f"{title}.", t("counted", counted=histogram.counted, accounts=histogram.accounts)]
    left = left_out(histogram.too_vague, histogram.untimed, histogram.out_of_range, t)
    return figure(bars(title, labels, histogram.counts, t, width=HALF), " ".join(filter(None, [*said, left])))


SECTION = of_analysis("activity", TEXTS | LEFT_OUT, body)
