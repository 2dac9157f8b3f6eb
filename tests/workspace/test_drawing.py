"""How messages are drawn, and that nothing in a message becomes HTML of its own."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace, serve_workspace
from bot.workspace.markdown_html import draw_markdown
from bot.workspace.mrkdwn_html import draw_mrkdwn, draw_plain
from bot.workspace.rich_text_html import draw_rich_text

NAMES = {"U1": "@Ana Example", "C1": "#random"}
DRAWN_TAGS = {"p", "a", "span", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li"}
ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<javascript:alert(1)|click>",
    "<JaVaScRiPt:alert(1)>",
    "<data:text/html,x|click>",
    '<https://x.example/" onmouseover="alert(1)|click>',
    "<https://x.example|<b>bold</b>>",
    '<@U1"><script>alert(1)</script>>',
    "<!date^1^{x}^https://x.example|<i>now</i>>",
    "```</code></pre><script>alert(1)</script>```",
    "`<script>`",
    "*<script>*",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7 * 7 }}{% raw %}",
    "<//evil.example|click>",
    "<https://[bad|click>",
]


class Tags(HTMLParser):
    """Collects what a browser would make of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless(html: str) -> Tags:
    seen = Tags(html)
    assert seen.tags <= DRAWN_TAGS
    assert {name for name, _ in seen.attributes} <= {"href", "class", "target", "rel", "start"}
    for name, value in seen.attributes:
        assert name != "href" or re.match(r"(https?:|mailto:|tel:)", value or "", re.IGNORECASE), value
    return seen


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_message_brings_html_of_its_own(attack: str) -> None:
    harmless(draw_mrkdwn(attack, NAMES))
    harmless(draw_mrkdwn(attack, NAMES, formatted=False))
    harmless(draw_plain(attack))
    word = {"type": "text", "text": attack, "style": {"bold": True}}
    link = {"type": "link", "url": attack, "text": attack}
    user, emoji = {"type": "user", "user_id": attack}, {"type": "emoji", "name": attack}
    section = {"type": "rich_text_section", "elements": [word, link, user, emoji]}
    harmless(draw_rich_text({"type": "rich_text", "elements": [section]}, NAMES))


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("<>&|*_~`\"'@#!:/.ahjst \n[]()"), max_size=60))
def test_any_text_is_drawn_harmlessly(text: str) -> None:
    harmless(draw_mrkdwn(text, NAMES))
    harmless(draw_mrkdwn(text, NAMES, formatted=False))


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("<>&|*_~`\"'![]():/ahjpst\n"), max_size=60))
def test_any_markdown_is_drawn_without_html_pictures_and_scripts(text: str) -> None:
    seen = Tags(draw_markdown(text))
    assert not seen.tags & {"script", "img", "iframe", "style", "object", "form"}
    assert all(not (value or "").lower().startswith(("javascript:", "data:")) for _, value in seen.attributes)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~gone~ `code`", "<p><strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code></p>"),
        ("*_both_*", "<p><strong><em>both</em></strong></p>"),
        ("snake_case_name 2*3*4 a ~ b", "<p>snake_case_name 2*3*4 a ~ b</p>"),
        ("`*not bold*`", "<p><code>*not bold*</code></p>"),
        ("a &lt; b &amp;amp; c", "<p>a &lt; b &amp;amp; c</p>"),
        ("&gt; quoted\n&gt;again\nafter", "<blockquote>quoted\nagain</blockquote><p>after</p>"),
        ("• one\n• *two*", "<ul><li>one</li><li><strong>two</strong></li></ul>"),
        ("before\n```a *b*\nc```", "<p>before\n</p><pre><code>a *b*\nc</code></pre>"),
        ("<@U1> <@U9> <@U9|zoe>", None),
        ("<tel:3824038241|38240 38241>", None),
    ],
)
def test_mrkdwn_is_drawn_as_slack_does(text: str, html: str | None) -> None:
    drawn = draw_mrkdwn(text, NAMES)
    if html is not None:
        assert drawn == html
    else:
        expected = {"<@U1>": "@Ana Example @U9 @zoe", "<tel:": "38240 38241"}
        assert Tags(drawn).text == next(shown for start, shown in expected.items() if text.startswith(start))


def test_entities_show_their_names() -> None:
    drawn = Tags(draw_mrkdwn("<#C1|x> <#C9|other> <!here> <!subteam^S1|@team> <!date^1^{date}|1 May>", NAMES))
    assert drawn.text == "#random #other @here @team 1 May"
    link = draw_mrkdwn("<https://x.example/?a=1&amp;b=2|a &amp; b>")
    assert 'href="https://x.example/?a=1&amp;b=2"' in link and ">a &amp; b</a>" in link


def test_without_formatting_marks_stay() -> None:
    assert draw_mrkdwn("*a* <@U1>", NAMES, formatted=False) == '*a* <span class="mention">@Ana Example</span>'


def test_rich_text_is_drawn() -> None:
    def part(kind: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"type": kind, "elements": list(elements), **more}

    word = {"type": "text", "text": "a", "style": {"italic": True, "strike": True}}
    item = part("rich_text_section", {"type": "text", "text": "b"})
    block = part(
        "rich_text",
        part("rich_text_section", word, {"type": "user", "user_id": "U1"}, {"type": "broadcast", "range": "here"}),
        part("rich_text_list", item, style="ordered"),
        part("rich_text_quote", {"type": "date", "timestamp": 1, "fallback": "1 May"}),
        part("rich_text_preformatted", {"type": "text", "text": "c"}),
        part("unknown", word),
    )
    assert draw_rich_text(block, NAMES) == (
        '<p><s><em>a</em></s><span class="mention">@Ana Example</span><span class="mention">@here</span></p>'
        "<ol><li>b</li></ol><blockquote>1 May</blockquote><pre>c</pre>"
    )


