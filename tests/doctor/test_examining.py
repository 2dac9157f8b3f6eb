import asyncio
from collections.abc import Sequence

from bot.doctor.examining import _guarded
from bot.doctor.finding import Finding, Status


async def test_a_check_that_fails_is_a_line_without_the_text_of_its_error() -> None:
    async def fails() -> Sequence[Finding]:
        await asyncio.sleep(0)
        raise ValueError("xoxb-secret")

    (finding,) = await _guarded("book", fails())
    assert (finding.about, finding.status) == ("book", Status.BAD)
    assert finding.what.startswith("This check itself failed: builtins.ValueError at ")
    assert "xoxb-secret" not in str(finding)
