"""One configuration of logging that cannot show a question.

Our own loggers (`bot.*`, by `get_logger`) write an event with values made of codes and counts, as `key=value` or JSON
lines; what is bound in structlog's context, such as the number of the delivery in hand, is in each of them. Every other
logger, whatever its level, shows at most where it spoke and the type of the exception: slack_bolt and slack_sdk put
request bodies into messages, arguments and exception texts (slack_bolt/middleware/request_verification,
slack_sdk/web/async_internal_utils).
"""

import asyncio
import json
import logging
import sys
import threading
import time
import types
import warnings
from collections.abc import MutableMapping
from pathlib import PurePath
from typing import Any, TextIO, cast

import structlog
from structlog.typing import Processor

OURS = "bot"


def get_logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger of ours: `log.info("answered", outcome="answer", ms=12)`. Values that are None are left out."""
    processors: list[Processor] = [
        structlog.stdlib.filter_by_level,
        structlog.contextvars.merge_contextvars,
        _to_record,
    ]
    logger = structlog.wrap_logger(
        logging.getLogger(name), processors=processors, wrapper_class=structlog.stdlib.BoundLogger
    )
    return cast(structlog.stdlib.BoundLogger, logger)


def _to_record(logger: Any, method: str, event: MutableMapping[str, Any]) -> tuple[tuple[str], dict[str, Any]]:
    """The message and the `extra` of a record of the standard library's logging."""
    values = {name: value for name, value in event.items() if name != "event" and value is not None}
    message = fields(str(event["event"]), **values)
    return (message,), {"extra": {"structured": {"event": event["event"], **values}}}


def fields(event: str, **values: object) -> str:
    """A line such as `answered outcome=answer ms=12`; values with spaces, quotes or controls are put in quotes."""
    return " ".join([event, *(f"{name}={_value(value)}" for name, value in values.items() if value is not None)])


log = get_logger("bot.logs")


def _value(value: object) -> str:
    text = str(value)
    plain = text.isprintable() and not any(mark in text for mark in ' "=') and text != ""
    return text if plain else json.dumps(text)


def type_and_place(error: BaseException) -> dict[str, str]:
    """The `error` and `at` fields of an exception: its type, and the file and line that raised it. Never its text."""
    trace, at = error.__traceback__, "unknown"
    while trace is not None:
        at = _place(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return {"error": f"{type(error).__module__}.{type(error).__qualname__}", "at": at}


def _place(filename: str, line: int) -> str:
    return f"{'/'.join(PurePath(filename).parts[-3:])}:{line}"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name == OURS or record.name.startswith(f"{OURS}.")


def _moment(record: logging.LogRecord) -> str:
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{moment}.{int(record.msecs):03d}Z"


class PlaceOnly(logging.Filter):
    """Lets our own records pass, and those of others from WARNING on."""

    def filter(self, record: logging.LogRecord) -> bool:
        return _is_ours(record) or record.levelno >= logging.WARNING


class Lines(logging.Formatter):
    """Our records in full, others by logger, level, place and exception type. No record shows an exception's text."""

    def format(self, record: logging.LogRecord) -> str:
        start = f"{_moment(record)} level={record.levelname.lower()} logger={_value(record.name)}"
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        tail = fields("", **type_and_place(error)) if error is not None else ""
        if _is_ours(record):
            return f"{start} event={record.getMessage()}{tail}"
        if not tail:
            tail = fields("", at=_place(record.pathname, record.lineno))
        return f"{start} event=withheld{tail}"


class JsonLines(Lines):
    """The same as JSON, a line each."""

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        known: dict[str, Any] = {"time": _moment(record), "level": record.levelname.lower(), "logger": record.name}
        if _is_ours(record):
            known |= getattr(record, "structured", {"event": record.getMessage()})
        else:
            known |= {"event": "withheld"} | ({} if error else {"at": _place(record.pathname, record.lineno)})
        known |= type_and_place(error) if error is not None else {}
        return json.dumps(known, default=str, ensure_ascii=False)


class QuietHandler(logging.StreamHandler[TextIO]):
    """Writes to a stream; a failure to write is dropped, since `logging` would print message and arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the name is logging's)
        return


def configure(level: str, stream: TextIO | None = None, *, as_json: bool = False) -> None:
    """Sends all logging of this process to `stream` (stderr), ours at `level`, and closes the other ways by which
    an exception or warning reaches it. Safe to call again. `watch_loop` does the same for an event loop."""
    handler = QuietHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if as_json else Lines())
    handler.addFilter(PlaceOnly())
    # Bolt's loggers copy the root's level when they are made, and the SDK formats bodies where a level is below INFO.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(level)
    logging.raiseExceptions = False
    sys.excepthook = _on_exception
    sys.unraisablehook = _on_unraisable
    threading.excepthook = _on_thread_exception
    warnings.showwarning = _on_warning


def watch_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Makes the loop report failed tasks and callbacks by type and place."""
    loop.set_exception_handler(_on_loop_exception)


def _on_exception(kind: type[BaseException], error: BaseException, trace: types.TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("unhandled", **type_and_place(error))


def _on_thread_exception(args: Any) -> None:
    if args.exc_value is not None:
        log.error("unhandled-in-thread", **type_and_place(args.exc_value))


def _on_unraisable(args: Any) -> None:
    if args.exc_value is not None:
        log.error("unhandled-in-cleanup", **type_and_place(args.exc_value))


def _on_loop_exception(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    log.error("unhandled-in-loop", **(type_and_place(error) if error is not None else {}))


def _on_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    log.warning("warning", kind=category.__name__, at=_place(filename, lineno))
