"""`python -m tweespoor` is the command line."""

from tweespoor.cli import main

main()
