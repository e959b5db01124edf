"""The root command: global options, the folder of commands, and errors turned into exit codes."""

from __future__ import annotations

import ast
import errno
import gc
import importlib
import os
import pkgutil
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sightline import __version__
from sightline.cli import commands
from sightline.cli.output import Output
from sightline.errors import SightlineError

INTERRUPTED, USAGE, ENVIRONMENT = 130, 2, 7
SWEPT = (50_000, 20, 50)
"""how many objects are made before the garbage among them is looked for: a list makes millions and hardly
any garbage, and looking as often as Python does by itself took a sixth of the time to load one"""
_FOLDER = Path(commands.__path__[0])


class Folder(TyperGroup):
    """Commands found by a walk; a command's module is imported only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """File names, an underscore read as a hyphen."""
        return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules([str(_FOLDER)]))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the one command that was asked for."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Names and summaries, read without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(name)) for name in self.list_commands(ctx)])


def summary(name: str) -> str:
    """The first line of a command file's docstring."""
    source = (_FOLDER / f"{name.replace('-', '_')}.py").read_text("utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


root = typer.Typer(
    cls=Folder,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sightline {__version__}")
        raise typer.Exit


@root.callback()
def options(
    ctx: typer.Context,
    office: Annotated[
        Path,
        typer.Option(
            envvar="SIGHTLINE_OFFICE", file_okay=False, help="The office to work in.", metavar="DIR"
        ),
    ] = Path("office"),
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines even to a terminal.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Sightline: from every sentence of a report there is a line of sight to the evidence.

    Results go to standard output, as JSON lines when it is not a terminal; progress goes to
    standard error. Exit codes: 0 done, 1 a check found something, 2 wrong usage, 3 some input
    refused, 4 nothing done because of bad input, 5 integrity broken, 6 not allowed, 7 the
    environment failed, 130 interrupted.
    """
    ctx.obj = Output(office, as_json or not sys.stdout.isatty())


def main(argv: list[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    gc.set_threshold(*SWEPT)
    sys.exit(run(argv))


def run(argv: list[str] | None = None) -> int:
    """Run a command; the exit code of the interface, whatever happens."""
    try:
        result = root(args=argv, prog_name="sightline", standalone_mode=False)
    except typer.TyperException as error:
        _show(error)
        return USAGE
    except (typer.Abort, KeyboardInterrupt):
        return _interrupted()
    except SightlineError as error:
        _complain(error.problem())
        return error.exit_code
    except OSError as error:
        if error.errno == errno.EPIPE:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        _complain(
            {"message": str(error), "place": error.filename, "remedy": "check disk, permissions and network"}
        )
        return ENVIRONMENT
    code = result if isinstance(result, int) else 0
    return _interrupted() if code == INTERRUPTED else code


def _show(error: typer.TyperException) -> None:
    """Wrong usage, as the library words it."""
    if show := getattr(error, "show", None):
        show()
    else:
        typer.echo(str(error), err=True)


def _interrupted() -> int:
    typer.echo("interrupted; what was finished is kept, run it again to continue", err=True)
    return INTERRUPTED


def _complain(problem: dict[str, str | None]) -> None:
    typer.echo(f"sightline: {problem['message']}", err=True)
    for name in ("place", "remedy"):
        if problem.get(name):
            typer.echo(f"  {name}: {problem[name]}", err=True)
