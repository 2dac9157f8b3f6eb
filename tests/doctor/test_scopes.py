from bot.doctor.finding import Status
from bot.doctor.scopes import check_scopes

NEEDED = frozenset({"chat:write", "commands"})
OPTIONAL = frozenset({"assistant:write"})


def test_those_that_are_needed_suffice() -> None:
    finding = check_scopes(NEEDED, NEEDED, OPTIONAL)
    assert finding.status is Status.OK
    assert "the 2 that the manifest asks for: chat:write, commands." in finding.what
    assert finding.what.endswith("Not granted, and not needed: assistant:write.")
    assert check_scopes(NEEDED | OPTIONAL, NEEDED, OPTIONAL).what.endswith("chat:write, commands.")


def test_all_that_are_missing_are_named() -> None:
    finding = check_scopes(frozenset({"files:read"}), NEEDED, OPTIONAL)
    assert finding.status is Status.BAD
    assert finding.what == "The bot token lacks chat:write, commands."


def test_broad_ones_are_named_and_narrow_ones_are_not() -> None:
    broad = {"channels:history", "mpim:history", "admin.users:read", "search:read.files", "users:read.email"}
    finding = check_scopes(NEEDED | broad | {"reactions:write", "users:read"}, NEEDED, OPTIONAL)
    assert finding.status is Status.LOOK
    assert finding.what.endswith(
        ": admin.users:read, channels:history, mpim:history, search:read.files, users:read.email."
    )
    assert check_scopes(NEEDED | {"reactions:write"}, NEEDED, OPTIONAL).status is Status.OK


def test_a_broad_one_that_the_manifest_asks_for_is_no_surprise() -> None:
    assert check_scopes(NEEDED | {"im:history"}, NEEDED | {"im:history"}, OPTIONAL).status is Status.OK


def test_slack_does_not_say() -> None:
    finding = check_scopes(None, NEEDED, OPTIONAL)
    assert finding.status is Status.LOOK
    assert "that they are chat:write, commands" in finding.do
