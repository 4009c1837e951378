"""Where the rows of a table lie in the interface messages (接口规范) that hospitals log.

In such a mapping a foreign name says where in the message the value is:

    FIELD               a field of the node's element
    request.FIELD       a field of the envelope around the request, such as request.fixmedins_code
    input.NODE.FIELD    a field elsewhere in the request; output.NODE.FIELD in the answer
    answer.FIELD        a field of the answer's element that belongs to this one
    EACH.FIELD          a field of the list within the element
    settlement.FIELD    of the settlement that the row is found to belong to
    original.FIELD      of the settlement that the row takes back
    @place, @infno      the element's place in its list, from 1; the number of the transaction
    NAME@first          said once for the first of the list: the others have 0 where it is said
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """A list in the answer whose elements belong to the rows, by a field that both have."""

    path: str
    key: str


@dataclass(frozen=True)
class Finding:
    """How a row finds its settlement: by its encounter, its charging batch, and its moment."""

    encounter: str
    batch: str
    time: str


@dataclass(frozen=True)
class Node:
    """Where in interface messages the rows of a source lie.

    `messages` are the numbers of the transactions (infno); `paths` the node, the first that the
    message has counts; `each` a list within the node whose elements are the rows. `answer` lies
    beside the rows, `finds` gives them their settlement, `reverses` the settlement that they take
    back. Where `builds` holds, several messages make up one row, and the latest word counts.
    """

    messages: tuple[str, ...]
    paths: tuple[str, ...]
    each: str | None = None
    answer: Answer | None = None
    finds: Finding | None = None
    reverses: str | None = None
    builds: bool = False


@dataclass(frozen=True)
class Replacing:
    """Messages of which a later one with the same value at `by` takes the place of the earlier."""

    messages: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class Settlements:
    """Which messages say what was settled, and under which names of a message (see `Node`)."""

    node: Node
    settlement: str
    encounter: str
    batch: str
    time: str
