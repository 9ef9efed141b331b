"""`python -m sanjeh` is `sanjeh`."""

from sanjeh.cli.main import main

main()
