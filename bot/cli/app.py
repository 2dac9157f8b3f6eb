"""The `codebook` command: its subcommands, one module each."""

from typing import Annotated

import typer

from bot.cli.ask import ask
from bot.cli.changes import changes
from bot.cli.check import check
from bot.cli.doctor import doctor
from bot.cli.export import export
from bot.cli.forget import forget
from bot.cli.gaps import gaps
from bot.cli.import_files import import_files
from bot.cli.marks import marks
from bot.cli.new_key import new_key
from bot.cli.purge import purge
from bot.cli.run import run
from bot.cli.try_workspace import try_workspace

app = typer.Typer(
    name="codebook",
    help="Answers medical coding questions from a book of YAML files, with source and date.",
    epilog="codebook try shows it all in a browser, without a Slack account.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(ask)
app.command()(changes)
app.command()(check)
app.command()(doctor)
app.command()(export)
app.command()(forget)
app.command()(gaps)
app.command("import")(import_files)
app.command()(marks)
app.command("new-key")(new_key)
app.command()(purge)
app.command()(run)
app.command("try")(try_workspace)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only this option needs it

        typer.echo(f"codebook {version('codebook')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """What comes before a command."""


def main() -> None:
    """Run the command line."""
    app(prog_name="codebook")
