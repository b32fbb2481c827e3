"""Colours: everything is given in the inks that are ordered, and small type in one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from press.finding import Severity
from press.preflight.delivery import (
    Alone,
    Delivery,
    Here,
    page_rule,
    per_cent,
    places,
    printed,
)
from press.reading.painted import Kind, Mark
from press.rule import Slip, rule

SMALL = 14.0
"""Type below this is small, in pt: a plate out of place by 0.1 mm shows round its stems."""
DARK_BLACK, DARK_OTHERS = 0.5, 2.0
"""From so much black, or of the other three together, a colour reads as black."""
TRACE = 0.005
"""Less than a printable dot."""
INKS = ("cyan", "magenta", "yellow", "black")


@page_rule("colour-not-ink", Severity.ERROR)
def not_ink(page: Alone) -> Iterator[Here]:
    """Something is painted in a colour of light: RGB, Lab, or calibrated for a screen.

    Somebody has to turn it into inks, and the printer's program does so in its own way: the same
    grey comes as four plates here and as black there, and a brand's colour comes out dull.
    Every stream is read, forms, patterns, drawn glyphs and pictures too, with the spaces under
    palettes and separations (ISO 32000-1, 8.6). Inks are DeviceCMYK, DeviceGray (it is the black
    plate), separations, and ICC profiles of four components.
    Write the colour with `device-cmyk()`; let the press convert the picture.
    """
    found = [mark for mark in page.side.marks if not mark.ink.space.is_ink]
    yield from places(found, _in_space, remedy="give its colour in inks")


def _in_space(mark: Mark) -> str:
    return f"a {mark.kind} is painted in {mark.ink.space.named()}"


@page_rule("colour-spot", Severity.ERROR)
def spot(page: Alone) -> Iterator[Here]:
    """Something is painted with an ink of its own, and the order has none.

    A separation beside cyan, magenta, yellow and black makes a plate more (ISO 32000-1, 8.6.6.4).
    The printer prints it with what he takes for it, leaves it out, or charges a fifth ink.
    The order knows process inks only (`colours:`); the registration colour of printer's marks is
    no ink and may stand outside the bleed.
    Give the colour in the four process inks.
    """
    found = [mark for mark in page.side.marks if mark.ink.space.spots]
    yield from places(found, _in_space, remedy="give its colour in process inks")


@page_rule("registration-inside", Severity.ERROR)
def registration(page: Alone) -> Iterator[Here]:
    """Something on the page itself is painted in the registration colour.

    The separation `All` goes on every plate in full (ISO 32000-1, 8.6.6.4). It is for crop marks;
    on the page it lays down four inks at once, which smears, sets off on the facing page and shows
    every shift of the paper.
    Paint it in black, or in black with a little cyan; keep printer's marks outside the bleed.
    """
    found = [mark for mark in page.printed if "All" in mark.ink.space.colorants]
    yield from places(found, _in_space, remedy="paint it in black")


@rule("plate-not-ordered", Severity.ERROR)
def plate(delivery: Delivery) -> Iterator[Slip]:
    """A page uses more inks than are ordered for its side of the leaf.

    `colours: 1/1` is one ink on the front and one on the back of each leaf, and one ink is black. A
    tint of cyan in such a file is printed grey, dropped, or stops the job.
    The marks of each page are laid on their plates and counted; odd pages are fronts. A picture in
    CMYK counts with all four. Where two or three inks are ordered, black and those that the side
    uses most are taken for them.
    Give the colours in the inks of the order, or order the inks.
    """
    for side, ordered in enumerate(map(int, delivery.edition.colours.split("/"))):
        if ordered >= len(INKS):
            continue
        pages = [page for page in delivery.facts.pages if page.index % 2 == side]
        counts = Counter(ink for page in pages for mark in printed(page) for ink in _plates(mark))
        used = sorted(counts, key=lambda ink: (ink != 3, -counts[ink]))
        allowed = {3} if ordered == 1 else set(used[:ordered])

        def beyond(
            mark: Mark, allowed: Iterable[int] = frozenset(allowed), ordered: int = ordered
        ) -> str:
            inks = [INKS[ink] for ink in _plates(mark) if ink not in set(allowed)]
            return (
                f"a {mark.kind} needs the plate of {' and '.join(inks)}; ordered for this side "
                f"({delivery.edition.colours}) is {ordered_words(ordered)}"
            )

        for page in pages:
            found = [mark for mark in printed(page) if set(_plates(mark)) - allowed]
            for here in places(found, beyond, remedy="give it in the ordered inks"):
                yield here.on(page)


def ordered_words(inks: int) -> str:
    """How many inks, in words."""
    return ("no ink", "black alone")[inks] if inks < 2 else f"{inks} inks"


def _plates(mark: Mark) -> tuple[int, ...]:
    """The plates on which a mark has ink; a picture in four inks has it on all of them."""
    plates = mark.plates
    if plates is not None:
        return tuple(ink for ink, value in enumerate(plates) if value > TRACE)
    if mark.kind is Kind.IMAGE and mark.ink.space.is_ink:
        return (3,) if mark.ink.space.components == 1 and not mark.ink.space.base else (0, 1, 2, 3)
    return ()


@page_rule("text-rich-black", Severity.ERROR)
def rich_black(page: Alone) -> Iterator[Here]:
    """Small dark type stands on more plates than the black one.

    Plates are out of place to each other by a tenth of a millimetre, and paper stretches. Stems of
    small type are not much thicker, so type of several inks gets coloured edges and fills in.
    Asked is type below 14 pt, as large as it comes to stand on the page, that reads as black: half
    black or more, or the other inks together at 200 per cent. Small type in a light or bright
    colour is the layout's choice.
    Set it in black alone, or in a tint of it: `device-cmyk(0 0 0 1)`.
    """

    def say(mark: Mark) -> str:
        colour = per_cent(mark.plates or ())
        return f"{page.said(mark)}, {mark.size:.1f} pt, is set in {colour}"

    found = [mark for mark in page.printed if _is_rich(mark)]
    yield from places(found, say, remedy="set it in black alone")


def _is_rich(mark: Mark) -> bool:
    if mark.kind is not Kind.TEXT or mark.size >= SMALL or mark.plates is None:
        return False
    *others, black = mark.plates
    return max(others) > TRACE and (black >= DARK_BLACK or sum(others) >= DARK_OTHERS)


@page_rule("white-overprint", Severity.ERROR)
def white_overprint(page: Alone) -> Iterator[Here]:
    """Something white is set to overprint.

    Overprinting leaves alone the plates on which a colour has no ink (ISO 32000-1, 8.6.7). White
    has ink on none, so it changes nothing: on the screen it stands there, in print it is gone.
    It comes from a black element that was made white later and kept its setting.
    Take the overprint off, so that white is left out of what lies below.
    """

    def say(mark: Mark) -> str:
        return f"a {mark.kind} without ink overprints, and will not be seen"

    found = [
        mark
        for mark in page.printed
        if mark.overprint and mark.plates is not None and max(mark.plates) <= TRACE
    ]
    yield from places(found, say, remedy="let it knock out")


@rule("blend-not-ink", Severity.ERROR)
def blend(delivery: Delivery) -> Iterator[Slip]:
    """A group of the file is blended in colours of light.

    What is painted into an isolated group is first turned into the group's colour space
    (ISO 32000-1, 11.4.7). In an RGB group black type becomes red, green and blue, and comes back as
    four inks; a program that takes the standard at its word does so even where nothing is
    transparent.
    Every group is asked, but for those of soft masks, which make no colour. The engine writes
    DeviceRGB for any drawing; finishing has to put that right.
    Make the edition again; give a drawing from outside a CMYK document space.
    """
    for space in delivery.facts.blends:
        if not space.is_ink:
            yield Slip(
                message=f"groups are blended in {space.named()}",
                remedy="blend them in DeviceCMYK",
            )


RULES = (not_ink, spot, registration, plate, rich_black, white_overprint, blend)
