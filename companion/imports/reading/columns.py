"""What the columns of a table are, by the names that the programs of this work give them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.core.account_names import is_missing
from companion.imports.reading.names import ACCOUNT_ID, ADDRESS, BIO, COUNTS, DISPLAY_NAME, HANDLE, PICTURE, plain


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SOURCE, TARGET, KIND, WEIGHT, TIME = "source", "target", "kind", "weight", "time"

# Pairs of columns that say who is tied to whom: the first of each side that is there. A follower follows.
_ENDS = (
    (
        _words(
            "source src from source_id source_name source_user source_username source_screen_name source_handle "
            "source_label from_id from_user from_user_id from_user_screen_name from_user_name from_username "
            "from_handle from_name from_node_id fromnodeid fromnode from_node sourcenodeid source_node vertex_1 "
            "vertex1 node1 node_1 node_a nodea user1 user_1 user_a account1 account_1 account_a v1 id1 id_1 origen "
            "origem quelle von tail head_node user_from account_from start_id citing"
        ),
        _words(
            "target dst to target_id target_name target_user target_username target_screen_name target_handle "
            "target_label to_id to_user to_user_id to_user_screen_name to_user_name to_username to_handle to_name "
            "to_node_id tonodeid tonode to_node targetnodeid target_node vertex_2 vertex2 node2 node_2 node_b nodeb "
            "user2 user_2 user_b account2 account_2 account_b v2 id2 id_2 destino ziel nach head tail_node user_to "
            "account_to end_id cited"
        ),
    ),
    (
        _words(
            "follower follower_id follower_name follower_username follower_screen_name follower_handle "
            "follower_user_id follower_account follower_login seguidor"
        ),
        _words(
            "followed followee followed_id followee_id followed_name followee_name followed_username "
            "followed_screen_name followed_handle followed_user_id followed_account following_id following_username "
            "followed_user user user_id userid username screen_name handle account account_id target seguido"
        ),
    ),
    (
        _words("user user_id userid username screen_name handle account account_id ego ego_id person member_id"),
        _words(
            "friend friend_id friend_name friend_username friend_screen_name friendid followed followee followed_id "
            "followee_id following_id following_username following_user alter alter_id amigo group_id"
        ),
    ),
)
_FRIENDS = frozenset(name for name in _ENDS[2][1] if "friend" in name) | {"amigo", "alter", "alter_id"}
KINDS = ("kind", "relation", "relationship", "edge_type")
WEIGHTS = ("weight", "peso", "gewicht", "edge_weight", "weights", "strength", "value", "count", "n")
FIRST = ("first_seen", "seen_at", "observed_at", "timestamp", "time", "date", "start", "created_at", "followed_at")
LAST = ("last_seen", "end")
OWN = ("ref", "id")
"""What names an account in the tables that Eyeline writes, for spreadsheets and for Gephi."""

AUTHOR = _words(
    "author_username author_handle author_screen_name author_user_name user_screen_name user_username from_user_name "
    "from_user screen_name username user_name handle unique_id author_unique_id channel_username login author user "
    "account author_name profile poster creator autor"
)
AUTHOR_ID = _words(
    "author_id user_id userid author_user_id from_user_id owner_id uid account_id channel_id author_channel_id id_user "
    "facebook_id"
)
AUTHOR_NAME = _words(
    "author_full author_fullname author_full_name author_display_name author_nickname display_name full_name fullname "
    "nickname from_user_realname user_full_name page_name group_name name author_name"
)
AUTHOR_PICTURE = _words(
    "author_avatar author_avatar_url author_picture author_profile_image profile_image_url profile_pic_url "
    "user_profile_image_url from_user_profile_image_url author_profile_pic_url author_thumbnail_url avatar"
)
TEXTS = _words(
    "body text full_text tweet_text message_text message content caption selftext post_text comment_text tweet "
    "post_message description_text text_display text_original texto mensaje mensagem subject title"
)
THREAD = _words(
    "thread thread_id conversation_id parent_post_id reply_id in_reply_to_status_id in_reply_to_id in_reply_to link_id"
)
POST_ID = _words("post_id tweet_id status_id message_id item_id comment_id video_id shortcode id_str id ids")
POST_ADDRESS = _words("post_url tweet_url permalink permalink_url url status_url message_url item_url video_url link")
LINKS = ("urls", "final_link", "link")
"""Where the links stand that a post has beside its text; ``link`` is the post's own address where nothing else is."""
POST_TIME = _words(
    "unix_timestamp timestamp_unix created_utc created_at timestamp time date posted_at published_at publish_date "
    "taken_at created date_posted post_date tweet_created_at datetime published fecha data created_time "
    "utc_datetime_str post_created"
)
REPOSTED = _words(
    "repost_id retweeted_status_id retweet_id retweeted_id reposted_id shared_post_id referenced_tweets_retweeted_id "
    "referenced_tweets_quoted_id"
)
_POSTS_ONLY = {
    *(_words("body text full_text tweet_text message_text message caption selftext post_text comment_text tweet")),
    *(_words("post_message thread thread_id conversation_id post_id tweet_id status_id message_id comment_id subject")),
}
"""No table of accounts has any of these."""
COMMENT_ID = ("comment_id",)
COMMENTED = ("post_id", "video_id", "media_id", "shortcode")
"""In a row that has a comment's own id: what was commented on."""
_ACCOUNTS_ONLY = {
    *HANDLE,
    *("account_id", "user_id", "userid"),
    "ref",
}
_OF_ACCOUNTS = {
    *DISPLAY_NAME,
    *BIO,
    *ADDRESS,
    *PICTURE,
    *(name for names in COUNTS.values() for name in names),
    *OWN,
    *HANDLE,
    *ACCOUNT_ID,
    *(
        _words(
            "platform timeset interval degree in_degree out_degree indegree outdegree modularity_class pagerank "
            "eccentricity x y size color colour community created_at verified protected location lang language "
            "website country"
        )
    ),
}
COORTWEET = {"object_id", "account_id", "content_id"}
HOAXY = {"from_user_id", "to_user_id", "tweet_type"}
LINKEDIN = {"first_name", "last_name", "url", "connected_on"}
MASTODON = {"account_address", "show_boosts"}
EYELINE = ({"captures", "spells", "source", "target"}, {"handles", "picture_status", "platform"})
"""Columns that only the tables have that Eyeline writes."""


