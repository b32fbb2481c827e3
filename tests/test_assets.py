"""assets/: what is found is safe to set, and what is not found or not safe is told in words."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from PIL import Image, ImageCms

from press import assets
from press.assets import fonts, raster
from press.errors import ContentError, Place, PressError

HERE = Path(__file__).resolve().parent.parent
PLACE = Place("manuscript/ignite/essays/one.md", 12)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "assets" / "figures" / "ignite"
    made.mkdir(parents=True)
    return made


def find(folder: Path, name: str) -> assets.Figure:
    return assets.figure(folder.parents[2], "ignite", name, place=PLACE)


def refused(folder: Path, name: str) -> str:
    """The error's message and hint; every refusal is a ContentError at the asking line."""
    with pytest.raises(ContentError) as told:
        find(folder, name)
    assert told.value.place == PLACE
    assert told.value.hint
    return f"{told.value.message}; {told.value.hint}"


def ramp(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert(mode)


def encoded(image: Image.Image, kind: str, **how: Any) -> bytes:
    saved = io.BytesIO()
    image.save(saved, kind, **how)
    return saved.getvalue()


def shown(figure: assets.Figure) -> Image.Image:
    image = Image.open(io.BytesIO(figure.content))
    image.load()
    return image


def svg(inside: str = "", attributes: str = 'viewBox="0 0 10 20"') -> bytes:
    return SVG.format(attributes, inside).encode()


# What is good


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_its_pixels_and_loses_its_metadata(folder: Path, mode: str) -> None:
    image = ramp("L").convert(mode) if mode != "I;16" else Image.new("I;16", (64, 48), 999)
    exif = Image.Exif()
    exif[0x010E] = "who took it where"
    (folder / "a.png").write_bytes(encoded(image, "PNG", exif=exif, dpi=(300, 300)) + b"behind")
    found = find(folder, "a.png")
    assert (found.name, found.media_type) == ("a.png", "image/png")
    assert (found.width, found.height) == (64, 48)
    assert found.inks == ("RGB" if mode in {"P", "RGB", "RGBA"} else "grey")
    assert shown(found).tobytes() == image.tobytes()
    assert b"who took" not in found.content
    assert b"behind" not in found.content
    assert b"pHYs" not in found.content


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize(("mode", "inks"), [("L", "grey"), ("RGB", "RGB"), ("CMYK", "CMYK")])
def test_a_jpeg_keeps_its_pixels_and_inks_and_loses_its_metadata(
    folder: Path, mode: str, inks: str, progressive: bool
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "who took it where"
    content = encoded(
        ramp(mode), "JPEG", exif=exif, comment=b"note", dpi=(72, 72), progressive=progressive
    )
    (folder / "a.jpg").write_bytes(content + b"behind")
    found = find(folder, "a.jpg")
    assert found.media_type == "image/jpeg"
    assert found.inks == inks
    assert shown(found).tobytes() == Image.open(io.BytesIO(content)).tobytes()
    for word in (b"who took", b"note", b"behind", b"Exif"):
        assert word not in found.content


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_a_jpeg_is_turned_as_its_camera_meant_it(folder: Path, mode: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = ramp(mode)
    (folder / "a.jpg").write_bytes(encoded(image, "JPEG", exif=exif, quality=95))
    found = find(folder, "a.jpg")
    assert (found.width, found.height) == (48, 64)
    turned = image.transpose(Image.Transpose.ROTATE_270)
    for at in [(2, 2), (40, 60), (20, 30)]:
        one, other = shown(found).getpixel(at), turned.getpixel(at)
        assert isinstance(one, tuple)
        assert isinstance(other, tuple)
        assert all(abs(a - b) < 8 for a, b in zip(one, other, strict=True))
    assert b"Exif" not in found.content


def test_a_picture_in_another_rgb_is_brought_to_srgb(folder: Path) -> None:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    image = ramp("RGB")
    (folder / "s.png").write_bytes(encoded(image, "PNG", icc_profile=bytes(profile)))
    assert shown(find(folder, "s.png")).tobytes() == image.tobytes()
    # A profile of another name and with red and blue exchanged stands for any wide one.
    for word in ("sRGB built-in", "sRGB"):
        plain = word.encode("utf-16-be")
        profile = bytearray(bytes(profile).replace(plain, b"\0x" * len(word)))
    profile = bytearray(bytes(profile).replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ"))
    profile = bytearray(bytes(profile).replace(b"tXYZ", b"bXYZ"))
    red = Image.new("RGB", (8, 8), (250, 20, 20))
    for kind, name in (("PNG", "w.png"), ("JPEG", "w.jpg")):
        (folder / name).write_bytes(encoded(red, kind, icc_profile=bytes(profile)))
        pixel = shown(find(folder, name)).getpixel((4, 4))
        assert isinstance(pixel, tuple)
        assert pixel[2] > 200 > pixel[0]
        assert b"ICC" not in find(folder, name).content


def test_the_same_file_gives_the_same_bytes(folder: Path) -> None:
    (folder / "a.png").write_bytes(encoded(ramp(), "PNG"))
    assert find(folder, "a.png") == find(folder, "a.png")


def test_a_name_may_be_encoded_and_hold_spaces(folder: Path) -> None:
    (folder / "Élan vital 2.png").write_bytes(encoded(ramp(), "PNG"))
    assert find(folder, "%C3%89lan%20vital%202.png").name == "Élan vital 2.png"


def test_assets_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (folder / "a.png").write_bytes(encoded(ramp(), "PNG"))
    (tmp_path / "assets").rename(tmp_path / "elsewhere")
    (tmp_path / "assets").symlink_to(tmp_path / "elsewhere")
    assert find(folder, "a.png").width == 64


GOOD = """
<metadata><rdf/></metadata><i:view xmlns:i="http://inkscape.org"><i:x/></i:view>
<title>Embers</title><defs><linearGradient id="g"><stop offset="0" style="stop-color:#fff"/>
</linearGradient><marker id="m"><path d="M0 0h1"/></marker></defs>
<g id="k" class="c" style="fill: url(#g) ; -inkscape-x:1;filter:none">
<path d="M0,0 L10,10z" marker-end="url('#m')" stroke="rgb(1,2,3)"/></g>
<use xlink:href="#k" transform="translate(1 2)"/><text x="1">Hi <tspan>there</tspan></text>
"""


def test_an_svg_keeps_what_draws_and_nothing_else(folder: Path) -> None:
    top = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd">'
    )
    (folder / "a.svg").write_bytes(top.encode() + svg(GOOD, 'width="10mm" viewBox="0 0 10 20"'))
    found = find(folder, "a.svg")
    text = found.content.decode()
    assert (round(found.width, 2), round(found.height, 2)) == (37.80, 75.59)
    assert found.words == "Hi there"
    for word in ("rdf", "inkscape", "class", "style", "DOCTYPE", "xlink", "filter"):
        assert word not in text
    for word in ('fill="url(#g)"', 'stop-color="#fff"', 'href="#k"', "<tspan>", "<title>"):
        assert word in text
    (folder / "b.svg").write_bytes(found.content)
    again = find(folder, "b.svg")
    assert (again.content, again.words) == (found.content, found.words)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10" height="5"', (10, 5)),
        ('viewBox="0 0 3 4"', (3, 4)),
        ('viewBox="0,0,3,4" height="1in"', (72, 96)),
        ('viewBox="0 0 3 4" width="100%"', (3, 4)),
    ],
)
def test_an_svg_has_a_size(folder: Path, attributes: str, size: tuple[float, float]) -> None:
    (folder / "a.svg").write_bytes(svg("<path d='M0 0'/>", attributes))
    assert (find(folder, "a.svg").width, find(folder, "a.svg").height) == size


def test_an_svg_all_in_process_colours_says_so(folder: Path) -> None:
    (folder / "a.svg").write_bytes(svg('<path fill="device-cmyk(0 0.5 1 0)" d="M0 0"/>'))
    assert find(folder, "a.svg").inks == "CMYK"


# Names


@pytest.mark.parametrize(
    "name",
    [
        "../a.png", "/etc/a.png", "x/a.png", "..\\a.png", "..%2fa.png", "%2e%2e/a.png",
        "file:///a.png", "http://x/a.png", "data:image/png;base64,AA", "//x/a.png", ".a.png",
        "", "..", "a%00.png", "a\n.png", "\u202ea.png", "C:a.png", "a" * 300 + ".png", "~a.png",
        "%252e%252e/a.png", "a.png ", "-a.png",
    ],
)  # fmt: skip
def test_a_name_is_not_a_path(folder: Path, name: str) -> None:
    (folder / "a.png").write_bytes(encoded(ramp(), "PNG"))
    assert "is not a file's name" in refused(folder, name)


def test_a_missing_figure_is_told_with_the_name_that_was_meant(folder: Path) -> None:
    (folder / "embers.png").write_bytes(b"")
    assert "did you mean “embers.png”?" in refused(folder, "ember.png")
    assert "did you mean “embers.png”?" in refused(folder, "embers")
    assert "put it into assets/figures/ignite/" in refused(folder, "quite-another.jpg")


def test_a_wrong_case_is_told(folder: Path) -> None:
    (folder / "Ember.PNG").write_bytes(encoded(ramp(), "PNG"))
    assert "is written “Ember.PNG” on disk" in refused(folder, "ember.png")
    assert find(folder, "Ember.PNG").width == 64


def test_a_missing_folder_is_a_missing_figure(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="not in assets/figures/none/"):
        assets.figure(tmp_path, "none", "a.png", place=PLACE)


@pytest.mark.parametrize("what", ["link", "dangling link", "folder", "fifo"])
def test_only_regular_files_are_opened(folder: Path, what: str) -> None:
    path = folder / "a.png"
    outside = folder.parents[2] / "outside.png"
    outside.write_bytes(encoded(ramp(), "PNG"))
    {
        "link": lambda: path.symlink_to(outside),
        "dangling link": lambda: path.symlink_to("nowhere"),
        "folder": path.mkdir,
        "fifo": lambda: os.mkfifo(path),
    }[what]()
    began = time.monotonic()
    assert "put the file itself" in refused(folder, "a.png")
    assert time.monotonic() - began < 1


def test_a_linked_folder_is_not_followed(folder: Path) -> None:
    (folder / "a.png").write_bytes(encoded(ramp(), "PNG"))
    folder.rename(folder.parents[2] / "outside")
    folder.symlink_to(folder.parents[2] / "outside")
    assert "is not in" in refused(folder, "a.png")


# Pictures that are not what they should be


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jpg", encoded(ramp(), "PNG"), "not JPEG inside; it is PNG"),
        ("a.png", encoded(ramp(), "JPEG"), "not PNG inside; it is JPEG"),
        ("a.png", encoded(ramp("P"), "GIF"), "it is GIF"),
        ("a.png", encoded(ramp(), "TIFF"), "it is TIFF"),
        ("a.svg", encoded(ramp(), "PNG"), "not SVG inside; it is PNG"),
        ("a.svg", zlib.compress(b"<svg/>", wbits=31), "it is compressed"),
        ("a.svg", b"%PDF-1.7", "it is PDF"),
        ("a.png", b"", "not PNG inside"),
        ("a.png", svg(), "not PNG inside"),
        ("a.gif", b"GIF89a", "is not a PNG, JPEG or SVG"),
        ("a.pdf", b"%PDF-1.7", "is not a PNG, JPEG or SVG"),
        ("a.svg", b"", "is not XML"),
        ("a.svg", b"<html/>", "is not an SVG drawing"),
        ("a.svg", b"<svg viewBox='0 0 1 1'/>", "is not an SVG drawing"),
        ("a.svg", b"<svg", "is not XML"),
    ],
)
def test_the_ending_must_be_true(folder: Path, name: str, content: bytes, words: str) -> None:
    (folder / name).write_bytes(content)
    assert words in refused(folder, name)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_picture_cut_short_is_refused(folder: Path, kind: str, share: float) -> None:
    name = {"PNG": "a.png", "JPEG": "a.jpg"}[kind]
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    content = encoded(noise, kind)
    (folder / name).write_bytes(content[: int(len(content) * share)])
    assert "cannot be set" in refused(folder, name)


