"""How the manual is built: Sphinx with MyST and Furo, and not one asset from elsewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = "Sightline"
author = "The Sightline authors"
project_copyright = author
release = version = PROJECT["version"]

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = f"Sightline {version}"
html_copy_source = False
html_show_sphinx = False
templates_path: list[str] = []
