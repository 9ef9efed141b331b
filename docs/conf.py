"""The documentation site: every page of this folder, no page beside it, no broken reference."""

import sanjeh

project = "Sanjeh"
author = "the people who build Sanjeh"
project_copyright = "Apache-2.0"
version = release = sanjeh.__version__

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
myst_heading_anchors = 3
nitpicky = True
# Pages say where code lies by paths of the repository; the site shows the pages alone.
myst_url_schemes = {"http": None, "https": None, "mailto": None, "file": "{{path}}"}
exclude_patterns = ["images"]

html_theme = "furo"
html_title = f"Sanjeh {release}"
html_permalinks = False
