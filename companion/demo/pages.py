"""The demo's pages, as HTML.

What Eyeline's ``demo`` adapter reads: ``main[data-eyeline-demo]`` says the page's kind; each ``[data-demo-account]``
is one sighting of an account with its ``data-demo-role``; ``[data-demo-list]`` is a list with its owner and the number
the page claims, and ``[data-demo-end]`` stands at its end once all are shown.
"""

from __future__ import annotations

from markupsafe import Markup

from companion.demo.page_parts import account, framed, friends_address, markup, name_of, portrait
from companion.demo.people import CIRCLES, Person, friends_of
from companion.demo.posts import POSTS, Comment, Post, Share, posts_by
from companion.texts.catalogue import Translator

ROWS_AT_ONCE = 20
LISTS_A_CIRCLE = 7


def feed(t: Translator) -> str:
    """The news; ``t`` has the site's own words."""
    content = markup(
        '<div class="column"><h1 class="hidden">{news}</h1>{posts}</div>',
        news=t("news"),
        posts=Markup("\n").join(_post(post, t) for post in POSTS),
    )
    return framed(t("news"), "feed", content, t)


def profile(somebody: Person, t: Translator) -> str:
    posts = posts_by(somebody)
    content = markup(
        """<header class="profile" {account}>
  <div class="cover tint-{tint}"></div>
  <div class="who">
    {portrait}
    <div class="names"><h1>{name}</h1><p class="handle">@{handle}</p></div>
  </div>
  <p class="bio">{bio}</p>
  <p class="counts">
    <a href="{friends}" data-count-friends="{friend_count}"><b>{friend_count}</b> {friend_word}</a>
    <span data-count-posts="{post_count}"><b>{post_count}</b> {post_word}</span>
  </p>
</header>
<div class="column">{posts}</div>""",
        account=account(somebody, "profile"),
        tint=somebody.number % 6,
        portrait=portrait(somebody, 128),
        name=name_of(somebody),
        handle=somebody.handle,
        bio=somebody.bio,
        friends=friends_address(somebody),
        friend_count=len(friends_of(somebody)),
        friend_word=t("friend_word", count=len(friends_of(somebody))),
        post_count=len(posts),
        post_word=t("post_word", count=len(posts)),
        posts=Markup("\n").join(_post(post, t) for post in posts)
        or markup('<p class="empty">{nothing}</p>', nothing=t("nothing_written")),
    )
    return framed(somebody.name, "profile", content, t)


def friend_list(owner: Person, t: Translator, start: int = 0) -> str:
    """Up to twenty friends from the ``start``-th (the first is 0); past the end there are none."""
    friends = friends_of(owner)
    shown = friends[start : start + ROWS_AT_ONCE]
    following = start + ROWS_AT_ONCE
    content = markup(
        """<div class="column">
<header class="owner" {account}>
  {portrait}
  <div class="names"><h1>{name}</h1><p class="handle">{count} {friend_word}</p></div>
</header>
<ul class="rows" data-demo-list="friends" data-owner="{handle}" data-displayed-count="{count}">
{rows}
{end}
</ul>
</div>""",
        account=account(owner, "profile"),
        portrait=portrait(owner, 56),
        name=name_of(owner),
        count=len(friends),
        friend_word=t("friend_word", count=len(friends)),
        handle=owner.handle,
        rows=Markup("\n").join(_row(friend) for friend in shown),
        end=_more(owner, following, t)
        if following < len(friends)
        else markup("<li data-demo-end>{end}</li>", end=t("end")),
    )
    return framed(t("friends_of", name=owner.name), "list", content, t)


