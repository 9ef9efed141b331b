"""Working time: calendars by which offices work, and clocks that are recounted from their events."""