def test_a_damaged_png_is_refused(folder: Path) -> None:
    content = bytearray(encoded(Image.effect_noise((200, 200), 80), "PNG"))
    content[len(content) // 2] ^= 0xFF
    (folder / "a.png").write_bytes(content)
    assert "broken" in refused(folder, "a.png")


def chunk(kind: bytes, body: bytes) -> bytes:
    whole = kind + body
    return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))


def bomb(width: int, height: int, *more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(10_000_000)))
    return raster.PNG_START + head + b"".join(more) + body + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(50_000, 50_000), (30_000, 1), (2**31 - 1, 2**31 - 1), (0, 5)])
def test_a_picture_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    folder: Path, size: tuple[int, int]
) -> None:
    (folder / "a.png").write_bytes(bomb(*size))
    began = time.monotonic()
    assert "size" in refused(folder, "a.png") or "too large" in refused(folder, "a.png")
    assert time.monotonic() - began < 0.5


def test_a_jpeg_that_claims_too_much_is_refused(folder: Path) -> None:
    content = bytearray(encoded(ramp(), "JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    (folder / "a.jpg").write_bytes(content)
    assert "too large: 60000 × 60000" in refused(folder, "a.jpg")


def test_a_jpeg_of_endless_scans_is_refused(folder: Path) -> None:
    content = encoded(ramp(), "JPEG", progressive=True)
    at = content.rindex(b"\xff\xda")
    (folder / "a.jpg").write_bytes(content[:-2] + content[at:-2] * 200 + b"\xff\xd9")
    assert "scans" in refused(folder, "a.jpg")


def test_a_moving_png_is_refused(folder: Path) -> None:
    frames = encoded(
        ramp(), "PNG", save_all=True, append_images=[ramp("L").convert("RGB").rotate(9)]
    )
    (folder / "a.png").write_bytes(frames)
    assert "moving picture" in refused(folder, "a.png")


def test_a_bomb_in_the_metadata_does_not_go_off(folder: Path) -> None:
    packed = zlib.compress(bytes(200_000_000))
    more = chunk(b"zTXt", b"x\0\0" + packed), chunk(b"iCCP", b"x\0\0" + packed)
    content = encoded(ramp(), "PNG")
    (folder / "a.png").write_bytes(content[:33] + b"".join(more) + content[33:])
    began = time.monotonic()
    assert len(find(folder, "a.png").content) < 2000
    assert time.monotonic() - began < 1


def test_a_file_too_large_is_refused(folder: Path) -> None:
    with (folder / "a.svg").open("wb") as file:
        file.truncate(10_000_000_000)
    assert "too large" in refused(folder, "a.svg")


# SVG that does more than draw


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
)


USES = "<g id='a0'><path d='M0 0'/></g>" + "".join(
    f"<g id='a{n + 1}'>" + f"<use href='#a{n}'/>" * 10 + "</g>" for n in range(12)
)
MARKERS = (
    f"<marker id='m'>{'<path />' * 50}</marker><path marker-mid='url(#m)' d='{'L0 0' * 50_000}'/>"
)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>x</script>", "runs a script"),
        ("<g><path onload='x()' d='M0 0'/></g>", "runs a script"),
        ("<g ONCLICK='x()'/>", "runs a script"),
        ("<style>path{fill:red}</style>", "style sheet"),
        ("<foreignObject><p/></foreignObject>", "foreign object"),
        ("<switch><g/></switch>", "alternatives"),
        ("<image href='http://x/y.png'/>", "another picture"),
        ("<image href='data:image/png;base64,AA'/>", "another picture"),
        ("<a href='http://x'><g/></a>", "a link"),
        ("<use href='http://x/y.svg#a'/>", "points outside"),
        ("<use xlink:href='other.svg#a'/>", "points outside"),
        ("<use xlink:href='file:///etc/passwd'/>", "points outside"),
        ("<g xlink:href='javascript:x()'/>", "points outside"),
        ("<use href='#nothing'/>", "points to “#nothing”"),
        ("<path fill='url(http://x/y)' d='M0 0'/>", "cannot be taken"),
        ("<path fill='url(//x/y#a)' d='M0 0'/>", "cannot be taken"),
        ("<path fill='u\\72l(http://x)' d='M0 0'/>", "cannot be taken"),
        ("<path style='fill:url(&quot;http://x&quot;)' d='M0 0'/>", "cannot be taken"),
        ("<path style='fill:image-set(x)' d='M0 0'/>", "cannot be taken"),
        ("<path fill='url(#nothing)' d='M0 0'/>", "points to “#nothing”"),
        ("<g xml:base='http://x/'/>", "base address"),
        ("<path d='M0 0'><animate attributeName='d'/></path>", "moves"),
        ("<set attributeName='x'/>", "moves"),
        ("<filter id='f'><feGaussianBlur/></filter>", "filter"),
        ("<g style='filter:blur(2px)'/>", "no page shows"),
        ("<g style='mix-blend-mode:multiply'/>", "no page shows"),
        ("<blink/>", "unknown element “blink”"),
        ("<g id='a'/><g id='a'/>", "a second time"),
        ("<g id='a'><use href='#a'/></g>", "within itself"),
        ("<pattern id='p'><path fill='url(#p)' d='M0 0'/></pattern>", "within itself"),
        ("<linearGradient spreadMethod='repeat'/>", "repeats a gradient"),
        ("<g>" * 200 + "</g>" * 200, "nested too deeply"),
        ("<g>" * 100_000 + "</g>" * 100_000, "nested too deeply"),
        ("<x:g xmlns:x='http://x'>" * 20_000 + "</x:g>" * 20_000, "nested too deeply"),
        ("<g/>" * 30_000, "more than 20000 elements"),
        ("<?xml-stylesheet href='http://x'?>", "style sheet"),
        ("&undefined;", "is not XML"),
        (USES, "grows too large"),
        (MARKERS, "grows too large"),
    ],
)  # fmt: skip
def test_an_svg_that_does_more_than_draw_is_refused(folder: Path, inside: str, words: str) -> None:
    (folder / "a.svg").write_bytes(svg(inside))
    began = time.monotonic()
    assert words in refused(folder, "a.svg")
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    ("top", "inside", "words"),
    [
        (LAUGHS + "]>", "<text>&j;</text>", "declares an entity"),
        ('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;", "declares an entity"),
        ('<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://x/y">%x;]>', "", "declares an entity"),
        ('<?xml-stylesheet href="http://x/y.css"?>', "", "style sheet"),
    ],
)
def test_an_svg_that_expands_or_fetches_is_refused(
    folder: Path, top: str, inside: str, words: str
) -> None:
    (folder / "a.svg").write_bytes(top.encode() + svg(inside))
    assert words in refused(folder, "a.svg")


