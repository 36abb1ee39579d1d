"""From replies to what Rasa expects of an action."""

from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.replies.reply import Reply


def speak(dispatcher: CollectingDispatcher, replies: list[Reply]) -> list[dict[str, Any]]:
    """Utters one message for all replies together, and remembers what it was about for the next turn."""
    reply = joined(replies)
    dispatcher.utter_message(text=reply.text, json_message=reply.as_dict())
    topic = [SlotSet("topic", reply.topics[0])] if reply.topics else []
    return [SlotSet("language", reply.language), *topic]


def joined(replies: list[Reply]) -> Reply:
    """Several replies as one: their texts one below the other, their sources and topics once each."""
    if len(replies) == 1:
        return replies[0]
    last = replies[-1]
    topics = tuple(dict.fromkeys(topic for reply in replies for topic in reply.topics))
    return Reply(
        text="\n\n".join(dict.fromkeys(reply.text for reply in replies)),
        language=last.language,
        outcome=next((reply.outcome for reply in replies if reply.outcome in ("answered", "stale")), last.outcome),
        topics=topics,
        sources=tuple(dict.fromkeys(source for reply in replies for source in reply.sources)),
        choices=tuple(choice for choice in last.choices if choice.value.removeprefix("topic:") not in topics),
    )
