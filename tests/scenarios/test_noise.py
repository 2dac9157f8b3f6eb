"""The same question through all that clients, phones and copied text do to it."""

from typing import Any

import pytest

from bot.workspace import Workspace

TEXTS = {
    "no-break space": "can I use\u00a026\u00a0with 38240?",
    "zero-width space": "can I use 26 with 38\u200b240?",
    "byte order mark": "\ufeffcan I use 26 with 38240?",
    "right-to-left mark": "can I use 26 with \u200f38240?",
    "full-width digits": "can I use ２６ with ３８２４０？",
    "smart quotes": "can I use \u201c26\u201d with \u201838240\u2019?",
    "en dash": "38240\u201326 ok?",
    "em dash": "38240\u201426 ok?",
    "phone link": "can I use 26 with <tel:38240|38240>?",
    "phone link over code and modifier": "can I use <tel:3824026|38240-26>?",
    "web link": "can I use 26 with <http://38240.example|38240>?",
    "ampersand": "26 &amp; 38240 ok?",
    "bold": "can I use *26* with *38240*?",
    "code": "can I use `26` with `38240`?",
    "code block": "```38240-26```",
    "quote": "&gt; can I use 26 with 38240?",
    "struck out": "~can I use~ can I use 26 with 38240?",
    "emoji": ":wave: can I use 26 with 38240? \U0001f64f",
    "line feeds": "hi\n\ncan I use 26\nwith 38240?",
    "tabs": "can I use\t26\twith\t38240?",
    "other people and channels": "<@U0SOMEBODY> asked in <#C0BILLING|billing>: can I use 26 with 38240?",
    "shouting": "CAN I USE 26 WITH 38240???",
    "glued": "3824026 ok?",
    "date entity": "<!date^1700000000^{date}|14 Nov>: can I use 26 with 38240?",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_it_is_the_same_question(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str, text: str
) -> None:
    for surface in ("direct message", "mention", "slash"):
        reply = await ask.by(surface, text)
        assert reply.text.startswith(no_for_medicare), surface
