"""Many workspaces: whether the encryption keys open the stored tokens, and which of them are still needed."""

from collections.abc import Sequence

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.installed import Found
from bot.doctor.listing import listed

ABOUT = "keys"
ADD = "Put the key with which they were encrypted at the end of CODEBOOK_ENCRYPTION_KEYS"


def check_keys(found: Found, keys: Sequence[str]) -> list[Finding]:
    """What the keys open, and what is to be done with them."""
    tokens, lost = found.tokens, [held.name for held in found.workspaces if held.token is None]
    findings = []
    if lost:
        findings.append(
            bad(
                ABOUT,
                f"No key opens what is stored of {listed(lost)}: nobody is answered there.",
                f"{ADD}. If that key is lost, have the app installed again at https://HOST/slack/install.",
            )
        )
    elif tokens.unreadable:
        findings.append(
            look(
                ABOUT,
                f"No key opens {tokens.unreadable} of the {tokens.all} stored tokens. They are of earlier "
                "installations, and none of them is in use.",
                f"Nothing has to be done. {ADD} to keep them.",
            )
        )
    if tokens.by_another_key:
        findings.append(_to_renew(tokens.by_another_key, tokens.all, len(keys)))
    return findings or [_in_order(tokens.all, len(keys))]


def _to_renew(count: int, stored: int, keys: int) -> Finding:
    part = f"{count} of the {stored} stored tokens {'is' if count == 1 else 'are'}"
    if keys == 1:
        return look(
            ABOUT,
            f"{part} not encrypted.",
            "Put a new key (codebook new-key) before the one in CODEBOOK_ENCRYPTION_KEYS and start codebook run, which "
            "encrypts them.",
        )
    return look(
        ABOUT,
        f"{part} encrypted with another key than the first.",
        "Start codebook run with all of these keys, which encrypts them with the first. Then take the other keys out.",
    )


def _in_order(stored: int, keys: int) -> Finding:
    if not stored:
        return ok(ABOUT, "Well formed; no token is stored yet.")
    what = "The stored token opens" if stored == 1 else f"All {stored} stored tokens open"
    if keys == 1:
        return ok(ABOUT, f"{what} with the key.")
    return ok(
        ABOUT, f"{what} with the first key.", "The other keys are needed no more: take them out at the next start."
    )