def test_markdown_is_drawn() -> None:
    drawn = draw_markdown("**a**\n\n- b\n\n| c | d |\n|---|---|\n| 1 | 2 |\n\n![x](https://x.example/a.png)")
    assert "<strong>a</strong>" in drawn and "<li>b</li>" in drawn and "<td>1</td>" in drawn
    assert "<img" not in drawn


async def test_the_page_stays_whole_whatever_the_app_posts(workspace: Workspace, web: AsyncWebClient) -> None:
    for attack in ATTACKS:
        text, plain = {"type": "mrkdwn", "text": attack}, {"type": "plain_text", "text": attack[:75]}
        cell = {"type": "raw_text", "text": attack}
        blocks: list[dict[str, Any]] = [
            {"type": "section", "text": text, "fields": [text, plain]},
            {"type": "header", "text": plain},
            {"type": "context", "elements": [text, {"type": "image", "image_url": attack, "alt_text": attack}]},
            {"type": "actions", "elements": [{"type": "button", "text": plain, "url": attack, "action_id": attack}]},
            {"type": "markdown", "text": attack},
            {"type": "table", "rows": [[cell], [cell]]},
        ]
        await web.chat_postMessage(channel="#coding-questions", text=attack)
        await web.chat_postMessage(channel="#coding-questions", text="blocks", blocks=blocks)
        await workspace.post("ana", "#coding-questions", attack, files=[{"id": "F1", "name": attack}])
    async with httpx.AsyncClient() as client:
        page = await client.get(workspace.page_url)
    seen = Tags(page.text)
    assert not seen.tags & {"img", "iframe", "object", "b", "i"}
    assert [value for name, value in seen.attributes if name == "src"] == ["/static/workspace.js"]
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    for name, value in seen.attributes:
        if name == "href":
            assert re.match(r"(/|#|https?:)", value or ""), value
    assert seen.text.count("{{ 7 * 7 }}") >= 6
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_page_stays_whole_whatever_stands_in_menus_views_prompts_and_files(
    everything: dict[str, Any],
) -> None:
    async with serve_workspace(everything) as workspace, httpx.AsyncClient(base_url=workspace.page_url) as client:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        ana, dm = workspace.user("ana"), workspace.dm("ana").id
        for attack in ATTACKS:
            plain, mrkdwn = {"type": "plain_text", "text": attack[:24]}, {"type": "mrkdwn", "text": attack[:75]}
            name = {"action_id": attack, "placeholder": plain}
            option = {"text": plain, "value": attack, "description": plain}
            confirm = {"title": plain, "text": mrkdwn, "confirm": plain, "deny": plain}
            thumb = {"text": plain, "value": attack, "accessibility_label": attack}
            choices = {"options": [{"text": mrkdwn, "value": attack}], "confirm": {"title": plain, "text": mrkdwn}}
            menus: list[dict[str, Any]] = [
                {**name, "type": "static_select", "option_groups": [{"label": plain, "options": [option]}]},
                {"action_id": attack + "1", "type": "overflow", "options": [{**option, "url": attack}]},
                {"action_id": attack + "2", "type": "radio_buttons", **choices},
                {"action_id": attack + "3", "type": "checkboxes", **choices},
                {"action_id": attack + "4", "type": "button", "text": plain, "value": attack, "confirm": confirm},
            ]
            thumbs = {"type": "feedback_buttons", "positive_button": thumb, "negative_button": thumb}
            trash = {"type": "icon_button", "icon": "trash", "text": plain, "accessibility_label": attack}
            field = {**name, "type": "plain_text_input", "initial_value": attack, "multiline": True}
            form: list[dict[str, Any]] = [
                {"type": "actions", "block_id": attack, "elements": menus},
                {"type": "input", "block_id": attack + "5", "label": plain, "hint": plain, "element": field},
                {"type": "input", "label": plain, "element": {**field, "multiline": False}},
            ]
            blocks: list[dict[str, Any]] = [*form, {"type": "context_actions", "elements": [thumbs, trash]}]
            await web.chat_postMessage(channel=dm, text="blocks", blocks=blocks)
            await web.views_publish(user_id=ana.id, view={"type": "home", "blocks": form})
            view = {"type": "modal", "title": plain, "submit": plain, "close": plain, "blocks": form}
            await web.views_open(trigger_id=workspace.room.triggers.give(ana), view=view)
            (modal,) = workspace.views("ana")
            errors = {block["block_id"]: attack for block in modal.blocks}
            workspace.room.views.put(replace(modal, errors=errors, trouble=attack))
            await web.files_upload_v2(filename=f"{attack}.txt", title=attack, content=attack, channel=dm)
            prompts = [{"title": attack, "message": attack}]
            await web.assistant_threads_setSuggestedPrompts(channel_id=dm, title=attack, prompts=prompts)
            for query in ("in=dm", "in=home"):
                seen = Tags((await client.get(f"/?{query}")).text)
                assert not seen.tags & {"img", "iframe", "object", "b", "i"}
                assert [value for name, value in seen.attributes if name == "src"] == ["/static/workspace.js"]
                assert not [name for name, _ in seen.attributes if name.startswith("on")]
                for name_of, value in seen.attributes:
                    assert name_of != "href" or re.match(r"(/|#|https?:)", value or ""), value
