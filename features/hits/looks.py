"""What rules look at beside the claim: their looks at the past and norms, which the shelf keeps.

No limit stands inside them (`features.rules.binding`), so one shelf and one norm book serve every
area. The shelf's fingerprint is of the signals and these looks together.
"""

from collections.abc import Collection, Mapping
from hashlib import sha256

from features.catalog import fingerprint
from features.nodes import Expression, Lines, Norm, Past, line_of
from features.rules import RULES
from features.signal import Described
from features.sql.program import inner
from features.tiles import FORM


def kept_looks(absent: Collection[str] = ()) -> tuple[Expression, ...]:
    """What every rule that the data can answer looks at, in the order of the rules.

    A line's own past is kept with the lines that ask it.
    """
    nodes = [node for name, rule in RULES.items() if name not in absent for node in rule.nodes]
    asking = [lines for lines in inner(nodes, Lines) if inner([lines], Past)]
    own = [look for look in inner(nodes, Past) if line_of(look) is None]
    return (*own, *asking, *inner(nodes, Norm))


def kept(
    signals: Mapping[str, Described],
    absent_signals: Collection[str],
    absent_rules: Collection[str],
) -> list[Expression]:
    """The expressions whose looks a build's shelf keeps, in its order: signals, then rules."""
    own = [item.node for name, item in signals.items() if name not in absent_signals]
    return [*own, *kept_looks(absent_rules)]


def shelf_fingerprint() -> str:
    """Twelve hexadecimal digits that change when the shelf of this release holds something else.

    Also when it holds the same in another form.
    """
    found = kept_looks()
    looks = [*inner(found, Past), *inner(found, Norm)]
    told = "\n".join([f"form {FORM}", fingerprint(), *sorted(map(repr, looks))])
    return sha256(told.encode()).hexdigest()[:12]
