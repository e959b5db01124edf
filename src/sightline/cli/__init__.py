"""The command line: parse, call one service function, print."""

from sightline.cli.main import main

__all__ = ["main"]
