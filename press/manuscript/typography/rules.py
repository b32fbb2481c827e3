"""The rules of typography, in the order in which they are applied to a run."""

from __future__ import annotations

import re
from collections.abc import Callable

from press.manuscript.typography.marks import set_quotation_marks
from press.manuscript.typography.run import Run

TIE = "\u00a0"
EN_RULE = "–"
LONGEST_LAST_WORD = 7
LONGEST_LAST_PAIR = 24
FEWEST_WORDS = 6

HIDDEN = {"-": "\ue000", "'": "\ue001", '"': "\ue002", ".": "\ue003", " ": "\ue004", "x": "\ue005"}
"""Signs inside addresses, put out of the rules' sight; no manuscript holds these characters."""
HIDE = str.maketrans(HIDDEN)
SHOW = str.maketrans({hidden: sign for sign, hidden in HIDDEN.items()})
ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>‘’“”]+"
    r"|[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+"
    r"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+/[^\s<>‘’“”]*"
    r"|\b[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|ac|co|uk|eu|info|io)\b"
)
"""Web and mail addresses, with or without their scheme."""

DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
NUMBER = r"\d{1,4}(?:,\d{3})*(?:\.\d+)?"
UNITS = (
    r"million|billion|trillion|thousand|hundred|dozen|per|percent|%|miles?|metres?|kilometres?"
    r"|hectares?|acres?|tonnes?|litres?|degrees?|pence|km|cm|mm|m|kg|g|mg|ml|kWh|MW|GW|GB|MB|mph"
    r"|am|pm|a\.m\.|p\.m\.|pt|bn"
)
TITLES = (
    r"Dr|Mr|Mrs|Ms|Mx|Prof|Professor|Lord|Lady|Sir|Dame|Baroness|Baron|Cllr|Councillor|St|Rev|Revd"
)
NUMBERED = (
    r"[Nn]os?\.|pp?\.|vols?\.|ch\.|figs?\.|c\.|[Ee]ssay|[Pp]ages?|[Ff]igure|[Tt]able|[Cc]hapter"
    r"|[Ss]ection|[Pp]art|[Vv]olume|[Nn]ote|[Aa]ppendix|[Aa]rticle"
)
HONOURS = (
    r"OBE|CBE|MBE|KBE|DBE|GBE|BEM|CB|KCB|DCB|CH|CMG|CVO|MVO|OM|QC|KC|MP|MEP|MSP|PC|JP|DL|QPM"
    r"|QFSM|FRS|FBA|FRSA|PhD"
)

SPACES = re.compile(r" {2,}")
DOTS = re.compile(
    r"(?<!\.)\.{3}(?!\.)"  # three
    r"|(?<![. ])(?<=\S)\.{4}(?!\.)"  # three and a full stop
    r"|(?<=[^\s.] )\. \. \.(?! ?\.)"  # three, spaced
)
RULES = re.compile(r"[-–](?:-|(?<=[ \u00a0].))")
"""What a rule between words cannot be without."""
SPACED_RULE = re.compile(r"(?<=\S)[ \u00a0]+(?:-{1,3}|–) +(?=\S)|(?<=[^\W_])--(?=[^\W_])")
TIMES_SIGN = re.compile(r"(?<=\d)(?<!\b0)( ?)[x×]( ?)(?=\d)")
RANGE = re.compile(
    rf"(?<![\w\-–/.,:#@(])(?<!\d )(?<!\d\) )([(£€$]?)({NUMBER})-([£€$]?)({NUMBER})"
    r"(?!-?\d|/|(?!(?:m|bn|k|km|kg|mm|cm|p|am|pm|th|s)\b)\w)"
)
CLOCK = re.compile(r"\b(\d{1,2}(?:\.\d\d)?[ap]m)-(?=\d{1,2}(?:\.\d\d)?[ap]m\b)")
ROMAN = re.compile(r"(\bpp?\.[ \u00a0]?[ivxlc]+)-(?=[ivxlc]+\b)")
NAMES = re.compile("-[A-Z]")
"""What a range of names cannot be without."""
NAMED_RANGE = re.compile(rf"\b({DAYS}|{MONTHS})-(?=(?:{DAYS}|{MONTHS})\b)")

FIGURE = re.compile(r"\d")
HONOUR = re.compile(r"[A-Z](?:[A-Z]|hD)")
PAGE = re.compile(r"p\. ")
DOTTED = re.compile(r"[A-Z]\. ")
LEFT_OUT = re.compile("…")


def _begun(words: str) -> str:
    """Any of some words at the beginning of a word, told by its first letter, which is quick."""
    return "|".join(rf"{word[0]}(?<!\w.){word[1:]}" for word in words.split("|"))


