"""The documents at the root, read as text: fenced blocks, code spans, links."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
PAGES = (
    *READMES,
    "ARCHITECTURE.md",
    "DECISIONS.md",
    "GLOSSARY.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text("utf-8")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [block for name, block in _FENCE.findall(text(page)) if name == language]


def spans(page: str) -> list[str]:
    """The code spans outside fenced blocks."""
    return re.findall(r"`([^`\n]+)`", _FENCE.sub("", text(page)))


def links(page: str) -> list[str]:
    """The targets of the page's links into the repository."""
    found = re.findall(r"\]\(([^)#]+)\)", text(page))
    return [target for target in found if "://" not in target]


def commands(line: str) -> list[list[str]]:
    """The make and fundwatch commands that a line of shell runs, as words."""
    called: list[list[str]] = []
    for part in re.split(r"\$\(|[;|()]|&&", line.split(" # ")[0]):
        words = part.split()
        while words and re.fullmatch(r"[A-Z_]+=\S*", words[0]):
            words = words[1:]
        if words and words[0].removeprefix(".venv/bin/") in {"make", "fundwatch"}:
            called.append([words[0].removeprefix(".venv/bin/"), *words[1:]])
    return called
