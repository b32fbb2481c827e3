"""The logotype: "Ignite" in outlines, with a spark for the dot of its i.

The outlines are those of Source Serif 4 Display Light 4.005, npm package source-serif 4.5.1, file
``SourceSerif4Display-Light.ttf``, (c) 2014-2023 Adobe, SIL Open Font Licence 1.1, which allows
artwork made with the fonts. To make them again::

    npm pack source-serif@4.5.1 && tar xzf source-serif-4.5.1.tgz && python -c '
    from fontTools.ttLib import TTFont
    from fontTools.pens.svgPathPen import SVGPathPen
    font = TTFont("package/TTF/SourceSerif4Display-Light.ttf")
    for name in ("I", "g", "n", "dotlessi", "t", "e"):
        pen = SVGPathPen(font.getGlyphSet(), ntos=lambda value: f" {round(value)} ")
        font.getGlyphSet()[name].draw(pen)
        print(name, font["hmtx"][name][0], pen.getCommands())'
"""

from __future__ import annotations

from press.drawings.drawing import Drawing, Path, plain
from press.drawings.limits import above_zero
from press.drawings.spark import Spark, paths

TRACKING = -6
"""Added after each letter, in units of 1/1000 em."""
TOP, BOTTOM = -845, 295
"""The ends of the area above and below the base line, y downwards; the g's tail is inside."""
DOT = (137, -560, 145, -815, 46)
"""The spark over the i, from the letter's origin: tail x, tail y, tip x, tip y, half-width."""

# Name, advance width and outline of each letter, in units of 1/1000 em, y upwards.
GLYPHS: tuple[tuple[str, int, str], ...] = (
    (
        "I",
        313,
        "M 45 662 V 674 H 268 V 662 L 180 654 Q 179 592 178 512 Q 178 432 178 360 V 321 Q 178 "
        "272 178 218 Q 178 164 178 112 Q 179 61 180 19 L 268 12 V 0 H 45 V 12 L 133 19 Q 134 61 "
        "134 112 Q 135 164 135 218 Q 135 272 135 321 V 360 Q 135 432 135 512 Q 135 592 133 654 "
        "Z",
    ),
    (
        "g",
        471,
        "M 74 -132 Q 74 -190 115 -218 Q 156 -247 228 -247 Q 316 -247 360 -206 Q 405 -164 405 "
        "-105 Q 405 -67 382 -42 Q 358 -17 299 -17 H 166 Q 162 -17 156 -17 Q 151 -17 146 -16 Q "
        "117 -35 96 -62 Q 74 -88 74 -132 Z M 221 138 Q 174 138 136 160 Q 112 135 103 116 Q 94 "
        "98 94 76 Q 94 53 112 37 Q 129 21 165 21 H 306 Q 372 21 408 -7 Q 443 -35 443 -96 Q 443 "
        "-140 418 -178 Q 394 -216 346 -239 Q 297 -262 225 -262 Q 132 -262 84 -230 Q 35 -198 35 "
        "-139 Q 35 -98 64 -66 Q 92 -34 132 -13 Q 101 -9 81 11 Q 61 31 61 63 Q 61 92 78 117 Q 96 "
        "142 124 168 Q 96 188 80 222 Q 63 255 63 299 Q 63 349 84 386 Q 106 422 142 442 Q 178 "
        "461 221 461 Q 283 461 321 429 L 437 456 L 443 452 V 417 H 335 Q 379 375 379 300 Q 379 "
        "250 358 214 Q 337 177 301 158 Q 265 138 221 138 Z M 221 153 Q 272 153 305 192 Q 338 "
        "232 338 300 Q 338 369 305 408 Q 272 446 221 446 Q 170 446 137 406 Q 104 367 104 299 Q "
        "104 230 137 192 Q 170 153 221 153 Z",
    ),
    (
        "n",
        550,
        "M 38 0 V 12 L 115 19 Q 116 44 116 78 Q 116 112 116 147 Q 117 182 117 209 V 254 Q 117 "
        "299 116 338 Q 116 377 114 417 L 34 424 V 435 L 150 456 L 157 450 V 362 Q 199 412 244 "
        "436 Q 289 461 333 461 Q 389 461 418 427 Q 448 393 448 303 V 209 Q 448 182 448 147 Q "
        "449 112 450 78 Q 450 44 450 18 L 520 12 V 0 H 329 V 12 L 406 19 Q 407 44 407 78 Q 407 "
        "112 408 147 Q 408 182 408 209 V 304 Q 408 377 386 405 Q 364 433 317 433 Q 287 433 246 "
        "416 Q 205 398 157 346 V 209 Q 157 182 158 147 Q 158 112 158 78 Q 159 44 159 18 L 232 "
        "12 V 0 Z",
    ),
    (
        "dotlessi",
        267,
        "M 38 0 V 12 L 115 19 Q 116 44 116 78 Q 116 112 116 147 Q 117 182 117 209 V 254 Q 117 "
        "299 116 338 Q 116 377 114 417 L 34 424 V 435 L 153 456 L 160 450 L 157 336 V 209 Q 157 "
        "182 158 147 Q 158 112 158 78 Q 159 44 159 18 L 232 12 V 0 Z",
    ),
    (
        "t",
        299,
        "M 193 -12 Q 99 -12 99 91 Q 99 115 100 134 Q 100 152 100 177 V 432 H 13 V 444 L 102 452 "
        "L 129 599 H 144 L 140 449 H 271 V 432 H 140 V 96 Q 140 12 204 12 Q 226 12 240 18 Q 255 "
        "25 269 38 L 277 30 Q 262 10 242 -1 Q 223 -12 193 -12 Z",
    ),
    (
        "e",
        446,
        "M 240 445 Q 200 445 167 422 Q 134 398 114 356 Q 93 314 89 257 H 330 Q 348 257 356 264 "
        "Q 363 271 363 296 Q 363 336 350 370 Q 336 403 308 424 Q 281 445 240 445 Z M 250 -12 Q "
        "161 -12 104 48 Q 46 108 46 221 Q 46 293 72 347 Q 99 401 144 431 Q 188 461 240 461 Q "
        "291 461 327 438 Q 363 415 382 376 Q 401 337 401 288 Q 401 261 395 240 H 88 V 235 Q 88 "
        "134 134 76 Q 181 19 257 19 Q 298 19 332 36 Q 367 54 393 85 L 403 77 Q 376 32 334 10 Q "
        "293 -12 250 -12 Z",
    ),
)


