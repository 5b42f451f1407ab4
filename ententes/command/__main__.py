"""`python -m ententes.command` is the console command."""

from ententes.command import main

main()