@pytest.mark.parametrize(
    "attributes",
    ["", 'width="100%"', 'viewBox="0 0 0 0"', 'viewBox="a b c d"', 'viewBox="0 0 inf nan"',
     'viewBox="0 0 1e9 1"', 'width="-5" height="5"', 'viewBox="0 0 1 -1"'],
)  # fmt: skip
def test_an_svg_without_a_usable_size_is_refused(folder: Path, attributes: str) -> None:
    (folder / "a.svg").write_bytes(svg("", attributes))
    assert "no usable size" in refused(folder, "a.svg")


# Profiles


def profile(root: Path, name: str) -> assets.Profile:
    return assets.profile(root, name, place=PLACE)


@pytest.fixture
def profiles(tmp_path: Path) -> Path:
    made = tmp_path / "assets" / "profiles"
    made.mkdir(parents=True)
    content = (HERE / "assets/profiles/FOGRA39L_coated.icc").read_bytes()
    (made / "coated.icc").write_bytes(content)
    (tmp_path / "mine.icc").write_bytes(content)
    return made


@pytest.mark.usefixtures("profiles")
def test_a_profile_is_found_by_its_name_or_by_a_path(tmp_path: Path) -> None:
    found = profile(tmp_path, "coated")
    assert (found.name, found.components) == ("coated", 4)
    assert "FOGRA39" in found.description.upper()
    assert profile(tmp_path, "coated.icc") == found
    assert profile(tmp_path, "./mine.icc").content == found.content
    assert profile(tmp_path, str(tmp_path / "mine.icc")).content == found.content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda _: b"", "is not an ICC profile"),
        (lambda _: b"x" * 500, "is not an ICC profile"),
        (lambda c: c[:-10], "cut short"),
        (lambda c: c[:16] + b"RGB " + c[20:], "for RGB, not for CMYK"),
        (lambda c: c[:12] + b"mntr" + c[16:], "not for CMYK printing"),
        (lambda c: c[:128] + b"\xff" * (len(c) - 128), "cut short or broken"),
    ],
)
def test_a_profile_that_is_none_is_refused(
    profiles: Path, tmp_path: Path, change: Callable[[bytes], bytes], words: str
) -> None:
    (profiles / "bad.icc").write_bytes(change((profiles / "coated.icc").read_bytes()))
    with pytest.raises(ContentError, match=words) as told:
        profile(tmp_path, "bad")
    assert told.value.place == PLACE
    assert told.value.hint


