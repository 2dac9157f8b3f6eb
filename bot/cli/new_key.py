"""`codebook new-key`: a key for the tokens of workspaces."""

import typer


def new_key() -> None:
    """Print a new key for CODEBOOK_ENCRYPTION_KEYS. To change keys, put the new one first and keep the old one."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 - only this command needs it

    typer.echo(Fernet.generate_key().decode())
