"""Sections offered by name, and questions to try."""

from bot.asking.reply import Choice
from bot.slack.blocks.message import Part, section
from bot.slack.blocks.mrkdwn import bold, line

SHOWN = 8


def choices_part(choices: tuple[Choice, ...], opening: str) -> Part:
    """A numbered list of sections, each with the question that is answered with it."""
    lines = [
        (number, choice.heading or choice.entry, line(choice.ask, 150))
        for number, choice in enumerate(choices[:SHOWN], start=1)
    ]
    marked = [f"{number}. {bold(heading, 150)}{f' · ask “{ask}”' if ask else ''}" for number, heading, ask in lines]
    plain = [f"{number}. {line(heading, 150)}{f': ask “{ask}”' if ask else ''}" for number, heading, ask in lines]
    shown = line(opening, 300)
    return Part("\n".join([shown, *plain]), (section("\n".join([shown, *marked])),))


def examples_part(examples: tuple[str, ...], opening: str = "Try for example:") -> Part:
    """Questions that a reader may ask next."""
    shown = "\n".join([opening, *(f"• {line(example, 200)}" for example in examples[:SHOWN])])
    return Part(shown, (section(shown),))
