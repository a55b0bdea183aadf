"""What the columns of a table are, by the names that the programs of this work give them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.core.kinds import EdgeKind
from companion.imports.reading.headers import CAMEL
from companion.imports.reading.names import (
    ACCOUNT_ID,
    ADDRESS,
    BIO,
    COUNTS,
    DISPLAY_NAME,
    HANDLE,
    PICTURE,
    plain,
    words,
)

SOURCE, TARGET, KIND, WEIGHT, TIME = "source", "target", "kind", "weight", "time"

# Pairs of columns that say who is tied to whom: the first of each side that is there. A follower follows.
ENDS = (
    (
        words(
            "source src from source_id source_name source_user source_username source_screen_name source_handle "
            "source_label from_id from_user from_user_id from_user_screen_name from_user_name from_username "
            "from_handle from_name from_node_id fromnodeid fromnode from_node sourcenodeid source_node vertex_1 "
            "vertex1 node1 node_1 node_a nodea user1 user_1 user_a account1 account_1 account_a v1 id1 id_1 origen "
            "origem quelle von tail tails head_node user_from account_from start_id"
        ),
        words(
            "target dst to target_id target_name target_user target_username target_screen_name target_handle "
            "target_label to_id to_user to_user_id to_user_screen_name to_user_name to_username to_handle to_name "
            "to_node_id tonodeid tonode to_node targetnodeid target_node vertex_2 vertex2 node2 node_2 node_b nodeb "
            "user2 user_2 user_b account2 account_2 account_b v2 id2 id_2 destino ziel nach head heads tail_node "
            "user_to account_to end_id cible"
        ),
    ),
    (
        words(
            "follower follower_id follower_name follower_username follower_screen_name follower_handle "
            "follower_user_id follower_account follower_login seguidor"
        ),
        words(
            "followed followee followed_id followee_id followed_name followee_name followed_username "
            "followed_screen_name followed_handle followed_user_id followed_account following_id following_username "
            "followed_user user user_id userid username screen_name handle account account_id target seguido"
        ),
    ),
    (
        words("user user_id userid username screen_name handle account account_id ego ego_id person member_id"),
        words(
            "friend friend_id friend_name friend_username friend_screen_name friendid followed followee followed_id "
            "followee_id following_id following_username following_user alter alter_id amigo group_id"
        ),
    ),
)
_FRIENDS = frozenset(name for name in ENDS[2][1] if "friend" in name) | {"amigo", "alter", "alter_id"}
KINDS = ("kind", "relation", "relationship", "edge_type")
TYPES = ("type", "direction", "interaction")
"""Of an edge: whether it is directed, or what it is."""
WEIGHTS = words("weight peso gewicht poids edge_weight weights strength value count n")
TIED = words("follows following is_following friend friends is_friend tie linked is_linked connected is_connected")
"""Columns that may say of two accounts that nothing is between them."""
FIRST = words(
    "first_seen seen_at observed_at timestamp time date start created_at followed_at relationship_date_utc ts "
    "datum fecha data"
)
LAST = ("last_seen", "end")
OWN = ("ref", "id")
"""What names an account in the tables that Eyeline writes, for spreadsheets and for Gephi."""

AUTHOR = words(
    "author_username author_handle author_screen_name author_user_name user_screen_name user_username from_user_name "
    "owner_username post_owner_username account_handle author_unique_id author_meta_name "
    "from_user screen_name username user_name handle unique_id channel_username login author user "
    "account author_name profile poster creator autor extra_author_attributes_short_name influencer"
)
AUTHOR_ID = words(
    "account_platform_id post_owner_id from_user_id_str author_id user_id userid author_user_id from_user_id "
    "owner_id uid account_id channel_id author_channel_id id_user "
    "facebook_id"
)
AUTHOR_NAME = words(
    "author_full author_fullname author_full_name author_display_name author_nickname display_name full_name fullname "
    "nickname from_user_realname user_full_name page_name group_name account_name owner_full_name "
    "post_owner_name user_display_name user_displayname extra_author_attributes_name channel_title name author_name "
    "user_name"
)
AUTHOR_ADDRESS = words("author_channel_url user_profile_url extra_author_attributes_url profile_url author_url")
AUTHOR_PICTURE = words(
    "author_avatar author_avatar_url author_picture author_profile_image profile_image_url profile_pic_url "
    "user_profile_image_url from_user_profile_image_url author_profile_pic_url author_thumbnail_url avatar"
)
TEXTS = words(
    "body text full_text tweet_text message_text message content caption selftext post_text comment_text tweet "
    "post_message description_text text_display text_original texto mensaje mensagem raw_content hit_sentence "
    "subject title"
)
THREAD = words(
    "thread thread_id conversation_id parent_post_id reply_id in_reply_to_status_id in_reply_to_id in_reply_to link_id "
    "reply_to_status_id referenced_tweets_replied_to_id in_reply_to_tweet_id"
)
POST_ID = words("post_id tweet_id status_id message_id item_id comment_id video_id shortcode id_str id ids")
POST_ADDRESS = words(
    "post_url tweet_url tiktok_url web_video_url permalink permalink_url url status_url message_url item_url "
    "video_url link"
)
LINKS = words("urls expanded_links_expanded link_attachment_link final_link link url")
"""Where the links stand that a post has beside its text; ``link`` is the post's own address where nothing else is."""
POST_TIME = words(
    "unix_timestamp timestamp_unix created_utc created_at timestamp time date posted_at published_at publish_date "
    "taken_at created date_posted post_date tweet_created_at datetime published datum fecha data created_time "
    "utc_datetime_str post_created creation_time create_time_iso comment_create_timestamp pubdate pub_date ts"
)
REPOSTED = words(
    "repost_id retweeted_status_id retweeted_status retweet_status_id retweet_or_quote_id "
    "retweet_id retweeted_id reposted_id shared_post_id referenced_tweets_retweeted_id "
    "referenced_tweets_quoted_id retweeted_tweet_id quoted_tweet_id"
)
POSTS_ONLY = {
    *words("body text full_text tweet_text message_text message caption selftext post_text comment_text tweet"),
    *words(
        "post_message raw_content hit_sentence thread thread_id conversation_id post_id tweet_id status_id "
        "message_id comment_id subject"
    ),
}
"""No table of accounts has any of these."""
COMMENT_ID = ("comment_id",)
COMMENTED = ("post_id", "video_id", "media_id", "shortcode")
"""In a row that has a comment's own id: what was commented on."""
_OF_ACCOUNTS = {
    *DISPLAY_NAME,
    *BIO,
    *ADDRESS,
    *PICTURE,
    *(name for names in COUNTS.values() for name in names),
    *OWN,
    *HANDLE,
    *ACCOUNT_ID,
    *words(
        "platform timeset interval degree in_degree out_degree indegree outdegree modularity_class pagerank "
        "eccentricity x y size color colour community created_at verified protected location lang language "
        "website country"
    ),
}
COORTWEET = {"object_id", "account_id", "content_id"}
HOAXY = {"from_user_id", "to_user_id", "tweet_type"}
LINKEDIN = {"first_name", "last_name", "url", "connected_on"}
MASTODON = {"account_address", "show_boosts"}
EYELINE = ({"captures", "spells", "source", "target"}, {"handles", "picture_status", "platform"})
"""Columns that only the tables have that Eyeline writes."""