TIES = (
    (re.compile(rf"(?:{_begun(TITLES)})\.? (?=[A-Z])"), None),
    (re.compile(rf"(?<!\w)(?:{NUMBERED}) (?=\d)"), FIGURE),
    (re.compile(r"(?<!\w)pp?\. (?=[ivxlc]+\b)"), PAGE),
    (re.compile(rf"(?<=\d) (?=(?:{UNITS})(?!\w))"), FIGURE),
    (re.compile(r"(?<=\d\u00a0per) (?=cent\b)"), FIGURE),
    (re.compile(r"(?<!\w)[A-Z]\. (?=[A-Z]\.)"), DOTTED),
    (re.compile(r"(?<=[A-Z]\.\u00a0)[A-Z]\. (?=[A-Z][a-z])"), DOTTED),
    (re.compile(rf"(?<=[a-z]) (?=(?:{HONOURS})(?!\w))"), HONOUR),
    (re.compile(rf"(?<!\w)(?:{HONOURS}) (?=(?:{HONOURS})(?!\w))"), HONOUR),
    (re.compile(rf"(?<![\d.,])\d{{1,2}}(?:st|nd|rd|th)? (?={MONTHS}\b)"), FIGURE),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? (?=\d[A-Z]{2}\b)"), FIGURE),
    (re.compile(r"(?<=\S) (?=…)"), LEFT_OUT),
)
"""Spaces that must not break, and what a text must hold to have one; each match ends with, or is,
the space."""
MAYBE_ADDRESS = re.compile(r"[@/.](?:(?<!\.)|\S)")
"""Without a commercial at, a slash or a stop inside a word, a text has no address."""


def set_run(run: Run, *, language: str, ties: bool, last_word: bool) -> None:
    """Put one run into typography; a rule is asked only where the text holds what it needs.

    Args:
        run: the text of a paragraph; changed in place.
        language: as BCP 47 has it. Other languages than English get dots and single spaces alone.
        ties: whether spaces that must not break are set.
        last_word: whether a short last word is tied to the one before.
    """
    has_address = MAYBE_ADDRESS.search(run.text) is not None
    if has_address:
        run.sub(ADDRESS, lambda match: match[0].translate(HIDE))
    if "  " in run.text:
        run.sub(SPACES, " ")
    if ".." in run.text or ". ." in run.text:
        run.sub(DOTS, lambda match: "….".removesuffix("." * (match[0].count(".") < 4)))
    if language.partition("-")[0] == "en":
        set_quotation_marks(run)
        _set_rules(run, TIE if ties else " ")
        if ties:
            _set_ties(run)
        if ties and last_word:
            _tie_last_word(run)
    if has_address:
        run.sub(HIDDEN_SIGNS, lambda match: match[0].translate(SHOW))


HIDDEN_SIGNS = re.compile("[\ue000-\ue005]+")


def _set_rules(run: Run, space: str) -> None:
    """Rules between words and numbers, and signs of multiplication, with a space before them."""
    if RULES.search(run.text):
        run.sub(SPACED_RULE, f"{space}{EN_RULE} ")
    has_figure = FIGURE.search(run.text) is not None
    if has_figure:
        run.sub(TIMES_SIGN, _multiplied(space))
    if "-" in run.text:
        if has_figure:
            run.sub(CLOCK, _closed)
        if "p." in run.text:
            run.sub(ROMAN, _closed)
        if NAMES.search(run.text):
            run.sub(NAMED_RANGE, _closed)
        if has_figure:
            run.sub(RANGE, _ranged)


def _closed(match: re.Match[str]) -> str:
    """What stands before a hyphen, with a rule for it."""
    return f"{match[1]}{EN_RULE}"


def _set_ties(run: Run) -> None:
    """Spaces that must not break."""
    held: dict[re.Pattern[str] | None, bool] = {None: True}
    for pattern, needed in TIES:
        if needed not in held:
            held[needed] = needed is None or needed.search(run.text) is not None
        if held[needed]:
            run.sub(pattern, lambda match: f"{match[0][:-1]}{TIE}")


def _multiplied(space: str) -> Callable[[re.Match[str]], str]:
    """A sign of multiplication, spaced as it was typed."""

    def told(match: re.Match[str]) -> str:
        around = space if match[1] and match[2] else ""
        return f"{around}×{around}"

    return told


def _ranged(match: re.Match[str]) -> str:
    """A range of numbers closed by an en rule; other pairs of numbers as they are typed."""
    before, first, currency, second = match[1], match[2], match[3], match[4]
    if not _is_range(first, second):
        return match[0]
    return f"{before}{first}{EN_RULE}{currency}{second}"


def _is_range(first: str, second: str) -> bool:
    """Whether two numbers are the ends of a range.

    They are when the second is larger (16-19), or is a larger end in two figures (112-14, 1998-99,
    2008-09, 1999-00). Telephone numbers are not: they begin with nought, or have three figures and
    then four that are not round (555-1234).
    """
    if first.startswith("0") and "." not in first:
        return False
    a, b = (float(number.replace(",", "")) for number in (first, second))
    if second.isdigit() and len(second) == 2 and first.isdigit() and len(first) in {3, 4}:
        return int(first[-2:]) < int(second) or (second == "00" and first.endswith("99"))
    if second.startswith("0") and not second.startswith("0."):
        return False
    if len(first) == 3 and len(second) == 4 and second.isdigit() and b % 100:
        return False
    return a < b


def _tie_last_word(run: Run) -> None:
    """A short last word does not stand alone on the last line."""
    words = run.text.rsplit(maxsplit=2)
    if len(words) < 3:
        return
    _, before, last = words
    at = len(run.text.rstrip()) - len(last) - 1
    if (
        len(last) <= LONGEST_LAST_WORD
        and len(before) + 1 + len(last) <= LONGEST_LAST_PAIR
        and run.text.endswith(f"{before} ", 0, at + 1)
        and len(run.text.split(maxsplit=FEWEST_WORDS)) >= FEWEST_WORDS
    ):
        run.edit([(at, at + 1, TIE)])
