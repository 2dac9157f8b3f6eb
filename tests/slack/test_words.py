"""All that the bot says of its own: labels and sentences, plain, short, without exclamation marks."""

import re

from bot.slack import words

LABELS = {"PROPOSAL_TITLE"}
"""Names of things, and no sentences."""
SENTENCES = [
    *(value for name, value in vars(words).items() if name.isupper() and isinstance(value, str) and name not in LABELS),
    *words.PROPOSAL_HINTS.values(),
    *words.OUTCOMES_FOR_EXPERTS.values(),
    *words.HOME_INTRO,
    *words.IN_MESSAGES,
    *words.IN_CHANNELS,
    *words.ON_MESSAGES,
    *words.by_command("/cpt"),
    words.holds(42, 14, 28, "2026-11-28"),
    words.edition("October 2025"),
    words.in_quarter("38240", 2025, 4),
    words.asked_times(1),
    words.asked_times(2),
    words.more_gaps(3),
    words.ask("what is 38240?"),
    words.show_again("38240 · payment"),
    words.apology("0a1b2c3d"),
    words.unknown_command("/cpt"),
    words.other_channel("/cpt"),
    words.shared_by("Ana"),
    words.asked_about("38240"),
    words.voted_on("38240"),
    words.share_nowhere("/cpt"),
    words.too_many(1),
    words.too_many(30),
    words.proposed("Ana", "38240, coverage"),
    words.proposal_posted("38240, coverage"),
    words.proposal_saved("38240, coverage"),
    words.proposal_only_posted("38240, coverage", "0a1b2c3d"),
    words.proposal_to_hand_on("38240, coverage"),
    words.proposal_stranded("38240, coverage", "0a1b2c3d"),
    words.proposal_failed("0a1b2c3d"),
    words.gaps_title(1, 1),
    words.gaps_title(30, 12),
    words.gaps_more(12),
    words.gap_count(3),
    words.gap_last("2026-11-27"),
    words.not_in_book("38244, 38299"),
    words.asked_by("Ana", words.IN_DIRECT_MESSAGE),
    words.expert_form_about("#experts"),
    words.expert_preview_about("#experts"),
    words.expert_sent("38244"),
    words.expert_sent_before("38244"),
    words.expert_resolved_before("38244"),
    words.expert_closed("0a1b2c3d"),
    words.expert_refused("0a1b2c3d"),
    words.answer_about("Ana"),
    words.answered_in_thread("Ben"),
    words.expert_answered("Ben", "38244"),
    words.ask_back("Ben"),
    words.answer_not_in_thread("Ana"),
    words.answer_not_told("Ana"),
    words.resolved_by("Ben"),
    words.resolved_before("Ben"),
    words.expert_resolved("Ben", "38244"),
]


def test_they_are_plain_and_short() -> None:
    assert len(SENTENCES) >= 10
    for text in SENTENCES:
        is_label = len(text.split()) <= 6 and len(text) <= 75
        assert is_label or text.endswith((".", "?", ":")), text
        assert not re.search(r"[!*_`<>&]", text), text
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.:])\s", text)) <= 25, text


def test_labels_are_short_and_begin_with_a_capital() -> None:
    labels = [words.PROPOSAL_TITLE, *words.PROPOSAL_LABELS.values(), *words.PROPOSAL_OPTIONS.values()]
    for label in labels:
        assert re.fullmatch(r"[A-Z][^!*_`<>&.]{3,44}", label), label
