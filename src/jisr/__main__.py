"""`python -m jisr` and the `jisr` command."""

from jisr.app import build_cli


def main() -> None:
    """Run the command line."""
    build_cli()(prog_name="jisr")


if __name__ == "__main__":
    main()
