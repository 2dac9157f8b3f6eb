"""Sections offered by name, and questions to try."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.asking.reply import Choice
from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.message import Block, Part, actions, section
from bot.slack.blocks.mrkdwn import length, line, plain_line

SHOWN = 8
"""Questions to try that are shown."""

OFFERED = 5
"""Sections that are offered at once."""

ACTION_ID = r"^choose_section_\d+$"
"""What Slack calls the buttons of choices, as a regular expression."""

NEXT_ACTION_ID = r"^next_section_\d+$"
"""What Slack calls the buttons and the menu of follow-ups."""

ALL_ACTION_ID = r"^show_all$"
"""What Slack calls the button of a cut answer."""

NEXT = 3
"""Follow-ups that are offered at once."""


def choices_part(choices: tuple[Choice, ...], opening: str, quarter: str = "") -> Part:
    """A button for each section; as text, which has no buttons, a numbered list of the sections, each with the
    question that is answered with it. `opening` may be empty; `quarter` is the one that was asked about."""
    offered = choices[:OFFERED]
    above = [shown] if (shown := line(opening, 300)) else []
    listed = [_listed(number, choice) for number, choice in enumerate(offered, start=1)]
    buttons = actions(
        _button(number, choice, "choose_section", quarter) for number, choice in enumerate(offered, start=1)
    )
    return Part("\n".join([*above, *listed]), (*(section(shown) for shown in above), buttons))


def next_part(offered: tuple[Choice, ...], others: tuple[Choice, ...] = (), quarter: str = "") -> Part:
    """A button for each section that may be asked about next and a menu of the others; as text, the questions of the
    buttons in one line. `quarter` is the one that was asked about."""
    asked = "; ".join(f"“{ask}”" for choice in offered[:NEXT] if (ask := line(choice.ask, 150)))
    elements = [
        _button(number, choice, "next_section", quarter) for number, choice in enumerate(offered[:NEXT], start=1)
    ]
    elements += _menu(others, quarter)
    return Part(words.ask_next(asked) if asked else "", (actions(elements),) if elements else ())


def show_all(entry: str, section_id: str, quarter: str = "") -> Block:
    """The button that shows a cut answer whole."""
    shown = {"type": "plain_text", "text": words.SHOW_ALL, "emoji": False}
    button = {"type": "button", "action_id": "show_all", "value": _value(entry, section_id, quarter), "text": shown}
    label = plain_line(words.show_all_of(entry, section_id), limits.BUTTON_TEXT)
    return actions([{**button, "accessibility_label": label}])


def _menu(others: tuple[Choice, ...], quarter: str) -> list[Block]:
    """A menu of sections; none where there is nothing to choose from."""
    options = [
        {"text": {"type": "plain_text", "text": heading, "emoji": False}, "value": value}
        for choice in others
        if (heading := plain_line(choice.heading or choice.entry, limits.OPTION_TEXT))
        # Slack refuses a longer value, and a cut one would name another section or none.
        if length(value := _value(choice.entry, choice.section, quarter)) <= limits.OPTION_VALUE
    ]
    if not options:
        return []
    placeholder = {"type": "plain_text", "text": words.OTHER_SECTIONS, "emoji": False}
    menu = {"type": "static_select", "action_id": "next_section_0", "placeholder": placeholder}
    return [{**menu, "options": options[: limits.OPTIONS]}]


def _value(entry: str, section_id: str, quarter: str) -> str:
    # The names alone: what was asked is nowhere kept, so it does not travel in a button either.
    return json.dumps([entry, section_id, *([quarter] if quarter else [])], separators=(",", ":"))


def _listed(number: int, choice: Choice) -> str:
    ask = line(choice.ask, 150)
    return f"{number}. {line(choice.heading or choice.entry, 150)}{f': ask “{ask}”' if ask else ''}"


def _button(number: int, choice: Choice, action: str, quarter: str) -> Block:
    heading = plain_line(choice.heading or choice.entry, limits.BUTTON_TEXT) or words.choice(number)
    return {
        "type": "button",
        "action_id": f"{action}_{number}",
        "value": _value(choice.entry, choice.section, quarter),
        "text": {"type": "plain_text", "text": heading, "emoji": False},
        "accessibility_label": plain_line(words.show(heading), limits.BUTTON_TEXT),
    }


@dataclass(frozen=True)
class Chosen:
    """What the value of a button says; empty names, which no book holds, where it is none of ours."""

    entry: str = ""
    section: str = ""
    quarter: str = ""


def read_choice(value: object) -> Chosen:
    """The section of a button's value."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        found = None
    match found:
        case [str(entry), str(section_id)]:
            return Chosen(entry, section_id)
        case [str(entry), str(section_id), str(quarter)] if re.fullmatch(r"\d{4}-(01|04|07|10)-01", quarter):
            return Chosen(entry, section_id, quarter)
        case _:
            return Chosen()


def chosen(action: Mapping[str, Any]) -> Chosen:
    """The section of a button that was pressed, or of the option that was taken from a menu."""
    option = action.get("selected_option")
    return read_choice((option if isinstance(option, Mapping) else action).get("value"))


def examples_part(examples: tuple[str, ...], opening: str = words.EXAMPLES) -> Part:
    """Questions that a reader may ask next."""
    shown = "\n".join([opening, *(f"• {line(example, 200)}" for example in examples[:SHOWN])])
    return Part(shown, (section(shown),))
