"""The custom actions: each reads what was understood and the conversation's slots, and speaks one reply."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.answering import reply_to
from actions.speaking import speak
from actions.understanding import close_topics, language_of, questions
from bot.knowledge.loading import knowledge_base
from bot.replies import talk
from bot.replies.reply import Reply

Events = list[dict[str, Any]]


class ActionAnswer(Action):
    """Answers every question of the message, in order."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Speaks the answers as one message."""
        topic = tracker.get_slot("topic")
        replies: list[Reply] = []
        for question in questions(tracker):
            replies.append(reply_to(knowledge_base(), question, topic))
            topic = next(iter(replies[-1].topics), topic)
        return speak(dispatcher, replies)


class ActionClarify(Action):
    """Asks which of two close topics is meant."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_clarify"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Speaks the question, with the two topics and a way out as choices."""
        base = knowledge_base()
        topics = [topic for topic in close_topics(tracker) if topic in base.facts or topic in base.unknowns]
        return speak(dispatcher, [talk.clarify(base, topics, language_of(tracker))])


class ActionOutOfScope(Action):
    """Says that the message is about something else, and what can be asked."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_out_of_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Speaks the border and the first topics."""
        return speak(dispatcher, [talk.out_of_scope(knowledge_base(), "general", language_of(tracker))])


class ActionGreet(Action):
    """Opens a conversation."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Speaks the greeting, which says that this is a bot."""
        return speak(dispatcher, [talk.greeting(knowledge_base(), language_of(tracker))])
