"""The house's settings with a scratch folder for one test run, and in it data for each process."""

import os
import tempfile
from pathlib import Path

if "SANJEH_TEST_SCRATCH" not in os.environ:
    os.environ["SANJEH_TEST_SCRATCH"] = tempfile.mkdtemp(prefix="sanjeh-tests-")
    # The database runs as a user of its own, who must be able to pass through.
    Path(os.environ["SANJEH_TEST_SCRATCH"]).chmod(0o755)
# Two processes that publish the same round would write the same edition.
os.environ["SANJEH_DATA"] = (
    f"{os.environ['SANJEH_TEST_SCRATCH']}/data-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
)

from sanjeh.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests log in often
