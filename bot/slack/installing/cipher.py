"""Encryption of tokens at rest, by Fernet (cryptography.io/en/latest/fernet)."""

from collections.abc import Sequence

SEALED = "sealed:"


def split_keys(keys: str) -> list[str]:
    """The keys of CODEBOOK_ENCRYPTION_KEYS, the one to seal with first."""
    return [key.strip() for key in keys.split(",")]


class UnreadableToken(Exception):
    """A stored token was encrypted with a key that is not among those of the environment."""


class TokenCipher:
    """Seals with the first of the keys, and opens what any of them sealed: to change the key, put a new one first."""

    def __init__(self, keys: Sequence[str]) -> None:
        # Imported late: in a single workspace nothing is encrypted, and OpenSSL's bindings take 6 MB.
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet  # noqa: PLC0415

        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._unreadable = InvalidToken

    def seal(self, token: str | None) -> str | None:
        """The token encrypted; one that is already sealed, and None, as they are."""
        if token is None or token.startswith(SEALED):
            return token
        return SEALED + self._fernet.encrypt(token.encode()).decode()

    def open(self, stored: str | None) -> str | None:
        """The token of what `seal` gave. Raises UnreadableToken where no key opens it."""
        if stored is None or not stored.startswith(SEALED):
            return stored
        try:
            return self._fernet.decrypt(stored.removeprefix(SEALED)).decode()
        except self._unreadable:
            raise UnreadableToken from None

    def renew(self, stored: str | None) -> str | None:
        """What is stored, sealed with the first key. Raises UnreadableToken."""
        return self.seal(self.open(stored))
