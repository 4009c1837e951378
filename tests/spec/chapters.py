"""The chapters of the language: declarations with worked examples, and the page made of them.

A chapter is a file of `language/`: a title, what is to be known, then sections. A section is a title,
declarations (`name = expression`, in the words of `features.language`), and tables as
`tests.catalog.tables` reads them. The page tells each expression as the narrator does.
"""

from dataclasses import dataclass
from pathlib import Path

import features.language as language
from features.errors import DeclarationError
from features.operators import OPERATORS
from features.signal import Signal
from features.words import noun
from tests.catalog.tables import Example, read_example
from tests.spec.test_declarations_that_cannot_be import CASES

FOLDER = Path(__file__).with_name("language")
WORDS = {name: getattr(language, name) for name in language.__all__}
PREFACE = """\
# 信号语言 | The signal language

由 `make golden` 从 `tests/spec/language/` 生成,请勿手改。每个例子都由全部读法算出并比对。
Generated from `tests/spec/language/` by `make golden`; do not edit by hand. Every example is worked
out by all readers and compared.
"""


@dataclass(frozen=True)
class Section:
    """Declarations and the tables that show what they answer."""

    title: str
    written: tuple[str, ...]
    declared: dict[str, Signal]
    example: Example
    tables: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def monthly(self) -> bool:
        """Whether an institution is asked at a month's end."""
        return any(isinstance(asked, tuple) for asked in self.example.answers)


@dataclass(frozen=True)
class Chapter:
    """One subject of the language."""

    title: str
    prose: str
    sections: tuple[Section, ...]


def chapters() -> list[Chapter]:
    """The chapters in order."""
    return [_chapter(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def _chapter(text: str) -> Chapter:
    head, *parts = text.split("\n## ")
    title, _, prose = head.removeprefix("# ").partition("\n")
    return Chapter(title.strip(), prose.strip(), tuple(_section(part) for part in parts))


def _section(text: str) -> Section:
    head, _, body = text.partition("\n\n")
    title, *written = head.split("\n")
    declared = {}
    for line in written:
        name, _, said = line.partition(" = ")
        declared[name] = Signal(eval(said, dict(WORDS)), asks="? | ?", family="spec")
    tables = tuple(
        tuple(tuple(cell.strip() for cell in row.split("|")) for row in block.split("\n"))
        for block in body.strip().split("\n\n")
    )
    return Section(title, tuple(written), declared, read_example(title, body, declared), tables)


def as_markdown(found: list[Chapter]) -> str:
    """The page: chapters, the operators, and what cannot be declared."""
    parts = [PREFACE]
    for chapter in found:
        parts.append(f"## {chapter.title}\n\n{chapter.prose}\n")
        parts += [_shown(section) for section in chapter.sections]
    return "\n".join([*parts, _operators(), _impossible()])


def _shown(section: Section) -> str:
    told = [
        f"- `{name}`: {zh} | {en}"
        for name, signal in section.declared.items()
        for zh, en in [noun(signal.node)]
    ]
    code = "\n".join(section.written)
    tables = "\n\n".join(_table(rows) for rows in section.tables)
    return (
        f"### {section.title}\n\n```python\n{code}\n```\n\n" + "\n".join(told) + f"\n\n{tables}\n"
    )


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


def _operators() -> str:
    rows: list[tuple[str, ...]] = [("算符 operator", "Python", "SQL (DuckDB)", "说法 told as")]
    for name, operator in OPERATORS.items():
        sql = operator.sql("a", "b", "c") if callable(operator.template) else operator.template
        plain = sql.format("a", "b", "c")
        python = operator.text.format("a", "b", "c", rest="rest")
        said = operator.zh.format("甲", "乙", "丙", rest="乙、丙")
        rows.append((f"`{name}`", f"`{python}`", f"`{plain}`", said))
    shown = _table(tuple(tuple(cell.replace("|", "\\|") for cell in row) for row in rows))
    return f"## 算符 | Operators\n\n{shown}\n"


def _impossible() -> str:
    rows = [("写法 declaration", "所示 what it says")]
    for name, (declare, _) in CASES.items():
        try:
            declare()
        except DeclarationError as error:
            rows.append((name, " ".join((error.what, error.expected, error.do))))
    shown = _table(tuple(tuple(cell.replace("|", "\\|") for cell in row) for row in rows))
    return f"## 不能成立的声明 | What cannot be declared\n\n{shown}\n"
