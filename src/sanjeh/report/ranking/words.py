"""What `sanjeh score` says, in both languages."""

from sanjeh.report.text_file import TextFile

say = TextFile("sanjeh.report.ranking", "words.toml").say
