"""How often one caller may call."""

import math
from collections import OrderedDict
from dataclasses import dataclass

CALLERS = 10_000
"""Callers that are remembered; the one longest unseen is forgotten first."""


@dataclass
class _Bucket:
    tokens: float
    filled: float


class RateLimit:
    """A token bucket for each caller: `per_minute` calls at once, refilled evenly over a minute.

    Its memory is bounded: a caller whose bucket is full again needs none.
    """

    def __init__(self, per_minute: int) -> None:
        self._size = float(per_minute)
        self._per_second = per_minute / 60
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, caller: str, now: float) -> int:
        """Counts a call at `now` (seconds, any steady clock): 0 where it is allowed, else the whole seconds to wait."""
        bucket = self._buckets.pop(caller, None) or _Bucket(self._size, now)
        bucket.tokens = min(self._size, bucket.tokens + (now - bucket.filled) * self._per_second)
        bucket.filled = now
        self._buckets[caller] = bucket
        while len(self._buckets) > CALLERS:
            self._buckets.popitem(last=False)
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return 0
        return math.ceil((1 - bucket.tokens) / self._per_second)
