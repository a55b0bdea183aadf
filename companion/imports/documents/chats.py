"""Groups' messages, as Telegram Desktop and DiscordChatExporter write them: who wrote what, when, answering what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from companion.imports.platforms.found import Item, record, records, text_of, within

Message = dict[str, Any]


def messages_in(value: object) -> list[Message]:
    """A row of a table of posts for each message of a group, or of the groups of an account; none for other documents,
    and none for what two people write to each other."""
    chats = [*records(within(value, "chats").get("list"))] or [record(value)]
    return [row for chat in chats for row in (*_telegrams(chat), *_discords(chat))]


def _telegrams(chat: Item) -> Iterator[Message]:
    messages = [*records(chat.get("messages"))]
    if not any("from_id" in each for each in messages) or "id" not in chat or chat.get("type") in _PRIVATE:
        return
    for each in messages:
        answered = each.get("reply_to_message_id")
        yield {
            "platform": "telegram",
            # A user's id is its number; a channel's keeps its word, since both count from one.
            "author_id": (text_of(each.get("from_id")) or "").removeprefix("user"),
            "author_display_name": each.get("from"),
            "body": _words(each.get("text")),
            # A message's number is its chat's own.
            "post_id": f"{chat['id']}/{each.get('id')}",
            "thread_id": f"{chat['id']}/{answered}" if answered is not None else None,
            "timestamp": each.get("date_unixtime") or each.get("date"),
        }


_PRIVATE = ("personal_chat", "saved_messages", "bot_chat")


def _words(text: object) -> str:
    """A text, or the parts of one that has links and names in it."""
    parts = text if isinstance(text, list) else [text]
    return "".join(text_of(record(part).get("text") if isinstance(part, dict) else part) or "" for part in parts)


def _discords(chat: Item) -> Iterator[Message]:
    channel = record(chat.get("channel"))
    if not {"guild", "messages"} <= chat.keys() or str(channel.get("type")).startswith("Direct"):
        return
    place = f"https://discord.com/channels/{within(chat, 'guild').get('id')}/{channel.get('id')}"
    for each in records(chat["messages"]):
        author, answered = record(each.get("author")), within(each, "reference").get("messageId")
        yield {
            "platform": "discord",
            "author_id": author.get("id"),
            "author_username": author.get("name"),
            "author_display_name": author.get("nickname"),
            "author_avatar": author.get("avatarUrl"),
            "body": each.get("content"),
            "post_url": f"{place}/{each.get('id')}",
            "thread_id": f"{place}/{answered}" if answered is not None else None,
            "timestamp": each.get("timestamp"),
        }
