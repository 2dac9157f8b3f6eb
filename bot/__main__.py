"""`python -m bot` is the same as `codebook`."""

from bot.cli import main

main()
