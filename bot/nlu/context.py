"""What a message is likely to be about, given what the conversation was about before it."""

from bot.knowledge.base import KnowledgeBase
from bot.nlu.ranking import Ranking, weighed


class Context:
    """Weighs a ranking of intents by the last topic: its own neighbours are likelier, and so are follow-ups.

    Bayes' rule with a prior that only knows whether an intent is near. Without a topic there is nothing to follow.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        prefix: str,
        weights: dict[str, float],
        dependent: frozenset[str],
        stepping: frozenset[str] = frozenset(),
    ) -> None:
        """`weights` says how much likelier `near` and `near_short` topics and `follow_up` intents are.

        `alone` is the weight of a follow-up where there is no topic; `dependent` lists the follow-ups, `stepping` those
        of them that ask for the next or the previous event: where the last topic has no date, `undated` is their weight.
        """
        self._base = base
        self._prefix = prefix
        self._weights = weights
        self._dependent = dependent
        self._stepping = stepping
        self._near = {topic: self._neighbours(topic) for topic in (*base.facts, *base.unknowns)}

    def weigh(self, ranking: Ranking, topic: str | None, short: bool) -> Ranking:
        """The ranking in the light of the last topic, the likeliest first; its confidences still sum to what they did."""
        near = self._near.get(topic or "", frozenset())
        fact = self._base.facts.get(topic or "")
        undated = self._stepping if fact is None or fact.date is None else frozenset()

        def weight(intent: str) -> float:
            return (self._weights["undated"] if intent in undated else 1) * self._weight(intent, near, short)

        return weighed(ranking, weight)

    def is_near(self, intent: str, topic: str | None) -> bool:
        """Whether an intent asks for a neighbour of the last topic."""
        return intent in self._near.get(topic or "", frozenset())

    def _weight(self, intent: str, near: frozenset[str], short: bool) -> float:
        if intent in self._dependent:
            return self._weights["follow_up" if near else "alone"]
        return self._weights["near_short" if short else "near"] if intent in near else 1.0

    def _neighbours(self, topic: str) -> frozenset[str]:
        """The intents of the topics that a topic leads to, that lead to it, and that are counted or dated beside it."""
        base = self._base
        if topic in base.unknowns:
            near = {topic, *base.unknowns[topic].nearest}
        else:
            fact = base.facts[topic]
            main = base.main_fact(fact)
            near = {main.id, *fact.follow_ups, *main.follow_ups}
            near |= {other.id for other in base.facts.values() if main.id in other.follow_ups}
            near |= base.counted if main.id in base.counted else set()
        mains = {base.main_fact(base.facts[id_]).id if id_ in base.facts else id_ for id_ in near}
        return frozenset(f"{self._prefix}{id_}" for id_ in mains)