@pytest.mark.parametrize(
    "name", ["coatde", "Coated", "/dev/zero", "/nowhere.icc", "./assets", ".."]
)
def test_a_profile_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError):
        profile(tmp_path, name)


# Faces


FONTS = sorted((HERE / "assets/fonts").rglob("*.ttf"))


def faces(root: Path, sources: dict[str, str]) -> dict[str, assets.Face]:
    return assets.font_faces(root, sources, place=PLACE)


def test_faces_tell_their_names_and_characters() -> None:
    path = FONTS[0].relative_to(HERE / "assets/fonts").as_posix()
    face = faces(HERE, {"text": path})["text"]
    assert face.name == "text"
    assert face.path == path
    assert face.content == FONTS[0].read_bytes()
    assert face.family in {"Source Sans 3", "Source Serif 4"}
    assert face.postscript_name.replace("-", "") == FONTS[0].stem.replace("-", "")
    assert {ord("a"), ord("’"), ord("–")} <= face.characters


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.name)
def test_characters_are_those_that_fonttools_finds(file: Path) -> None:
    place = Place("fonts.css")
    path = file.relative_to(HERE / "assets" / "fonts").as_posix()
    found = assets.font_faces(HERE, {"face": path}, place=place)["face"].characters
    with TTFont(file, lazy=True) as font:
        assert found == frozenset(font["cmap"].getBestCmap())


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ([(65, 67, 1), (97, 97, 4)], {65, 66, 67, 97}),
        ([(65, 67, 0)], {66, 67}),
        ([(70, 65, 1)], set()),
        ([(65, 70, 1), (66, 80, 1), (70, 71, 9)], {*range(65, 72)}),
        ([(0x10FFFE, 0xFFFFFFFF, 1)], {0x10FFFE, 0x10FFFF}),
    ],
)
def test_a_map_of_characters_is_read_within_bounds(
    tmp_path: Path, groups: list[tuple[int, int, int]], found: set[int]
) -> None:
    rows = b"".join(struct.pack(">III", *group) for group in groups)
    head = struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 12, 0, 16 + len(rows), 0, len(groups))
    with TTFont(FONTS[0]) as font:
        table = DefaultTable("cmap")
        table.data = head + rows
        font["cmap"] = table
        (tmp_path / "assets" / "fonts").mkdir(parents=True)
        font.save(tmp_path / "assets" / "fonts" / "a.ttf")
    told = assets.font_faces(tmp_path, {"face": "a.ttf"}, place=Place("fonts.css"))["face"]
    assert told.characters == found


