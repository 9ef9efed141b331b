"""Where the demo country's files lie: beside the sources, or inside the installed package."""

from pathlib import Path

import sanjeh


def demo_folder() -> Path:
    """Return the folder of `country.toml`, `defects.toml` and `site/`."""
    package = Path(sanjeh.__file__).parent
    installed = package / "_shipped" / "demo"
    return installed if installed.is_dir() else package.parents[1] / "demo"
