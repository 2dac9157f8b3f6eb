"""The form and the post of a proposal keep Slack's limits, and are read as they were filled in."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.book import load_book, starter_book
from bot.book.proposal import Fragment, NewSource, Proposal, ProposalFault, ProposalField
from bot.book.proposing import propose
from bot.book.schema import Source
from bot.slack import words
from bot.slack.blocks.proposal import (
    ANOTHER_SOURCE,
    LONGEST_ERROR,
    Prefilled,
    about,
    errors_under,
    fits,
    fragment_message,
    proposal_view,
    read_proposal,
)
from bot.workspace.block_rules import block_faults, too_long
from bot.workspace.form_state import values_of
from bot.workspace.view_rules import read_view

BOOK = load_book(starter_book())
DAY = date(2026, 12, 1)
FRAGMENT = Fragment('# a <b> & c\nid: "26"\n', "38240", "modifiers/26")


def element(view: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [block["element"] for block in view["blocks"] if block.get("block_id") == name]
    assert found["action_id"] == name
    element: dict[str, Any] = found
    return element


def options(view: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    menu = element(view, name)
    for group in menu.get("option_groups", [menu]):
        yield from group["options"]


def filled(view: dict[str, Any], **entered: str) -> dict[str, Any]:
    """The state of the form with these entries."""
    values = values_of(view["blocks"])
    for name, value in entered.items():
        state = values[name][name]
        values[name][name] = {**state, "value": value} if "value" in state else chosen(view, name, value)
    return values


def chosen(view: dict[str, Any], name: str, value: str) -> dict[str, Any]:
    (option,) = [option for option in options(view, name) if option["value"] == value]
    return {"type": "static_select", "selected_option": option}


class TestTheForm:
    def test_slack_takes_it(self) -> None:
        view = proposal_view(BOOK, Prefilled("38240", "modifiers/26", "word " * 900), "m" * 3000)
        assert read_view(view, "modal")["callback_id"] == "propose_for_the_book"

    def test_every_field_has_a_label_and_the_optional_ones_are_those_of_what_is_new(self) -> None:
        view = proposal_view(BOOK, Prefilled())
        fields = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
        assert list(fields) == [
            *("entry", "name", "topic", "modifier", "verdict", "text", "source", "title", "url", "as_of"),
        ]
        assert all(block["label"]["text"] == words.PROPOSAL_LABELS[name] for name, block in fields.items())
        assert [name for name, block in fields.items() if block["optional"]] == [
            *("name", "modifier", "title", "url", "as_of"),
        ]

    def test_all_topics_verdicts_and_sources_are_offered(self) -> None:
        view = proposal_view(BOOK, Prefilled())
        assert {option["value"] for option in options(view, "topic")} == {*BOOK.topics.topics, "modifiers/"}
        assert {option["value"] for option in options(view, "source")} == {*BOOK.sources, ANOTHER_SOURCE}
        assert [option["value"] for option in options(view, "verdict")] == [
            *("none", "yes", "no", "rarely", "with-documentation", "do-not-append", "depends", "unknown"),
        ]
        assert element(view, "verdict")["initial_option"]["value"] == "none"

    def test_a_source_is_told_from_another_edition_of_it(self) -> None:
        texts = [option["text"]["text"] for option in options(proposal_view(BOOK, Prefilled()), "source")]
        assert "Notice of Aetna Clinical Policy Bulletin 0190 (payerpolicy.org) (2025-09-26)" not in texts
        assert "Medically unlikely edits (MUE), practitioner and outpatient ho… (July 2024)" in texts
        assert len(set(texts)) == len(texts)

    def test_what_the_book_does_not_have_is_left_to_be_chosen(self) -> None:
        assert "initial_option" not in element(proposal_view(BOOK, Prefilled(topic="gone")), "topic")

    @pytest.mark.parametrize(("letter", "least"), [("a", 1200), ("é", 300), ("😀", 200)])
    def test_a_large_book_fits_in(self, letter: str, least: int) -> None:
        standings = ("official", "payer")
        sources = {
            f"source-{n}": Source(title=f"{n} {letter * 115}", as_of=DAY, standing=standings[n % 2])
            for n in range(5000)
        }
        large = proposal_view(replace(BOOK, sources=sources), Prefilled(text=letter * 2500))
        assert read_view(large, "modal")
        offered = [option["value"] for option in options(large, "source")]
        assert len(offered) >= least
        assert set(offered) <= {*sources, ANOTHER_SOURCE}

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=90), st.text(max_size=30) | st.text(max_size=20).map("modifiers/".__add__), st.text())
    def test_slack_takes_it_whatever_it_is_filled_with(self, entry: str, topic: str, text: str) -> None:
        for times in (1, 40):
            assert read_view(proposal_view(BOOK, Prefilled(entry, topic, text * times)), "modal")


class TestWhatWasSent:
    VIEW = proposal_view(BOOK, Prefilled("38240", "coverage", "Covered."))

    def test_it_is_read_as_it_was_filled_in(self) -> None:
        sent = filled(self.VIEW, source="cms-nca-hsct", verdict="no")
        assert read_proposal(sent, DAY) == Proposal("38240", "coverage", "no", "Covered.", "cms-nca-hsct", DAY)

    def test_with_a_modifier_a_name_and_another_source(self) -> None:
        new = {"source": ANOTHER_SOURCE, "title": "A page", "url": "https://x.example", "as_of": "2026-01-01"}
        sent = filled(self.VIEW, topic="modifiers/", modifier=" 26 ", name="A name", **new)
        source = NewSource("A page", "https://x.example", "2026-01-01")
        assert read_proposal(sent, DAY) == Proposal("38240", "modifiers/26", None, "Covered.", source, DAY, "A name")

    @pytest.mark.parametrize(
        ("entered", "errors"),
        [
            ({"topic": "modifiers/"}, {"modifier": words.MODIFIER_MISSING}),
            ({"modifier": "26"}, {"modifier": words.MODIFIER_UNASKED}),
            ({"title": "A page"}, {"title": words.SOURCE_UNASKED}),
            ({"url": "x", "as_of": "y"}, {"url": words.SOURCE_UNASKED, "as_of": words.SOURCE_UNASKED}),
        ],
    )
    def test_what_was_entered_in_vain_is_told(self, entered: dict[str, str], errors: dict[str, str]) -> None:
        assert read_proposal(filled(self.VIEW, source="cms-nca-hsct", **entered), DAY) == errors

    def test_every_fault_of_the_book_stands_under_a_field_of_the_form(self) -> None:
        faults = [ProposalFault(field, "the thing is wrong", "write it " * 90) for field in ProposalField]
        fields = {block["block_id"] for block in self.VIEW["blocks"] if block["type"] == "input"}
        for topic, missing in (("coverage", "modifier"), ("modifiers/26", "topic")):
            errors = errors_under(faults, topic)
            assert set(errors) == fields - {missing}
            assert all(error.startswith("The thing is wrong. Write it") for error in errors.values())
            assert all(len(error) <= LONGEST_ERROR for error in errors.values())


class TestThePost:
    def test_the_fragment_is_shown_as_it_is_below_the_line(self) -> None:
        message = fragment_message("*A line*", FRAGMENT)
        assert message.text == '*A line*\n# a &lt;b&gt; &amp; c\nid: "26"'
        line, shown = message.blocks
        assert line["text"]["text"] == "*A line*"
        assert shown["elements"] == [
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": '# a <b> & c\nid: "26"'}]}
        ]
        assert block_faults(message.blocks) == []

    def test_it_says_what_it_is_about(self) -> None:
        assert about(FRAGMENT, BOOK) == "38240, modifier 26"
        assert about(replace(FRAGMENT, topic="site-of-service"), BOOK) == "38240, site of service"

    @pytest.mark.parametrize(
        "text", ['"\\' * 1250, "&<>" * 833, "word " * 500, "😀" * 1250, "x\n\n" * 300, "x\n" * 1250]
    )
    def test_what_fits_is_shown_whole(self, text: str) -> None:
        source = NewSource("&" * 120, f"https://x.example/{'&' * 400}")
        made = propose(Proposal("38999", "units", "no", text, source, DAY, "&" * 120), BOOK, starter_book())
        assert isinstance(made, Fragment)
        assert fits(made) is (text != "x\n" * 1250)
        if fits(made):
            message = fragment_message("x" * 400, made)
            assert len(message.text) <= 4000
            assert made.text.rstrip("\n") == message.blocks[1]["elements"][0]["elements"][0]["text"]
            assert not too_long(message.text, message.blocks)
            assert len(message.text) + len(json.dumps(message.blocks, ensure_ascii=False)) <= 13_200
