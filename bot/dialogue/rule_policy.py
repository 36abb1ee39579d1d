"""Rasa's RulePolicy, which here looks only at the rules that the conversation can match."""

from collections import defaultdict
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import State


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """Predicts as RulePolicy does. Rules are found by an intent that they name, not by trying every one of them."""

    _index: tuple[int, dict[str, list[str]]] = (0, {})

    def _get_possible_keys(self, rules: dict[str, str], states: list[State]) -> set[str]:
        index = self._index_of(rules)
        spoken = {str(state.get("user", {}).get("intent", "")) for state in states} | {""}
        candidates = {key: rules[key] for intent in spoken for key in index.get(intent, ())}
        possible: set[str] = super()._get_possible_keys(candidates, states)
        return possible

    def _index_of(self, rules: dict[str, str]) -> dict[str, list[str]]:
        """Rule keys by the last intent that they name; by the empty string where they name none."""
        known, index = self._index
        if known != id(rules):
            made: defaultdict[str, list[str]] = defaultdict(list)
            for key in rules:
                made[_last_intent(self._rule_key_to_state(key))].append(key)
            index = dict(made)
            self._index = (id(rules), index)
        return index


def _last_intent(states: list[Any]) -> str:
    named = [state["user"]["intent"] for state in states if state and "intent" in state.get("user", {})]
    return str(named[-1]) if named else ""
