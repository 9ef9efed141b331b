"""The house's settings with a scratch data folder, shared by all processes of one test run."""

import os
import tempfile
from pathlib import Path

if "SANJEH_TEST_SCRATCH" not in os.environ:
    os.environ["SANJEH_TEST_SCRATCH"] = tempfile.mkdtemp(prefix="sanjeh-tests-")
    # The database runs as a user of its own, who must be able to pass through.
    Path(os.environ["SANJEH_TEST_SCRATCH"]).chmod(0o755)
os.environ["SANJEH_DATA"] = str(Path(os.environ["SANJEH_TEST_SCRATCH"]) / "data")

from sanjeh.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests log in often
