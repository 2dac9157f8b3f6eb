"""Each case runs in a process of its own, since logging and its hooks belong to the whole process."""

import json
import subprocess
import sys
import textwrap

import pytest

from bot.logs import fields, type_and_place

PLANTED = "pomegranate"


def run(code: str, level: str = "DEBUG", as_json: bool = False) -> str:
    """All output of a process that has configured logging at this level."""
    program = f"""
import asyncio, gc, logging, sys, threading, warnings
import structlog
from bot.logs import configure, get_logger, watch_loop
planted = {PLANTED!r}
configure({level!r}, as_json={as_json!r})
{textwrap.dedent(code)}
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    return done.stdout + done.stderr


def test_our_lines_are_shown_as_keys_and_values() -> None:
    output = run('get_logger("bot.x").info("answered", outcome="unknown-code", ms=3, id="ab", missing=None)')
    assert output.count("\n") == 1
    assert "level=info logger=bot.x event=answered outcome=unknown-code ms=3 id=ab\n" in output


def test_our_level_is_kept() -> None:
    code = 'logging.getLogger("bot.x").info("quiet"); logging.getLogger("bot.x").error("loud")'
    assert "loud" in run(code, "ERROR")
    assert "quiet" not in run(code, "ERROR")


@pytest.mark.parametrize("name", ["slack_bolt.AsyncApp", "slack_sdk.web", "aiohttp.client", "asyncio", "robot", "bots"])
def test_others_show_place_and_level_only(name: str) -> None:
    output = run(f"""
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
            logging.getLogger({name!r}).setLevel(logging.DEBUG)
            logging.getLogger({name!r}).log(level, "said %s", planted, stack_info=True)
            logging.getLogger({name!r}).log(level, planted)
    """)
    assert PLANTED not in output
    assert output.count("event=withheld at=") == 4
    assert f"level=critical logger={name} " in output


def test_an_exception_is_shown_by_type_and_place() -> None:
    output = run("""
        for name in ("bot.x", "slack_bolt.App"):
            try:
                raise ValueError(planted)
            except ValueError as error:
                logging.getLogger(name).exception("failed")
    """)
    assert PLANTED not in output
    assert output.count("error=builtins.ValueError at=<string>:") == 2
    assert "Traceback" not in output


def test_a_logger_made_while_debugging_is_no_way_around() -> None:
    output = run("""
        from slack_bolt.logger import get_bolt_logger
        class RequestVerification: pass
        logger = get_bolt_logger(RequestVerification)
        assert logger.level == logging.WARNING
        logger.setLevel(logging.DEBUG)
        logger.info(planted); logger.debug(planted); logger.error(planted)
    """)
    assert PLANTED not in output
    assert output.count("\n") == 1


def test_a_record_that_cannot_be_formatted_prints_nothing() -> None:
    assert run('logging.getLogger("bot.x").error("%d", planted)') == ""


def test_unhandled_exceptions_show_type_and_place() -> None:
    output = run("""
        class Careless:
            def __del__(self): raise KeyError(planted)
        def fail(): raise LookupError(planted)
        thread = threading.Thread(target=fail); thread.start(); thread.join()
        careless = Careless(); del careless
        async def forgotten(): raise OSError(planted)
        async def main():
            watch_loop(asyncio.get_running_loop())
            task = asyncio.ensure_future(forgotten())
            await asyncio.sleep(0)
            del task
            gc.collect()
            asyncio.get_running_loop().call_soon(fail)
            await asyncio.sleep(0)
        asyncio.run(main())
        warnings.warn(planted)
        raise RuntimeError(planted)
    """)
    assert PLANTED not in output
    for line in (
        "event=unhandled-in-thread error=builtins.LookupError",
        "event=unhandled-in-cleanup error=builtins.KeyError",
        "event=unhandled-in-loop error=builtins.OSError",
        "event=unhandled-in-loop error=builtins.LookupError",
        "event=warning kind=UserWarning",
        "event=unhandled error=builtins.RuntimeError",
    ):
        assert output.count(line) == 1


def test_values_with_spaces_and_quotes_are_quoted() -> None:
    assert fields("said", a="one two", b='"', c="", d=None, e="x\ny") == r'said a="one two" b="\"" c="" e="x\ny"'


def test_the_place_is_where_it_was_raised() -> None:
    def deep() -> None:
        raise ValueError("text")

    try:
        deep()
    except ValueError as error:
        found = type_and_place(error)
    assert found["error"] == "builtins.ValueError"
    assert found["at"].rpartition(":")[0].endswith("tests/test_logs.py")


def test_as_json_our_lines_hold_their_values_and_others_their_place() -> None:
    output = run(
        """
        get_logger("bot.x").info("answered", outcome="answer", ms=12, missing=None)
        logging.getLogger("bot.x").error("plain")
        logging.getLogger("slack_bolt").error("said %s", planted)
        try:
            raise ValueError(planted)
        except ValueError:
            logging.getLogger("slack_bolt").exception(planted)
        """,
        as_json=True,
    )
    assert PLANTED not in output
    ours, plain, others, failed = map(json.loads, output.splitlines())
    assert {name: value for name, value in ours.items() if name != "time"} == {
        "level": "info", "logger": "bot.x", "event": "answered", "outcome": "answer", "ms": 12,
    }  # fmt: skip
    assert plain["event"] == "plain"
    assert others["event"] == "withheld" and others["at"].startswith("<string>:")
    assert failed["error"] == "builtins.ValueError"


def test_what_is_bound_to_the_delivery_in_hand_is_in_each_line() -> None:
    output = run("""
        with structlog.contextvars.bound_contextvars(id="0a1b2c3d"):
            get_logger("bot.x").warning("slack-refused", error="ratelimited")
            get_logger("bot.x").warning("known", id="its own")
        get_logger("bot.x").warning("after")
    """)
    first, second, third = output.splitlines()
    assert "id=0a1b2c3d" in first and "error=ratelimited" in first
    assert 'id="its own"' in second and "id=" not in third
