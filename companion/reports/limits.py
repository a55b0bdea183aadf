"""What an analysis does not know or left out, in the report's language."""

from __future__ import annotations

from companion.core.wire.findings.finding import Limit
from companion.core.wire.report import Language
from companion.reports.markup import Html, escaped, tag
from companion.reports.spoken import Spoken, Texts

SAID_BY_TABLES = frozenset(
    {
        "bursts_cut",
        "communities_cut",
        "edges_cut",
        "groups_cut",
        "members_cut",
        "pairs_cut",
        "phrases_cut",
        "rows_cut",
    }
)
"""A report's tables are shorter than a finding's, and each says itself how much of it it shows."""

_SPANISH = {
    "incomplete_captures": "{incomplete} de {captures} listas capturadas no se vieron enteras: lo que falta en ellas "
    "puede estar igualmente.",
    "not_described": "De {without} de {accounts} cuentas no se vio descripción: no la tienen, o no se abrió su perfil.",
    "few_others_described": "Solo se vieron {others} descripciones de otras cuentas, así que lo común entre todos no "
    "se distingue bien de lo común en el caso. Abra otros perfiles del mismo lugar y lengua.",
    "all_aligned": "Todas las fotos medidas de estas comunidades están alineadas, como si se hubieran elegido por "
    "ello, así que ninguna destaca por eso.",
    "times_too_vague": "Quedan fuera {too_vague} compartidos cuya hora no se conoce al menos a {window} segundos, y "
    "{untimed} sin hora.",
    "nothing_to_compare_with": "Solo se capturaron listas de {lists} cuentas de fuera del caso ({platform}): demasiado "
    "pocas para comparar, así que el orden es solo por el número.",
    "lists_of_other_length": "Las listas del caso tienen {inside} entradas de media y las de otras {outside} "
    "({platform}): las listas más largas tienen más de todo.",
    "pairs_not_seen": "De {pairs} pares ordenados en {platform}, {unseen} no podían verse: no se capturó ni la lista "
    "de a quién sigue la una ni la de los seguidores de la otra.",
    "nothing_around": "En {platform} no se vio nada fuera del caso, así que su densidad no puede compararse.",
    "degrees_grouped": "En {platform} se tomaron por iguales cuentas con casi los mismos números, porque son tantas.",
    "null_inexact": "En {platform} el modelo nulo yerra el número de alguna cuenta en una proporción de {error}.",
    "too_few_edges": "En {platform} se vieron {edges} vínculos dentro del caso: demasiado pocos para decir algo.",
    "without_neighbours": "De {without} de {accounts} cuentas no se vio nada que pudieran compartir: quedan fuera.",
    "lists_cut": "En {platform} solo se comparan las {most} listas más largas. Elija menos cuentas.",
    "few_others": "De las {seen} cuentas de {platform} de las que se vieron tales vecinos, {lists} son del propio "
    "caso. Lo que comparten casi todas cuenta como popular y no se halla: abra también listas de cuentas corrientes.",
    "marked_without_edges": "De {missing} de {marked} cuentas marcadas no se vio ningún vínculo: nada lleva de ellas a "
    "otra parte.",
    "too_few_events": "Solo de {counted} sucesos ({event}) se conoce el tiempo (unidad: {scale}); hacen falta {least}.",
    "pictures_not_measured": "De {missing} de {accounts} cuentas no se midió foto: quedan fuera.",
    "too_many_faces": "El caso tiene {faces} rostros; si algunos coinciden en su lugar se busca entre {most} a lo "
    "sumo.",
}
# Names that limits give as values.
_NAMED = {
    "avatar_changed": "cambios de foto",
    "account_created": "creaciones de cuentas",
    "last_activity": "últimas actividades",
    "hour": "hora",
    "day": "día",
}

_TEXTS = Texts(dict.fromkeys(_SPANISH, ""), _SPANISH)


def said(limit: Limit, language: Language) -> Html:
    """The limit as a sentence; one that has no translation stays English and says so to a screen reader."""
    if language is Language.en:
        return escaped(limit.text)
    spoken: Spoken = _TEXTS.said_in(language)
    if limit.code not in spoken.texts:
        return tag("span", limit.text, lang="en")
    values = {
        name: _NAMED.get(value, value) if isinstance(value, str) else value for name, value in limit.values.items()
    }
    return escaped(spoken(limit.code, **values))
