"""All of an installation in one file, and back again; both sides are counted."""
