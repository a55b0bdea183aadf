"""What every page of the demo is made of: its frame, and an account's marks, portrait and name."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

from companion.demo.people import HOST, Person
from companion.texts.catalogue import Translator


def profile_address(somebody: Person) -> str:
    return f"/demo/@{quote(somebody.handle)}"


def friends_address(somebody: Person) -> str:
    return f"{profile_address(somebody)}/friends"


def account(somebody: Person, role: str) -> Markup:
    return markup('data-demo-account="{handle}" data-demo-role="{role}"', handle=somebody.handle, role=role)


def portrait(somebody: Person, side: int) -> Markup:
    return markup(
        '<img class="portrait" src="/demo/portraits/{number}.jpg" alt="" width="{side}" height="{side}">',
        number=somebody.number,
        side=side,
    )


def name_of(somebody: Person) -> Markup:
    return markup('<a href="{address}" dir="auto">{name}</a>', address=profile_address(somebody), name=somebody.name)


def framed(title: str, kind: str, content: Markup, t: Translator) -> str:
    return markup(
        """<!doctype html>
<html lang="{language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title} · {site}</title>
  <link rel="icon" href="/ui/veranda.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/ui/demo.css">
  <script type="module" src="/ui/demo.js"></script>
</head>
<body>
<header class="site">
  <a class="wordmark" href="/demo/"><img src="/ui/veranda.svg" alt="" width="28" height="28">Veranda</a>
  <nav aria-label="Veranda">
    <a href="/demo/">{news}</a>
    <a href="{host}">{host_name}</a>
    <a href="{friends}">{friends_word}</a>
    <a href="/demo/circles">{circles}</a>
  </nav>
</header>
<aside class="note">
  <p><b>{made_up}</b> {note} {try_it} {no_badges} <a href="/">{set_up}</a></p>
  <details><summary>{same_face}</summary><p>{one_photograph} {once}</p></details>
</aside>
<main data-eyeline-demo="{kind}">
{content}
</main>
</body>
</html>
""",
        title=title,
        language=t.language,
        site=t("site"),
        news=t("news"),
        friends_word=t("friends"),
        circles=t("circles"),
        note=t("note"),
        same_face=t("same_face"),
        one_photograph=t("one_photograph"),
        once=t("once"),
        try_it=t("try_it"),
        no_badges=t("no_badges"),
        made_up=t("made_up"),
        set_up=t("set_up"),
        kind=kind,
        content=content,
        host=profile_address(HOST),
        host_name=HOST.name.split()[0],
        friends=friends_address(HOST),
    )


def markup(template: str, **values: object) -> Markup:
    """The template with each ``{name}`` replaced by its value, escaped where it is not markup already."""
    return Markup(template).format(**values)  # noqa: S704 - templates are this file's own
