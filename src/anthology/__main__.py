"""`python -m anthology` is the command `anthology`."""

from anthology.cli import main

main()