def ends(names: Sequence[str]) -> tuple[int, int] | None:
    """The columns of source and target, by their plain names; None where no pair is known."""
    for sources, targets in _ENDS:
        source = next((names.index(name) for name in sources if name in names), None)
        target = next((at for name in targets if name in names and (at := names.index(name)) != source), None)
        if source is not None and target is not None:
            return source, target
    return None


def says_undirected(remarks: Sequence[Sequence[str]]) -> bool:
    """Whether the first line of comment says that ties go both ways, as Matrix Market's and KONECT's may."""
    said = {word.lower() for word in next(iter(remarks), ())}
    return {"matrixmarket", "symmetric"} <= said or "sym" in said


def are_friends(target: str) -> bool:
    """Whether a column of this name has friends, who have no direction."""
    return target in _FRIENDS


def is_of_posts(names: Sequence[str]) -> bool:
    """Whether the table tells of posts and their authors, and not of accounts or of ties."""
    authors = {*AUTHOR, *AUTHOR_ID} & {*names}
    return bool(authors and _POSTS_ONLY & {*names}) or bool(
        authors & {"author", "author_id", "author_username"} and {*POST_TIME, *POST_ADDRESS} & {*names}
    )


def is_of_accounts(names: Sequence[str]) -> bool:
    """Whether the table lists accounts: one column can be no other thing, or all that it has are known of accounts."""
    named = [name for name in names if name]
    if _ACCOUNTS_ONLY & {*named}:
        return True
    return "id" in named and len(named) > 1 and all(name in _OF_ACCOUNTS for name in named)


_WORDS = frozenset(
    _words(
        "account accounts actor address alter amigo amount author autor avatar bio body caption category channel "
        "city class color comment comments company content conta count country created cuenta data date datum day "
        "degree description edge ego email end entity fecha first follow followed followee follower followers "
        "following friend friends from fuente full gender group groups handle hashtag head id ids image index "
        "interval item key kind label lang language last left level likes link list location login mail member "
        "members message modularity name names nick nickname no node nodes nombre nome num number object "
        "organisation organization origen origem owner page parent partner peer peso person persons phone platform "
        "post price product profile quantity quelle rank reach reply retweet right row score screen sex shares size "
        "sender receiver site source src start state status subject tag tail target text thread time timestamp "
        "timeset title to topic total tweet type uid unnamed url user userid username users usuario usuário value "
        "vertex video views weight year ziel"
    )
)
_SPLIT = re.compile(r"[^\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def looks_like_header(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names its columns, and is no tie: by words that name columns, or by another shape."""
    cells = [cell.strip() for cell in first]
    words = [_SPLIT.findall(_CAMEL.sub(" ", cell).lower()) for cell in cells]
    if all(any(_is_a_word(word) for word in each) and all(map(_names_a_column, each)) for each in words):
        return True
    columns = [
        [row[at].strip() for row in rows if at < len(row) and not is_missing(row[at])] for at in range(len(cells))
    ]
    if len(rows) > 1 and all(cells) and _stand_apart(cells, [cell for column in columns for cell in column]):
        return True
    return any(
        len(column) > 1 and all(map(shape, column)) and not shape(cell)
        for cell, column in zip(cells, columns, strict=True)
        if cell
        for shape in _SHAPES
    )


def _stand_apart(cells: Sequence[str], others: Sequence[str]) -> bool:
    """Whether cells are of another kind than all others: of a letter or two, or begun with a capital."""
    if {cell.lower() for cell in cells} & {other.lower() for other in others}:
        return False
    are_short = all(len(cell) <= 2 for cell in cells) and all(len(other) > 2 for other in others)
    return are_short or (all(cell[0].isupper() for cell in cells) and all(other == other.lower() for other in others))


def _is_a_word(text: str) -> bool:
    return len(text) > 1 and not text.isdigit()


def _names_a_column(word: str) -> bool:
    """A word of columns' names, or what tells two of them apart, as the ``1`` of ``user_1``."""
    return len(word) == 1 or word.isdigit() or word.rstrip("0123456789") in _WORDS


def is_number(text: str) -> bool:
    """Whether a cell has a number, however it is written."""
    return re.fullmatch(r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?", text.strip(), re.IGNORECASE) is not None


_SHAPES = (
    is_number,
    lambda text: text.startswith("@"),
    lambda text: text.startswith(("http://", "https://")),
    lambda text: re.fullmatch(r"[a-z][a-z0-9-]*:(?:id|handle|pseudonym):.+", text) is not None,
)


def plain_names(cells: Sequence[str]) -> list[str]:
    """The plain name of each column; of two with one name the second has none."""
    names = [plain(_CAMEL.sub("_", cell) if not cell.isupper() else cell) for cell in cells]
    return [name if name not in names[:at] else "" for at, name in enumerate(names)]
