"""The words of SVG that draw on a page, and what is said of the others."""

from __future__ import annotations

ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "pattern",
        "clipPath",
        "mask",
        "marker",
        "text",
        "tspan",
        "textPath",
    ]
)
HOLD_TEXT = frozenset(["text", "tspan", "textPath", "title", "desc"])
POINT = frozenset(["use", "linearGradient", "radialGradient", "pattern", "textPath"])
"""The elements whose `href` draws."""

LEFT_OUT = frozenset(["metadata", "view", "cursor"])
"""Elements that draw nothing; they go, with all that stands in them."""

OUTLINE = "export it as a plain SVG, with its effects flattened"
REFUSED = {
    "script": ("runs a script", "remove the script"),
    "handler": ("runs a script", "remove the script"),
    "style": ("has a style sheet", "export it with styles as presentation attributes"),
    "foreignObject": ("holds a foreign object", OUTLINE),
    "switch": ("holds alternatives", "export it for SVG 1.1, without a program's own extras"),
    "image": ("holds another picture", "set that picture as a figure of its own, or draw it"),
    "a": ("holds a link", "remove the link and keep what it surrounds"),
    "filter": ("uses a filter, which no page shows", OUTLINE),
    "animate": ("moves", "remove the animation"),
    "animateColor": ("moves", "remove the animation"),
    "animateMotion": ("moves", "remove the animation"),
    "animateTransform": ("moves", "remove the animation"),
    "set": ("moves", "remove the animation"),
    "discard": ("moves", "remove the animation"),
    "mpath": ("moves", "remove the animation"),
    "video": ("holds a film", "remove it"),
    "audio": ("holds sound", "remove it"),
    "iframe": ("holds another page", "remove it"),
    "font": ("holds a font", "turn its text into outlines"),
}
"""Elements that fetch, run, move or get lost: what is said of them, and what to do."""

GEOMETRY = frozenset(
    [
        "x",
        "y",
        "width",
        "height",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "x1",
        "y1",
        "x2",
        "y2",
        "fx",
        "fy",
        "fr",
        "d",
        "points",
        "dx",
        "dy",
        "rotate",
        "offset",
        "viewBox",
        "preserveAspectRatio",
        "transform",
        "gradientTransform",
        "gradientUnits",
        "spreadMethod",
        "patternTransform",
        "patternUnits",
        "patternContentUnits",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "markerUnits",
        "markerWidth",
        "markerHeight",
        "orient",
        "refX",
        "refY",
        "pathLength",
        "textLength",
        "lengthAdjust",
        "startOffset",
    ]
)
PROPERTIES = frozenset(
    [
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "opacity",
        "color",
        "stop-color",
        "stop-opacity",
        "clip-path",
        "clip-rule",
        "mask",
        "marker-start",
        "marker-mid",
        "marker-end",
        "display",
        "visibility",
        "overflow",
        "vector-effect",
        "paint-order",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "font-stretch",
        "font-variant",
        "letter-spacing",
        "word-spacing",
        "text-anchor",
        "text-decoration",
        "dominant-baseline",
        "alignment-baseline",
        "baseline-shift",
    ]
)
"""Presentation attributes; as declarations in `style` they become attributes."""

NOTHING = frozenset({"none", "normal", "auto", "initial", "inherit", "unset", ""})
LOST = frozenset(
    [
        "filter",
        "backdrop-filter",
        "mix-blend-mode",
        "mask-image",
        "mask-border",
        "font",
        "marker",
        "transform-origin",
        "clip",
    ]
)
"""Properties that the engine drops without a word: refused unless their value changes nothing."""