def circles(t: Translator) -> str:
    """Several people's friend lists on one page, those of the aligned ones and some of each circle: who opens it has
    seen a small network."""
    aligned, *others = CIRCLES
    shown = [*aligned, *(each for circle in others for each in circle[:: len(circle) // LISTS_A_CIRCLE])]
    content = markup(
        '<div class="column"><h1>{title}</h1><p>{words}</p>{lists}</div>',
        title=t("circles"),
        words=t("circles_words"),
        lists=Markup("\n").join(_short_list(each, t) for each in shown),
    )
    return framed(t("circles"), "list", content, t)


def _short_list(owner: Person, t: Translator) -> Markup:
    friends = friends_of(owner)
    return markup(
        """<section class="circle">
<header {account}>
  {portrait}
  <div class="names"><p class="name">{name}</p><p class="handle">{count} {friend_word}</p></div>
</header>
<ul class="chips" data-demo-list="friends" data-owner="{handle}" data-displayed-count="{count}">
{chips}
<li class="hidden" data-demo-end>{end}</li>
</ul>
</section>""",
        account=account(owner, "row"),
        portrait=portrait(owner, 48),
        name=name_of(owner),
        count=len(friends),
        friend_word=t("friend_word", count=len(friends)),
        handle=owner.handle,
        chips=Markup("\n").join(_chip(friend) for friend in friends),
        end=t("end"),
    )


def _chip(friend: Person) -> Markup:
    return markup(
        "<li {account}>{portrait} {name}</li>",
        account=account(friend, "row"),
        portrait=portrait(friend, 24),
        name=name_of(friend),
    )


def _row(friend: Person) -> Markup:
    return markup(
        """<li class="row" {account}>
  {portrait}
  <div class="names"><p class="name">{name}</p><p class="handle">@{handle}</p></div>
</li>""",
        account=account(friend, "row"),
        portrait=portrait(friend, 56),
        name=name_of(friend),
        handle=friend.handle,
    )


def _more(owner: Person, start: int, t: Translator) -> Markup:
    return markup(
        '<li class="more"><a href="{address}?from={start}" data-demo-more>{more}</a></li>',
        more=t("more"),
        address=friends_address(owner),
        start=start,
    )


def _post(post: Post, t: Translator) -> Markup:
    return markup(
        """<article class="post" data-demo-post="{number}">
<header {account}>
  {portrait}
  <div class="names"><p class="name">{name}</p><p class="handle"><time datetime="{time}">{when}</time></p></div>
</header>
<p class="text" dir="auto">{text}</p>
<p class="likes">{likes}</p>
{shares}
<ul class="comments">{comments}</ul>
</article>""",
        number=post.number,
        account=account(post.author, "author"),
        portrait=portrait(post.author, 48),
        name=name_of(post.author),
        time=post.time.isoformat(timespec="seconds"),
        when=f"{t.day(post.time)}, {post.time:%H:%M}",
        text=post.text,
        likes=t("likes", count=post.likes),
        shares=_shares(post, t) if post.shares else "",
        comments=Markup("\n").join(_comment(comment) for comment in post.comments),
    )


def _shares(post: Post, t: Translator) -> Markup:
    return markup(
        '<details class="shares" open><summary>{count}</summary><ul class="chips">{shares}</ul></details>',
        count=t("shares", count=len(post.shares)),
        shares=Markup("\n").join(_share(share) for share in post.shares),
    )


def _share(share: Share) -> Markup:
    return markup(
        """<li {account} data-demo-share>
  {portrait} {name} <time datetime="{time}">{at}</time>
</li>""",
        account=account(share.author, "row"),
        portrait=portrait(share.author, 24),
        name=name_of(share.author),
        time=share.time.isoformat(timespec="seconds"),
        at=f"{share.time:%H:%M:%S}",
    )


def _comment(comment: Comment) -> Markup:
    return markup(
        """<li {account}>
  {portrait}
  <div class="said"><p class="name">{name}</p><p dir="auto">{text}</p></div>
</li>""",
        account=account(comment.author, "commenter"),
        portrait=portrait(comment.author, 32),
        name=name_of(comment.author),
        text=comment.text,
    )
