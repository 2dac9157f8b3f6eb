"""What the app suggests to ask in a direct message."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Prompt:
    """A button: `title` is what it says, `message` what it sends."""

    title: str
    message: str


@dataclass(frozen=True)
class Prompts:
    """What is offered in a direct message until somebody writes there again. `after` is the ts of its last message at
    that time."""

    prompts: tuple[Prompt, ...]
    title: str = ""
    after: str = ""
