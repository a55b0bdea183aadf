"""What was collected, when and where, and what of it is not whole."""

from __future__ import annotations

from companion.core.progress import Progress
from companion.reports.charts import bars
from companion.reports.markup import Html, joined, paragraphs, tag
from companion.reports.pieces import Column, figure, numbers, table
from companion.reports.section import Basis, Section, Subject, Written
from companion.reports.spoken import Spoken, Texts
from companion.store.collection import Around, Collection, ListsSeen, around, collection
from companion.store.times import time_of

MOST_DAYS = 60

TEXTS = Texts(
    en={
        "title": "What was collected",
        "method": "The browser extension keeps what pages show while a person looks at them, and nothing else; a case "
        "has what was recorded into it and the accounts that were collected by hand. Counts are of what is in the "
        "database at the time of this report.",
        "accounts": "accounts",
        "pages": "pages that showed them",
        "lists": "lists of theirs seen",
        "measured": "pictures measured",
        "when_one": "Everything was seen on {first}, in {sessions}.",
        "when_other": "It was seen from {first} to {last}, on {count} days, in {sessions}.",
        "sessions_one": "one browser session",
        "sessions_other": "{count} browser sessions",
        "imports": "Part of it was read in from files: {files}.",
        "hidden_one": "One account of the case is hidden and left out.",
        "hidden_other": "{count} accounts of the case are hidden and left out.",
        "incomplete": "Not whole: {incomplete} of {captures} lists were not seen to their end. Whoever is missing in "
        "them may be there all the same, so that every number of edges here is at least so many.",
        "displayed": "The pages say that these lists have {displayed} entries in all; {seen} were seen.",
        "compared": "What is unusual in the case is measured against everything else that this database knows: "
        "{accounts} accounts, {edges} edges and {captures} visits of lists, the case's own among them.",
        "nothing": "The case has no account that is not hidden: there is nothing to report yet.",
        "by_site": "Accounts and their pictures, by site",
        "site": "Site",
        "count": "Accounts",
        "pictures": "With a picture",
        "one_face": "Measured",
        "strong": "Strong evidence",
        "some": "Some evidence",
        "other": "No single face",
        "waiting": "Waiting",
        "levels": "Evidence says how closely the eyes sit where StyleGAN puts them, and how rare that is among "
        "ordinary pictures. It is no proof: a passport photo can sit there by chance.",
        "by_list": "Lists of the case’s accounts",
        "list": "List",
        "of": "Of accounts",
        "visits": "Visits",
        "whole": "Seen whole",
        "entries": "Entries seen",
        "days": "Pages that showed the case’s accounts, by day (UTC)",
        "days_left": "Pages that showed the case’s accounts, by day (UTC): the last {shown} of {all} days",
        "notes": "Notes of the case",
        "followers": "Followers",
        "following": "Accounts followed",
        "friends": "Friends",
        "members": "Members",
        "likers": "Likers",
        "sharers": "Who shared it",
        "search": "Search results",
        "suggestions": "Suggestions",
    },
    es={
        "title": "Lo que se reunió",
        "method": "La extensión del navegador guarda lo que las páginas muestran mientras una persona las mira, y "
        "nada más; un caso tiene lo que se grabó en él y las cuentas que se reunieron a mano. Las cifras son de lo "
        "que hay en la base de datos al hacer este informe.",
        "accounts": "cuentas",
        "pages": "páginas que las mostraron",
        "lists": "listas suyas vistas",
        "measured": "fotos medidas",
        "when_one": "Todo se vio el {first}, en {sessions}.",
        "when_other": "Se vio del {first} al {last}, en {count} días, en {sessions}.",
        "sessions_one": "una sesión del navegador",
        "sessions_other": "{count} sesiones del navegador",
        "imports": "Una parte se leyó de archivos: {files}.",
        "hidden_one": "Una cuenta del caso está oculta y se deja fuera.",
        "hidden_other": "{count} cuentas del caso están ocultas y se dejan fuera.",
        "incomplete": "Incompleto: {incomplete} de {captures} listas no se vieron hasta el final. Quien falta en "
        "ellas puede estar igualmente, de modo que cada número de vínculos es aquí un mínimo.",
        "displayed": "Según las páginas estas listas tienen {displayed} entradas en total; se vieron {seen}.",
        "compared": "Lo inusual del caso se mide frente a todo lo demás que conoce esta base de datos: {accounts} "
        "cuentas, {edges} vínculos y {captures} visitas de listas, las del caso incluidas.",
        "nothing": "El caso no tiene ninguna cuenta que no esté oculta: aún no hay nada que informar.",
        "by_site": "Cuentas y sus fotos, por sitio",
        "site": "Sitio",
        "count": "Cuentas",
        "pictures": "Con foto",
        "one_face": "Medidas",
        "strong": "Indicio fuerte",
        "some": "Algún indicio",
        "other": "Sin un solo rostro",
        "waiting": "En espera",
        "levels": "El indicio dice cuán cerca están los ojos de donde los pone StyleGAN, y cuán raro es eso entre "
        "fotos corrientes. No es una prueba: una foto de pasaporte puede quedar ahí por azar.",
        "by_list": "Listas de las cuentas del caso",
        "list": "Lista",
        "of": "De cuentas",
        "visits": "Visitas",
        "whole": "Vistas enteras",
        "entries": "Entradas vistas",
        "days": "Páginas que mostraron las cuentas del caso, por día (UTC)",
        "days_left": "Páginas que mostraron las cuentas del caso, por día (UTC): los últimos {shown} de {all} días",
        "notes": "Notas del caso",
        "followers": "Seguidores",
        "following": "Cuentas seguidas",
        "friends": "Amigos",
        "members": "Miembros",
        "likers": "A quienes les gusta",
        "sharers": "Quienes lo compartieron",
        "search": "Resultados de búsqueda",
        "suggestions": "Sugerencias",
    },
)


