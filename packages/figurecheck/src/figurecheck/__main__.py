"""`python -m figurecheck`."""

from figurecheck.cli.main import main

if __name__ == "__main__":
    main(prog_name="figurecheck")
