"""What the bot promises whatever it is sent."""

import re
from collections.abc import Iterator

from tests.fuzzing.cases import Case
from tests.fuzzing.mutations import PLANTED
from tests.fuzzing.target import Outcome

STATUSES = {200, 302, 400, 401, 404, 405, 413}
TROUBLE = {
    "failed", "install-failed", "installations-away", "listener-failed", "not-saved", "records-away", "unhandled",
    "token-unreadable", "unhandled-in-cleanup", "unhandled-in-loop", "unhandled-in-thread", "uninstall-not-kept",
    "warning",
}  # fmt: skip
LINE = re.compile(r"\d{4}-\d\d-\d\dT\S+Z level=\w+ logger=\S+ event=([\w-]+)( .*)?")
ACK_SECONDS = 2.9
"""Bolt gives up on an acknowledgement after three."""


def broken(case: Case, outcome: Outcome, cpu_seconds: float) -> Iterator[str]:
    """What was not kept, each in a line that is the same for the same fault. A case may take so many seconds of CPU."""
    yield from _answered(case, outcome)
    yield from _logged(outcome)
    yield from _leaked(outcome)
    for call in outcome.calls:
        if call.refused:
            yield f"Slack refuses {call.method}: {call.refused[:300]}"
    if outcome.left:
        yield f"{outcome.left} tasks did not end"
    if outcome.cpu_seconds > cpu_seconds:
        yield f"more than {cpu_seconds} s of CPU"
    if outcome.seconds > ACK_SECONDS and "unhandled request" in outcome.sent:
        yield "it was not acknowledged"


def _answered(case: Case, outcome: Outcome) -> Iterator[str]:
    statuses = set(outcome.statuses)
    if statuses - STATUSES:
        yield f"statuses {statuses - STATUSES}"
    if case.name == "forged" and (outcome.calls or statuses - {400, 401}):
        yield f"a forged request got {statuses} and was acted upon"
    if 'File "' in outcome.sent or re.search(r"Traceback|\w+(Error|Exception)\b", outcome.sent):
        yield "a fault of ours in a response"
    messages = sum(call.is_message for call in outcome.calls)
    if case.asked and (messages != 1 or statuses != {200}):
        yield f"a question got {statuses} and {messages} messages"


def _logged(outcome: Outcome) -> Iterator[str]:
    for line in outcome.log.splitlines():
        shown = LINE.fullmatch(line)
        if shown is None:
            yield f"a strange line: {line[:200]}"
        elif shown[1] in TROUBLE or (shown[1] == "withheld" and " error=" in line):
            yield f"logged {shown[1]} {' '.join(re.findall('(?:error|at|kind)=[^ ]+', line))}"


def _leaked(outcome: Outcome) -> Iterator[str]:
    places = {"log": outcome.log, "database": outcome.stored}
    # Slack shows what the form says under its fields to the one who typed it, and takes its challenge back.
    if '"response_action"' not in outcome.sent and '"challenge"' not in outcome.sent:
        # Where the consent is asked for, the workspace that was named goes along, to Slack.
        places["response"] = re.sub(r"\nlocation: .*", "", outcome.sent)
    for call in outcome.calls:
        # A proposal is what its proposer sent to be read.
        is_proposal = "# Proposed on " in call.written or call.method == "views.open"
        if not is_proposal and call.arguments.get("channel") not in PLANTED:
            places[call.method] = call.written
    for name, written in places.items():
        if any(word.lower() in written.lower() for word in PLANTED):
            yield f"a planted word in the {name}"
