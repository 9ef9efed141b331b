"""The channel that comes with the program: the house's own form, which has been there from its birth."""

from datetime import UTC, datetime

NUMBER = 1
TITLE_FA, TITLE_EN = "همین سایت، با فرم شکایت", "This web site, with the complaint form"
SINCE = datetime(2016, 3, 20, tzinfo=UTC)  # the evaluations began with the year 1395