class Shelf(dict[bytes, bytes]):
    """What fonts tell, in memory."""

    def put(self, content: bytes, value: bytes) -> None:
        self[content] = value


def test_what_fonts_tell_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {file.name: file.relative_to(HERE / "assets/fonts").as_posix() for file in FONTS}
    plain = faces(HERE, sources)
    shelf = Shelf()
    assert assets.font_faces(HERE, sources, place=PLACE, kept=shelf) == plain
    assert len(shelf) == len({face.content for face in plain.values()})
    with monkeypatch.context() as patched:
        patched.setattr(fonts, "_told", None)
        assert assets.font_faces(HERE, sources, place=PLACE, kept=shelf) == plain
    for content, value in shelf.items():
        for end in range(0, len(value), 7):
            with pytest.raises(ValueError, match="no font"):
                fonts.unpacked(value[:end])
        shelf[content] = value[:-1]
    assert assets.font_faces(HERE, sources, place=PLACE, kept=shelf) == plain
    for value in shelf.values():
        assert fonts.packed(fonts.unpacked(value)) == value


@pytest.mark.parametrize("value", ["null", "[1]", '["a", "b", "c", 3]', '["a", "b", "c", [[1]]]',
                                   '["a", "b", "c", [["a", "b"]]]', "[" * 100_000])  # fmt: skip