FOUND = {"expected", "q_value"}
"""What only ties have that an analysis found: nobody saw them."""


def ends(names: Sequence[str]) -> tuple[int, int] | None:
    """The columns of source and target, by their plain names; None where no pair is known."""
    if "followers" in names:  # beside it `followed` is a count
        names = ["" if name == "followed" else name for name in names]
    for sources, targets in ENDS:
        source = next((names.index(name) for name in sources if name in names), None)
        target = next((at for name in targets if name in names and (at := names.index(name)) != source), None)
        if source is not None and target is not None:
            return source, target
    return None


def says_undirected(remarks: Sequence[Sequence[str]]) -> bool:
    """Whether the first line of comment says that ties go both ways, as Matrix Market's and KONECT's may."""
    said = _words_of_first(remarks)
    return {"matrixmarket", "symmetric"} <= said or "sym" in said


def says_two_modes(remarks: Sequence[Sequence[str]]) -> bool:
    """Whether KONECT's first line says that the ends are of two kinds, as people and what they rated."""
    return "bip" in _words_of_first(remarks)


def _words_of_first(remarks: Sequence[Sequence[str]]) -> set[str]:
    return {word.lower() for word in next(iter(remarks), ())}


def tie_to(target: str) -> EdgeKind:
    """What a tie is to whom a column of this name has: friends have no direction."""
    if target in _FRIENDS:
        return EdgeKind.friend
    return EdgeKind.member if target == "group_id" else EdgeKind.follows


def is_of_posts(names: Sequence[str]) -> bool:
    """Whether the table tells of posts and their authors, and not of accounts or of ties."""
    authors = {*AUTHOR, *AUTHOR_ID} & {*names}
    return bool(authors and POSTS_ONLY & {*names}) or bool(
        authors & _SURELY_AUTHORS and {*POST_TIME, *POST_ADDRESS} & {*names}
    )


_SURELY_AUTHORS = {"author", "author_id", "author_username", "extra_author_attributes_short_name"}


def is_of_accounts(names: Sequence[str]) -> bool:
    """Whether the table lists accounts: one column has handles, or most that it has are known of accounts.

    An id alone is also what accounts are told by in tables of what they bought, rated or belong to.
    """
    named = [name for name in names if name]
    if {"ref", *HANDLE} & {*named}:
        return True
    known = [name in _OF_ACCOUNTS for name in named]
    if "id" in named:
        return len(named) > 1 and all(known)
    return bool(_IDS & {*named}) and sum(known) * 2 > len(known) and not any(map(_is_other_id, named))


_IDS = {"account_id", "user_id", "userid"}
_NAMING = {*OWN, *HANDLE, *_IDS}


def _is_other_id(name: str) -> bool:
    return name.endswith("_id") and name not in _OF_ACCOUNTS


_NEO4J = re.compile(r"([^:]*):(?:(start_id|end_id|id|type|label|ignore)\b.*|[a-z]+(?:\[\])?)", re.IGNORECASE)
"""A column's name as Neo4j has it: ``:START_ID(User)``, ``name:ID``, ``followers:int``."""


def plain_names(cells: Sequence[str]) -> list[str]:
    """The plain name of each column; of two with one name the second has none."""
    names = [_plain_name(cell) for cell in cells]
    return [name if name not in names[:at] else "" for at, name in enumerate(names)]


def name_two(cells: Sequence[str]) -> bool:
    """Whether each row names two accounts, in columns of one name."""
    named = [name for name in map(_plain_name, cells) if name in _NAMING]
    return len(named) > len({*named})


def _plain_name(cell: str) -> str:
    if (typed := _NEO4J.fullmatch(cell.strip())) is not None:
        of_node = (typed[2] or "").lower()
        cell = typed[1] or ("" if of_node in ("label", "ignore") else of_node)
    return plain(CAMEL.sub("_", cell) if not cell.isupper() else cell)
