"""The variables: which are malformed, which are missing, and how the bot would run."""

from dataclasses import dataclass

from bot.doctor.finding import Finding, bad, look, ok
from bot.settings import Mode, Settings, SettingsFaults, choose_mode, read_settings

ABOUT = "settings"
SLACK = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID")
MODES = {
    Mode.SOCKET: "codebook run uses Socket Mode",
    Mode.HTTP: "codebook run serves HTTP",
}
MANY = "codebook run serves HTTP, and any workspace may install the app"


@dataclass(frozen=True)
class Environment:
    """The settings, with the default in place of each malformed variable."""

    settings: Settings
    malformed: frozenset[str]

    @property
    def has_slack(self) -> bool:
        """Whether any of Slack's variables is set, well or badly."""
        settings = self.settings
        held = (
            settings.slack_bot_token,
            settings.slack_app_token,
            settings.slack_signing_secret,
            settings.slack_client_id,
        )
        return any(value is not None for value in held) or not self.malformed.isdisjoint(SLACK)


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
    if not environment.has_slack:
        return [
            look(
                ABOUT,
                "No variable of Slack's is set, so codebook run opens the local workspace. Slack is not checked.",
                "To serve Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN as the README says.",
            )
        ]
    try:
        mode = choose_mode(environment.settings, http=http)
    except SettingsFaults as error:
        lines = [_parts(fault) for fault in error.faults]
        return [bad(ABOUT, f"{what}.", do) for what, do in lines if what.partition(" ")[0] not in environment.malformed]
    how = MODES[mode] if environment.settings.slack_client_id is None else MANY
    return [] if environment.malformed else [ok(ABOUT, f"Each variable that is set is well formed: {how}.")]


def _parts(fault: str) -> tuple[str, str]:
    """What is wrong, which begins with the variable's name, and what to do."""
    what, _, do = fault.partition(": ")
    return what, do[:1].upper() + do[1:]
