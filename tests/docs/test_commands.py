"""Every command that a page names exists, and every command, setting and route that exists is named."""

import re

import click
import pytest
import typer.main
from pydantic_settings import BaseSettings

from features.settings import Settings
from models.economy import Economy
from serving import cli
from serving.app import create_app
from tests.docs import pages

Path = tuple[str, ...]


def tree() -> dict[Path, click.Command]:
    """Every command of the command line by its words; groups are among them."""
    cli.register()
    found: dict[Path, click.Command] = {}

    def walk(command: click.Command, path: Path) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            found[(*path, name)] = inner
            walk(inner, (*path, name))

    walk(typer.main.get_command(cli.app), ())
    return found


def leaves() -> list[Path]:
    return [path for path, command in tree().items() if not hasattr(command, "commands")]


def recipes() -> set[str]:
    return set(
        re.findall(r"^([a-z-]+):", (pages.ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )


def named(page: str) -> list[list[str]]:
    """The commands of a page's shell blocks, indented blocks and code spans."""
    lines = [
        line
        for block in (*pages.blocks(page, "bash"), *pages.blocks(page, "console"))
        for line in block.splitlines()
    ]
    lines += [
        line.removeprefix("    ")
        for line in pages.text(page).splitlines()
        if line.startswith("    ")
    ]
    return [called for line in (*lines, *pages.spans(page)) for called in pages.commands(line)]


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_command_that_a_page_names_exists(page: str) -> None:
    known, wrong = tree(), []
    for program, *words in named(page):
        if program == "make":
            asked = [word for word in words if "=" not in word and re.fullmatch(r"[a-z-]+", word)]
            wrong += [f"make {word}" for word in asked if word not in recipes()]
            continue
        path: Path = ()
        while len(path) < len(words) and (*path, words[len(path)]) in known:
            path = (*path, words[len(path)])
        group = not path or (
            hasattr(known[path], "commands") and not known[path].invoke_without_command
        )
        rest = [word for word in words[len(path) :] if not word.startswith("-")]
        if rest and group:
            wrong.append(f"fundwatch {' '.join(words)}")
            continue
        options = {name for param in known[path].params for name in param.opts} if path else set()
        given = {word.split("=")[0] for word in words[len(path) :] if word.startswith("--")}
        wrong += [
            f"fundwatch {' '.join(words)}: {o}"
            for o in given - options - {"--help", "--version", "--json"}
        ]
    assert not wrong


def test_the_search_for_commands_finds_them() -> None:
    assert ["make", "demo", "SERVE=no"] in named("README.md")
    assert any(called[:2] == ["fundwatch", "load"] for called in named("README.md"))
    assert pages.commands("TOKEN=$(.venv/bin/fundwatch token create | cat)") == [
        ["fundwatch", "token", "create"]
    ]


@pytest.mark.parametrize("page", pages.READMES)
@pytest.mark.parametrize("path", leaves(), ids=" ".join)
def test_every_command_is_in_the_readme(page: str, path: Path) -> None:
    *group, name = path
    row = f"`fundwatch {' '.join((*group, name))}"
    together = re.search(rf"`fundwatch {' '.join(group)} [^|\n]*\b{name}\b", pages.text(page))
    assert row in pages.text(page) or (group and together)


@pytest.mark.parametrize("page", pages.READMES)
@pytest.mark.parametrize("settings", [Settings, Economy])
def test_every_setting_is_in_the_readme_with_its_default(
    page: str, settings: type[BaseSettings]
) -> None:
    for name, field in settings.model_fields.items():
        default = "" if field.default is None else str(field.default)
        row = rf"^\| `FUNDWATCH_{name.upper()}` \| `?{re.escape(default)}`? ?\|"
        assert re.search(row, pages.text(page), re.MULTILINE), name


@pytest.mark.parametrize("page", pages.READMES)
def test_every_route_is_in_the_readme(page: str, database: Settings) -> None:
    paths = create_app(database).openapi()["paths"]
    assert paths
    for path, methods in paths.items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in pages.text(page)
