"""Whether an installation has all that it needs: one line a check, each with what mends it."""
