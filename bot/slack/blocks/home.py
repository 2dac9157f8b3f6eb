"""The Home tab: what the bot can do, questions to try, the person's last look-ups, and what is loaded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.asking import Loaded
from bot.asking.wording import warned
from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.message import Block, actions, context, divider, section, sections
from bot.slack.blocks.mrkdwn import bold, clean, escape, length, line, plain_line

EXAMPLE_ACTION_ID = r"^home_example_\d+$"
LOOK_UP_ACTION_ID = r"^home_look_up_\d+$"
"""What Slack calls the buttons of the Home tab, as regular expressions."""

MOST_EXAMPLES = 5
MOST_LOADED = 10
MOST_GAPS = 8
"""What is shown of each; with the ten look-ups at most, and notices, it is far below Slack's 100 blocks."""
MOST_NOTICES = 10


@dataclass(frozen=True)
class LookUp:
    """Something that the person looked up: `line` tells it, `value` composes it once more."""

    line: str
    value: str


@dataclass(frozen=True)
class OpenGap:
    """What a question without an answer was about, and how often it was asked."""

    line: str
    times: int


@dataclass(frozen=True)
class Home:
    """What a person's Home tab shows. Everything in it is of the book, or codes and topics."""

    title: str
    holds: str
    """A sentence on how much is in the book."""
    command: str
    examples: tuple[str, ...] = ()
    look_ups: tuple[LookUp, ...] = ()
    imported: tuple[Loaded, ...] = ()
    periodicals: tuple[Loaded, ...] = ()
    gaps: tuple[OpenGap, ...] | None = None
    """None for whom they do not concern."""
    notices: tuple[str, ...] = ()
    """What stands above all else."""


def home_view(home: Home) -> Block:
    """The view, within Slack's limits."""
    parts = [
        _notices(home.notices),
        [_header(words.HOME_TITLE), section("\n".join(f"• {escape(told)}" for told in words.HOME_INTRO))],
        _examples(home.examples),
        _look_ups(home.look_ups),
        _gaps(home.gaps),
        _where_to_ask(home.command),
        _loaded(home),
    ]
    return {"type": "home", "blocks": list(chain.from_iterable(parts))}


def refusal_view(said: str) -> Block:
    """The Home tab of somebody who is not answered."""
    return {"type": "home", "blocks": sections(said)}


def _notices(notices: Iterable[str]) -> list[Block]:
    shown = [section(line(notice, 500)) for notice in notices if clean(notice)][:MOST_NOTICES]
    return [*shown, divider()] if shown else []


def _examples(examples: Sequence[str]) -> list[Block]:
    buttons = [
        {
            "type": "button",
            "action_id": f"home_example_{number}",
            "text": _plain(plain_line(example, limits.BUTTON_TEXT)),
            "value": example,
            "accessibility_label": plain_line(words.ask(example), limits.BUTTON_TEXT),
        }
        for number, example in enumerate(examples[:MOST_EXAMPLES], start=1)
        if clean(example) and length(example) <= limits.BUTTON_VALUE
    ]
    return [_header(words.TRY_A_QUESTION), {**actions(buttons), "block_id": "home_examples"}] if buttons else []


def _look_ups(look_ups: Sequence[LookUp]) -> list[Block]:
    shown = [_look_up(number, one) for number, one in enumerate(look_ups, start=1)]
    return [_header(words.LOOK_UPS), *(shown or [context(escape(words.NO_LOOK_UPS))])]


def _look_up(number: int, look_up: LookUp) -> Block:
    told = section(line(look_up.line, 300) or "…")
    if length(look_up.value) > limits.BUTTON_VALUE:
        return told
    button = {
        "type": "button",
        "action_id": f"home_look_up_{number}",
        "text": _plain(words.SHOW_AGAIN),
        "value": look_up.value,
        "accessibility_label": plain_line(words.show_again(look_up.line), limits.BUTTON_TEXT),
    }
    return {**told, "block_id": f"home_look_up_{number}", "accessory": button}


def _gaps(gaps: Sequence[OpenGap] | None) -> list[Block]:
    if gaps is None:
        return []
    shown = [f"• {line(gap.line, 200)}: {words.asked_times(gap.times)}" for gap in gaps[:MOST_GAPS]]
    more = [escape(words.more_gaps(len(gaps) - MOST_GAPS))] if len(gaps) > MOST_GAPS else []
    return [_header(words.GAPS), section("\n".join([*shown, *more])) if shown else context(escape(words.NO_GAPS))]


def _where_to_ask(command: str) -> list[Block]:
    ways = (words.IN_MESSAGES, words.by_command(command), words.IN_CHANNELS, words.ON_MESSAGES)
    return [
        _header(words.WHERE_TO_ASK),
        section("\n".join(f"• {bold(where)}: {escape(how)}" for where, how in ways)),
    ]


def _loaded(home: Home) -> list[Block]:
    blocks = [_header(words.LOADED), section(f"{bold(home.title, 200)}: {escape(home.holds)}")]
    for where, editions in ((words.IMPORTED, home.imported), (words.EDITIONS_IN_BOOK, home.periodicals)):
        if editions:
            told = [f"• {_edition(one)}" for one in editions[:MOST_LOADED]]
            blocks.append(section("\n".join([f"{escape(where)}:", *told])))
    return blocks


def _edition(one: Loaded) -> str:
    warning = f" {bold(warned(one.note), 60)}." if one.note else ""
    return f"{line(one.title, 100)}, {line(words.edition(one.edition), 60)}{warning}"


def _header(text: str) -> Block:
    return {"type": "header", "text": _plain(plain_line(text, limits.HEADER_TEXT))}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
