"""HTTP mode: the signing secret, and a running bot at its address."""

import json
import secrets
import time
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.slack_call import SECONDS, why
from bot.settings import Settings

ABOUT, SIGNED = "address", "signing"


async def check_endpoint(settings: Settings, url: str | None) -> list[Finding]:
    """Asks the bot that runs at `url` for its health, and whether it takes what is signed with our secret. Without
    `url` it says what cannot be told so. Only where there is a signing secret or an address."""
    secret = settings.slack_signing_secret
    if url is None:
        by_socket = settings.slack_app_token is not None and settings.slack_client_id is None
        return [] if secret is None or by_socket else [_unproven()]
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS), trust_env=True) as session:
        health, answers = await _health(session, url)
        if secret is None or not answers:
            return [health]
        return [health, await _signed(session, f"{url}/slack/events", secret.get_secret_value())]


def _unproven() -> Finding:
    return ok(
        SIGNED,
        "SLACK_SIGNING_SECRET is set; whether it is the app's shows when Slack sends something.",
        "codebook doctor --url https://HOST asks the running bot, too.",
    )


async def _health(session: aiohttp.ClientSession, url: str) -> tuple[Finding, bool]:
    """What was found, and whether something answers there."""
    began = time.perf_counter()
    try:
        async with session.get(f"{url}/healthz") as answer:
            status = answer.status
    except (aiohttp.ClientError, OSError) as error:
        mend = "Start the bot (codebook run --http), and see that name, port, TLS and proxy lead to it."
        return bad(ABOUT, f"{url}/healthz cannot be reached: {why(error)}.", mend), False
    took = (time.perf_counter() - began) * 1000
    if status == 200:
        return ok(ABOUT, f"{url}/healthz answered in {took:.0f} ms."), True
    mend = "See that the bot runs there and that the proxy passes GET /healthz on to it."
    return bad(ABOUT, f"{url}/healthz answered with HTTP {status}.", mend), status < 500


async def _signed(session: aiohttp.ClientSession, address: str, secret: str) -> Finding:
    """Sends what Slack sends when a request URL is saved; the bot returns the challenge and does nothing else."""
    challenge, timestamp = secrets.token_hex(8), str(int(time.time()))
    body = json.dumps({"type": "url_verification", "token": "", "challenge": challenge})
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body) or ""
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature,
    }
    try:
        async with session.post(address, data=body, headers=headers, allow_redirects=False) as answer:
            status, text = answer.status, await answer.text(errors="replace")
    except (aiohttp.ClientError, OSError) as error:
        return bad(SIGNED, f"{address} cannot be reached: {why(error)}.", "See that the proxy passes POST on to it.")
    if status == 200 and challenge in text:
        return ok(SIGNED, f"The bot at {urlsplit(address).netloc} takes what is signed with SLACK_SIGNING_SECRET.")
    if status == 401:
        return bad(
            SIGNED,
            f"{address} refuses what is signed with SLACK_SIGNING_SECRET (HTTP 401).",
            "Give the running bot the same secret, the one under Basic Information, App Credentials; have the proxy "
            "pass body and headers on unchanged, and the clocks set.",
        )
    if status == 200:
        return look(SIGNED, f"{address} answered, but not as the bot does.", "See that the proxy leads to the bot.")
    return bad(SIGNED, f"{address} answered with HTTP {status}.", "See that the proxy passes POST /slack/events on.")
