"""Slack's limits that a reply meets, in UTF-16 units, the strictest way in which Slack may count.

Sources: docs.slack.dev/reference/block-kit/blocks for blocks and their texts, docs.slack.dev/reference/methods/
chat.postMessage for `text`; the limit of the whole message is undocumented and was measured in bolt-js issue 2509.
"""

BLOCKS = 50
SECTION_TEXT = 3000
HEADER_TEXT = 150
BUTTON_TEXT = 75
"""For the text of a button and for its accessibility_label."""
BUTTON_VALUE = 2000
OPTIONS = 100
PRIVATE_METADATA = 3000
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTION_GROUPS = 100
TABLE_ROWS = 100
TABLE_CELLS = 20
TABLE_CHARACTERS = 5000
"""Half of what Slack takes, for the whole message must hold the cells as JSON."""
CONTEXT_ELEMENTS = 10
TEXT = 4000
"""Slack advises 4,000 for `text` and cuts at 40,000."""
MESSAGE = 13_000
"""A message of more than about 13,200 characters is refused with msg_blocks_too_long, though its blocks keep theirs."""
PRIVATE_METADATA = 3000
"""docs.slack.dev/reference/views/modal-views"""
LINK_URL = 1000
"""Ours: a longer address is left out, and the title alone is shown."""
