"""Claims alike in every key, in the order of time: the windows that looks at the past read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """The rows of a relation of claims alike in every key, in the order of time, as SQL windows."""

    relation: str
    columns: tuple[str, ...]

    @property
    def keys(self) -> str:
        """The keys, joined by commas."""
        return ", ".join(f"{self.relation}.{key}" for key in self.columns)

    def alike(self, other: str) -> str:
        """The condition that a row of another relation is alike in every key."""
        return " AND ".join(f"{other}.{key} = {self.relation}.{key}" for key in self.columns)

    def alike_in(self, value: str) -> str:
        """The rows alike in one value more, in order, for a look at the next and the one before."""
        return f"OVER (PARTITION BY {self.keys}, {value} ORDER BY {self._time})"

    def before(self, *, today: bool = False) -> str:
        """The rows before this one; with `today`, of its own day only."""
        by = self.keys + (f", {self.relation}.day" if today else "")
        return (
            f"OVER (PARTITION BY {by} ORDER BY {self._time}"
            " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        )

    def beyond(self, reach: int) -> str:
        """The rows of days out of reach: those that have left the window."""
        return (
            f"OVER (PARTITION BY {self.keys} ORDER BY {self.relation}.day"
            f" RANGE BETWEEN UNBOUNDED PRECEDING AND {reach + 1} PRECEDING)"
        )

    @property
    def _time(self) -> str:
        return ", ".join(f"{self.relation}.{column}" for column in ("day", "moment", "setl_id"))
