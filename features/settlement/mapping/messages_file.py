"""Reading from a mapping's TOML where the rows of a table lie in interface messages.

format = "messages"   files are logs of messages; node and messages are said for every table
replaces              a list of { messages = [INFNO, …], by = "input.NODE.FIELD" }
settlements           { messages, node, settlement, encounter, batch, time }: what was settled
[tables.NAME]         messages = [INFNO, …]
                      node     = "input.NODE", or a list: the first that a message has
                      each     = "LIST", a list within the node
                      answer   = { node = "output.NODE", key = "FIELD" }
                      finds    = { encounter = NAME, batch = NAME, time = NAME }
                      reverses = NAME of the settlement that is taken back
                      builds   = true when several messages make up one row
"""

from features.settlement.mapping.messages import Answer, Finding, Node, Replacing, Settlements
from features.settlement.mapping.rules import Toml, a_list, a_table, only, texts, wrong

OF_NODE = frozenset({"messages", "node", "each", "answer", "finds", "reverses", "builds"})
_OF_SETTLEMENTS = frozenset({"messages", "node", "settlement", "encounter", "batch", "time"})


def node_of(body: Toml, where: str) -> Node:
    """Where the rows of this table lie. Raises BadInput when it is not said, or cannot be meant."""
    messages, paths = texts(body.get("messages", [])), texts(body.get("node", []))
    if not messages or not paths:
        raise wrong(
            f"{where} does not say in which messages its rows lie",
            'In a mapping of messages it says messages = ["4101", …] and node = "input.setlinfo"',
        )
    for path in paths:
        _in_a_part(path, where)
    answer, finds = body.get("answer"), body.get("finds")
    return Node(
        messages=tuple(infno.upper() for infno in messages),
        paths=paths,
        each=str(body["each"]) if "each" in body else None,
        answer=None if answer is None else _answer(a_table(answer, where), where),
        finds=None if finds is None else _finding(a_table(finds, where), where),
        reverses=str(body["reverses"]) if "reverses" in body else None,
        builds=body.get("builds") is True,
    )


def replaces_of(toml: Toml, where: str) -> tuple[Replacing, ...]:
    """Which messages take the place of earlier ones. Raises BadInput when it cannot be meant."""
    found: list[Replacing] = []
    for said in a_list(toml.get("replaces", []), where):
        body = a_table(said, where)
        only(body, frozenset({"messages", "by"}), f"{where}, replaces")
        by = _said(body, "by", f"{where}, replaces")
        _in_a_part(by, f"{where}, replaces")
        found.append(Replacing(texts(body.get("messages", [])), by))
    return tuple(found)


def settlements_of(toml: Toml, where: str) -> Settlements | None:
    """Which messages say what was settled. Raises BadInput when it cannot be meant."""
    if "settlements" not in toml:
        return None
    here = f"{where}, settlements"
    body = a_table(toml["settlements"], here)
    only(body, _OF_SETTLEMENTS, here)
    return Settlements(
        node_of({key: body[key] for key in ("messages", "node") if key in body}, here),
        *(_said(body, key, here) for key in ("settlement", "encounter", "batch", "time")),
    )


def _answer(body: Toml, where: str) -> Answer:
    only(body, frozenset({"node", "key"}), f"{where}, answer")
    path = _said(body, "node", f"{where}, answer")
    _in_a_part(path, f"{where}, answer")
    return Answer(path, _said(body, "key", f"{where}, answer"))


def _finding(body: Toml, where: str) -> Finding:
    only(body, frozenset({"encounter", "batch", "time"}), f"{where}, finds")
    return Finding(*(_said(body, key, f"{where}, finds") for key in ("encounter", "batch", "time")))


def _said(body: Toml, key: str, where: str) -> str:
    if key not in body:
        raise wrong(f"{where} does not say {key}", f'It says {key} = "…"')
    return str(body[key])


def _in_a_part(path: str, where: str) -> None:
    if path.split(".")[0] not in ("input", "output") or "." not in path:
        raise wrong(
            f"{where} looks in {path}, which is no part of a message",
            "A node begins with input. (of the request) or output. (of the answer)",
        )
