"""Statements as a reader is shown them: with source, date and what decided them, and a sentence where they disagree."""

from dataclasses import replace

from bot.asking import wording
from bot.asking.claim import Claim
from bot.asking.reply import Citation, Decision, StatementShown
from bot.book import Book
from bot.book.fields import Standing, Verdict
from bot.book.rules import SETTING_NAMES, Computed
from bot.book.schema import Source, Statement

_STANDINGS = list(Standing)


def standing(book: Book, statement: Statement) -> int:
    """The rank of a statement's source, 0 for the strongest."""
    return _STANDINGS.index(book.source(statement.source).standing)


def shown(book: Book, statement: Statement, claim: Claim, *, knows_history: bool = False) -> StatementShown:
    """A statement with its source. Of a day before the first edition it proves nothing, unless the edition knows the
    days before it, too."""
    source = book.source(statement.source)
    verdict, text = statement.verdict, statement.text.strip()
    if verdict and source.outdated_from and source.as_of > claim.on and not knows_history:
        text = wording.before_first_edition(claim.on, source.edition or source.as_of.isoformat(), verdict, text)
        verdict = Verdict.UNKNOWN
    return StatementShown(
        verdict=verdict,
        text=text,
        source=Citation(
            id=statement.source,
            title=source.title,
            url=str(source.url) if source.url else None,
            edition=source.edition,
            as_of=statement.as_of or source.as_of,
            note=_note(source, claim),
        ),
        holds_for=tuple(book.payers[payer].name for payer in statement.holds_for if payer in book.payers),
    )


def shown_computed(book: Book, computed: Computed, claim: Claim) -> StatementShown:
    """A computed statement with its source, and the field and value that decided it."""
    statement = shown(book, computed.statement, claim, knows_history=computed.knows_history)
    settings = tuple(SETTING_NAMES[setting] for setting in computed.settings)
    if computed.field is None or computed.value is None or computed.edition is None:
        return replace(statement, settings=settings)
    return replace(statement, settings=settings, decided_by=Decision(computed.field, computed.value, computed.edition))


def conflict(statements: tuple[StatementShown, ...]) -> str | None:
    """A sentence that names the disagreement, where two sources give different verdicts. Tables of different settings
    do not disagree: they speak of different claims."""
    settings = next((statement.settings for statement in statements if statement.verdict), ())
    verdicts: dict[Verdict, StatementShown] = {}
    for statement in statements:
        if statement.verdict and statement.settings in {(), settings}:
            verdicts.setdefault(statement.verdict, statement)
    if len(verdicts) < 2:
        return None
    return wording.conflict(
        [
            (wording.listed(statement.holds_for) or statement.source.title, wording.VERDICT_WORDS[verdict])
            for verdict, statement in verdicts.items()
        ]
    )


def _note(source: Source, claim: Claim) -> str | None:
    """How the edition of a periodical stands to the day that is asked about."""
    if source.outdated_from is None:
        return None
    if source.as_of > claim.on:
        return wording.later_edition(claim.on)
    if source.outdated_from > claim.on:
        return None
    return wording.older_edition(source.published, claim.on, claim.is_dated)