def logotype(*, width: float, letters: str, dot: str) -> Drawing:
    """Draw the logotype; its text alternative is "Ignite".

    Args:
        width: The width of the word with its side bearings, mm; the height follows from it.
        letters: The colour token of the letters.
        dot: The colour token of the spark.

    Raises:
        ValueError: If the width is not above zero.
    """
    above_zero(width=width)
    scale = width / sum(advance + TRACKING for _, advance, _ in GLYPHS)
    outlines = []
    sparks = []
    x = 0
    for name, advance, outline in GLYPHS:
        outlines.append(_placed(outline, x, scale))
        if name == "dotlessi":
            sparks.append(_dot(x, scale, dot))
        x += advance + TRACKING
    word = Path(colour=letters, data="".join(outlines))
    return Drawing(
        width=width,
        height=(BOTTOM - TOP) * scale,
        paths=(word, *paths(sparks, [dot])),
        ground=None,
        count=len(sparks),
    )


def _dot(x: int, scale: float, colour: str) -> Spark:
    """Return the spark over the i whose origin is at x units."""
    tail_x, tail_y, tip_x, tip_y, half = DOT
    length = ((tip_x - tail_x) ** 2 + (tip_y - tail_y) ** 2) ** 0.5
    return Spark(
        x=(x + (tail_x + tip_x) / 2) * scale,
        y=((tail_y + tip_y) / 2 - TOP) * scale,
        right=(tip_x - tail_x) / length,
        down=(tip_y - tail_y) / length,
        length=length * scale,
        half=half * scale,
        bow=0.0,
        colour=colour,
    )


def _placed(outline: str, x: int, scale: float) -> str:
    """Move an outline to x units, turn y downwards and scale it to mm."""
    written: list[str] = []
    letter = ""
    across = True
    for word in outline.split():
        if word.isalpha():
            letter = word
            written.append(word)
            across = word != "V"
            continue
        value = (int(word) + x) * scale if across else (-int(word) - TOP) * scale
        written.append(plain(value))
        if letter not in "HV":
            across = not across
    text = " ".join(written)
    for command in "MLHVQZ":
        text = text.replace(f" {command}", command).replace(f"{command} ", command)
    return text
