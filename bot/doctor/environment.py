"""The variables: which are malformed, which are missing, and how the bot would run."""

from dataclasses import dataclass

from bot.doctor.finding import Finding, bad, look, ok
from bot.settings import Mode, Settings, SettingsFaults, choose_mode, read_settings

ABOUT = "settings"
SLACK = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID")
"""With any of them codebook run serves Slack."""
MODES = {
    Mode.SOCKET: "codebook run uses Socket Mode",
    Mode.HTTP: "codebook run serves HTTP",
}
MANY = "codebook run serves HTTP, to every workspace that installs the app"


@dataclass(frozen=True)
class Environment:
    """The settings, with the default in place of each malformed variable."""

    settings: Settings
    malformed: frozenset[str]

    @property
    def has_slack(self) -> bool:
        """Whether any of Slack's variables is set, well or badly."""
        settings = self.settings
        held = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
        known = any(value is not None for value in held) or self.is_for_many
        return known or not self.malformed.isdisjoint(SLACK)

    @property
    def is_for_many(self) -> bool:
        """Whether workspaces install the app, and none has its token here."""
        return self.settings.slack_client_id is not None


def read_environment(named: dict[str, str]) -> tuple[Environment, list[Finding]]:
    """The environment, with the named variables in place of what it says, and a finding for each malformed one."""
    try:
        return Environment(read_settings(**named), frozenset()), []
    except SettingsFaults as error:
        lines = [_parts(fault) for fault in error.faults]
    names = frozenset(what.partition(" ")[0] for what, _ in lines)
    settings = read_settings(**{**named, **dict.fromkeys(names, "")})
    return Environment(settings, names), [bad(ABOUT, f"{what}.", do) for what, do in lines]


def check_mode(environment: Environment, *, http: bool) -> list[Finding]:
    """How the bot would run with the variables, or which of them are missing. `http`: it is to serve HTTP."""
    unused = _unused(environment)
    if not environment.has_slack:
        return unused or [
            look(
                ABOUT,
                "No variable of Slack's is set, so codebook run opens the local workspace. Slack is not checked.",
                "To serve Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN as the README says.",
            )
        ]
    if "SLACK_CLIENT_ID" in environment.malformed:  # what else is needed depends on it
        return []
    try:
        mode = choose_mode(environment.settings, http=http)
    except SettingsFaults as error:
        lines = [_parts(fault) for fault in error.faults]
        missing = [(what, do) for what, do in lines if what.partition(" ")[0] not in environment.malformed]
        return [*(bad(ABOUT, f"{what}.", do) for what, do in missing), *unused]
    if environment.malformed:
        return unused
    runs = MANY if environment.is_for_many else MODES[mode]
    return [ok(ABOUT, f"Each variable that is set is well formed: {runs}."), *unused]


def _unused(environment: Environment) -> list[Finding]:
    """Variables that are set and have no effect beside the others."""
    settings = environment.settings
    if environment.is_for_many:
        if settings.slack_app_token is None:
            return []
        return [
            look(
                ABOUT,
                "SLACK_APP_TOKEN is set and not used: with SLACK_CLIENT_ID the bot serves HTTP.",
                "Take it out, and turn Socket Mode off in the app's settings: while it is on, nothing comes by HTTP.",
            )
        ]
    values = {"SLACK_CLIENT_SECRET": settings.slack_client_secret, "CODEBOOK_ENCRYPTION_KEYS": settings.encryption_keys}
    names = [name for name, value in values.items() if value is not None]
    if not names or "SLACK_CLIENT_ID" in environment.malformed:
        return []
    local = "" if environment.has_slack else ", and codebook run opens the local workspace"
    return [
        look(
            ABOUT,
            f"{' and '.join(names)} without SLACK_CLIENT_ID: not used{local}.",
            "To serve every workspace that installs the app, set SLACK_CLIENT_ID, too. Else take it out.",
        )
    ]


def _parts(fault: str) -> tuple[str, str]:
    """What is wrong, which begins with the variable's name, and what to do."""
    what, _, do = fault.partition(": ")
    return what, do[:1].upper() + do[1:]