def test_what_tells_of_no_font_is_not_taken(value: str) -> None:
    with pytest.raises(ValueError, match="no font"):
        fonts.unpacked(value.encode())


def test_a_broken_font_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "assets/fonts").mkdir(parents=True)
    (tmp_path / "assets/fonts/short.ttf").write_bytes(FONTS[0].read_bytes()[:-9])
    shelf = Shelf()
    for _ in range(2):
        with pytest.raises(ContentError):
            assets.font_faces(tmp_path, {"short": "short.ttf"}, place=PLACE, kept=shelf)
    assert not shelf


def test_characters_without_a_glyph_are_named_and_spaces_are_not() -> None:
    path = FONTS[0].relative_to(HERE / "assets/fonts").as_posix()
    found = faces(HERE, {"text": path}).values()
    assert assets.uncovered("“Plain” text – it’s\u00a0fine,\u202fso\u00adft\n", found) == []
    assert assets.uncovered("漢x漢", found) == [
        f"“漢” (U+6F22 CJK UNIFIED IDEOGRAPH-6F22) is not in {face.family} {face.style}"
        for face in found
    ]


def test_faces_that_cannot_be_used_are_told_all_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "fonts" / "own"
    folder.mkdir(parents=True)
    whole = FONTS[0].read_bytes()
    (folder / "good.ttf").write_bytes(whole)
    (folder / "short.ttf").write_bytes(whole[: len(whole) // 2])
    (folder / "stub.ttf").write_bytes(whole[:40])
    (folder / "web.ttf").write_bytes(b"wOF2" + bytes(50))
    (folder / "noise.ttf").write_bytes(whole[:12] + os.urandom(3000))
    (folder / "linked.ttf").symlink_to(folder / "good.ttf")
    bad = ["short.ttf", "stub.ttf", "web.ttf", "noise.ttf", "linked.ttf", "Good.ttf", "../x.ttf"]
    assert list(faces(tmp_path, {"good": "own/good.ttf"})) == ["good"]
    with pytest.raises(PressError) as told:
        faces(tmp_path, {name: f"own/{name}" for name in ["good.ttf", *bad]})
    assert len(told.value.errors) == len(bad)
    assert all(isinstance(e, ContentError) and e.hint for e in told.value.errors)
