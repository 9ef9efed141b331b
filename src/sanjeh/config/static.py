"""Static files under names that change with their content, so that browsers may keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it comes without types
    """Names carry a hash once the files are collected, as `sanjeh serve` does; until then they are plain."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name with its hash, or the plain one of a file that was not collected."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
