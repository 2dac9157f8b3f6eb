"""Sections offered by name, and questions to try."""

from bot.asking.reply import Choice
from bot.slack.blocks.message import Part, section
from bot.slack.blocks.mrkdwn import bold, line

SHOWN = 8


def choices_part(choices: tuple[Choice, ...], opening: str) -> Part:
    """A numbered list of sections, each with the question that is answered with it; `opening` may be empty."""
    lines = [
        (number, choice.heading or choice.entry, line(choice.ask, 150))
        for number, choice in enumerate(choices[:SHOWN], start=1)
    ]
    marked = [f"{number}. {bold(heading, 150)}{f' · ask “{ask}”' if ask else ''}" for number, heading, ask in lines]
    plain = [f"{number}. {line(heading, 150)}{f': ask “{ask}”' if ask else ''}" for number, heading, ask in lines]
    above = [shown] if (shown := line(opening, 300)) else []
    return Part("\n".join([*above, *plain]), (section("\n".join([*above, *marked])),))


def examples_part(examples: tuple[str, ...], opening: str = "Try for example:") -> Part:
    """Questions that a reader may ask next."""
    shown = "\n".join([opening, *(f"• {line(example, 200)}" for example in examples[:SHOWN])])
    return Part(shown, (section(shown),))