def write(subject: Subject, t: Spoken, progress: Progress) -> Written:
    progress(0, 2)
    basis = Basis(t("method"))
    if not len(subject.accounts):
        return Written(Html(), basis, t("nothing"))
    seen = collection(subject.conn, subject.accounts)
    progress(1, 2)
    body = joined(
        _numbers(seen, t),
        _sentences(subject, seen, around(subject.conn), t),
        _platforms(seen, t),
        tag("p", t("levels"), class_="soft"),
        _lists(seen.lists, t) if seen.lists else None,
        _days(seen.days, t),
        _notes(subject, t),
    )
    progress(2, 2)
    return Written(body, basis)


def _numbers(seen: Collection, t: Spoken) -> Html:
    return numbers(
        [
            (t.number(sum(each.accounts for each in seen.platforms)), t("accounts")),
            (t.number(sum(each.pages for each in seen.pages)), t("pages")),
            (t.number(sum(each.captures for each in seen.lists)), t("lists")),
            (t.number(sum(each.measured for each in seen.platforms)), t("measured")),
        ]
    )


def _sentences(subject: Subject, seen: Collection, all_known: Around, t: Spoken) -> Html:
    said = []
    if seen.days:
        first, last = (t.day(time_of(f"{day}T00:00:00Z")) for day in (seen.days[0][0], seen.days[-1][0]))
        sessions = t.counted("sessions", seen.sessions)
        said.append(t.counted("when", len(seen.days), first=first, last=last, sessions=sessions))
    if seen.imports:
        said.append(t("imports", files=", ".join(seen.imports)))
    if hidden := subject.case.accounts - len(subject.accounts):
        said.append(t.counted("hidden", hidden))
    captures, whole = (sum(getattr(each, of) for each in seen.lists) for of in ("captures", "whole"))
    incomplete = None
    if whole < captures:
        displayed = sum(each.displayed or 0 for each in seen.lists)
        entries = sum(each.seen for each in seen.lists)
        more = [t("displayed", displayed=displayed, seen=entries)] if displayed > entries else []
        incomplete = tag("p", " ".join([t("incomplete", incomplete=captures - whole, captures=captures), *more]))
    compared = t("compared", accounts=all_known.accounts, edges=all_known.edges, captures=all_known.captures)
    return joined(tag("p", " ".join(said)) if said else None, incomplete, tag("p", compared))


def _platforms(seen: Collection, t: Spoken) -> Html:
    columns = [
        Column(t("site")),
        *(Column(t(of), True) for of in ("count", "pictures", "one_face", "strong", "some", "other", "waiting")),
    ]
    rows = [
        [
            each.platform,
            *map(
                t.number,
                (each.accounts, each.pictures, each.measured, each.strong, each.some, each.other, each.waiting),
            ),
        ]
        for each in seen.platforms
    ]
    return table(t("by_site"), columns, rows)


def _lists(lists: list[ListsSeen], t: Spoken) -> Html:
    columns = [
        Column(t("list")),
        Column(t("site")),
        *(Column(t(of), True) for of in ("of", "visits", "whole", "entries")),
    ]
    rows = [
        [
            t.known(each.kind, each.kind),
            each.platform,
            *map(t.number, (each.owners, each.captures, each.whole, each.seen)),
        ]
        for each in lists
    ]
    return table(t("by_list"), columns, rows)


def _days(days: list[tuple[str, int]], t: Spoken) -> Html | None:
    if len(days) < 2:
        return None
    shown = days[-MOST_DAYS:]
    title = t("days") if len(shown) == len(days) else t("days_left", shown=len(shown), all=len(days))
    return figure(bars(title, [day[5:] for day, _ in shown], [count for _, count in shown], t), title)


def _notes(subject: Subject, t: Spoken) -> Html | None:
    if not subject.notes:
        return None
    written = [
        tag("div", tag("p", t.day(time_of(note.at)), class_="soft"), paragraphs(note.text), class_="case-note")
        for note in subject.notes
    ]
    return joined(tag("h3", t("notes")), written)


SECTION = Section("overview", TEXTS, write)
