"""Times of single messages, and what they come to."""

from dataclasses import dataclass, field


@dataclass
class Latency:
    """Seconds of each message, and how long the whole took."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    def percentile(self, percent: int) -> float:
        """The time, in milliseconds, that this share of the messages stays below."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

    @property
    def rate(self) -> float:
        """Messages a second."""
        return len(self.seconds) / self.elapsed
