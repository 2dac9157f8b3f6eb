"""Whether Slack can be reached, and whether its clock and ours agree."""

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.slack_call import Answer, Unreachable, call, slack_client
from bot.setting_values.slack import SLACK_API
from bot.settings import Settings

CHECK_URL = "See that SLACK_API_URL is right. "
ALLOW = (
    "Look again in a minute. If it stays so, allow outgoing HTTPS to it; behind a proxy, set HTTPS_PROXY, and where "
    "the proxy reads along, have this machine trust its certificate."
)
SLOW_SECONDS = 1.0
SKEW_LOOK, SKEW_BAD = 60, 300
"""Seconds. Beyond 300 a signature is refused (docs.slack.dev/authentication/verifying-requests-from-slack)."""


async def check_reach(settings: Settings) -> tuple[bool, list[Finding]]:
    """Whether it makes sense to ask Slack more, and what was found."""
    try:
        answer = await call(slack_client(settings), "api.test")
    except Unreachable as error:
        own = CHECK_URL if settings.slack_api_url != SLACK_API else ""
        return False, [bad("Slack", f"{settings.slack_api_url} cannot be reached: {error}.", f"{own}{ALLOW}")]
    return True, [_answered(settings.slack_api_url, answer), _clock(answer)]


def _answered(address: str, answer: Answer) -> Finding:
    if answer.error:
        return bad("Slack", f"{address} answers, but fails: {answer.error}.", "See https://status.slack.com.")
    took = f"{address} answered in {answer.seconds * 1000:.0f} ms"
    if answer.seconds > SLOW_SECONDS:
        return look("Slack", f"{took}, which is slow.", "Look for a slow proxy or DNS: a reply takes a call or two.")
    return ok("Slack", f"{took}.")


def _clock(answer: Answer) -> Finding:
    if answer.date is None:
        return look("clock", "Slack did not say its time.", "See that this machine's clock is set by NTP.")
    # Slack's header has whole seconds, cut off.
    ahead = answer.asked_at + answer.seconds / 2 - (answer.date.timestamp() + 0.5)
    apart = round(abs(ahead))
    if apart <= SKEW_LOOK:
        return ok("clock", f"Within {max(apart, 1)} s of Slack's.")
    found = f"This machine's clock is {apart:,} s {'ahead of' if ahead > 0 else 'behind'} Slack's"
    mend = "Have the clock set by NTP (timedatectl set-ntp true)."
    if apart <= SKEW_BAD:
        return look("clock", f"{found}; over HTTP, Slack's requests are refused beyond {SKEW_BAD} s.", mend)
    return bad("clock", f"{found}: over HTTP every request of Slack's is refused.", mend)
