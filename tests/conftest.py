"""What tests of whole publications share: a checkout, and each edition made once a session."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from lxml import etree

from press import build, reading, works
from press.editions import Bundle, Made
from press.proofreading import Copy, Proof, words_of_templates
from press.reading import Facts
from press.works import Work
from tests.browser import Browse, browsing

REPOSITORY = Path(__file__).resolve().parent.parent
TINY = REPOSITORY / "tests" / "publications" / "tiny"
POINTS = 72 / 25.4
"""Points in a millimetre."""


def furnish(root: Path) -> Path:
    """A checkout of its own that holds tiny, the layouts and the assets."""
    shutil.copytree(TINY, root / "manuscript" / "tiny")
    shutil.copytree(REPOSITORY / "layouts", root / "layouts")
    shutil.copytree(REPOSITORY / "assets", root / "assets")
    return root


def change(file: Path, old: str, new: str) -> None:
    """Replace words of a file that must be there, once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} has {old!r} {text.count(old)} times"
    file.write_text(text.replace(old, new), encoding="utf-8")


def page_links(page: pypdf.PageObject) -> list[pypdf.generic.DictionaryObject]:
    """The annotations of a page, in the order of the file."""
    return [one.get_object() for one in page.get("/Annots", ())]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition as it was made, opened by three readers that know nothing of each other."""

    work: Work
    made: Made

    @cached_property
    def facts(self) -> Facts:
        """What press itself reads in it."""
        return reading.read(self.made.content)

    @property
    def copy(self) -> Copy:
        """What the checks are given before a page is set."""
        return Copy(book=self.work.book, faces=self.work.faces)

    @property
    def proof(self) -> Proof:
        """What the checks are given."""
        return Proof(
            book=self.work.book,
            facts=self.facts,
            made_spans=self.made.spans,
            tokens=self.made.tokens,
            layout_words=words_of_templates(self.work.layout),
        )

    @cached_property
    def pikepdf(self) -> pikepdf.Pdf:
        """Its objects."""
        return pikepdf.open(io.BytesIO(self.made.content))

    @cached_property
    def pypdf(self) -> pypdf.PdfReader:
        """Its labels, outline and destinations."""
        return pypdf.PdfReader(io.BytesIO(self.made.content))

    @cached_property
    def pdfium(self) -> pypdfium2.PdfDocument:
        """Its text and its pictures."""
        return pypdfium2.PdfDocument(self.made.content)

    @cached_property
    def texts(self) -> list[str]:
        """The text of each page inside the trim, on one line; broken words are made whole."""
        texts = [page.get_textpage().get_text_bounded(*page.get_trimbox()) for page in self.pdfium]
        return [
            " ".join(text.replace("\x02\r\n", "").replace("\x02", "").split()) for text in texts
        ]

    def text(self, folio: int) -> str:
        """The text of the page that is labelled with a folio."""
        return self.texts[self.pypdf.page_labels.index(str(folio))]

    def folios(self, slug: str) -> list[int]:
        """The folios of a section that are in the file."""
        first, last = self.made.spans[slug]
        return [folio for folio in self.made.folios if first <= folio <= last]


Editions = Callable[[str, str], Edition]


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editions]:
    """Any edition of tiny or of Ignite, made when it is first asked for."""
    named = {
        "tiny": lambda: works.load(furnish(tmp_path_factory.mktemp("tiny")), "tiny"),
        "ignite": lambda: works.load(REPOSITORY, "ignite"),
    }
    loaded: dict[str, Work] = {}
    made: dict[tuple[str, str], Edition] = {}

    def edition(publication: str, name: str) -> Edition:
        if publication not in loaded:
            loaded[publication] = named[publication]()
        if (publication, name) not in made:
            work = loaded[publication]
            made[publication, name] = Edition(work=work, made=build.make(work, name))
        return made[publication, name]

    yield edition
    for one in made.values():
        one.pikepdf.close()
        one.pdfium.close()


@dataclass(frozen=True, kw_only=True)
class Site:
    """A web edition as it was made."""

    work: Work
    bundle: Bundle

    @property
    def files(self) -> Mapping[str, bytes]:
        """All files, by their names in the folder."""
        return self.bundle.files

    def page(self, name: str) -> etree._Element:
        """A page as a tree, by a reader that does not mind errors; others look for those."""
        return etree.fromstring(self.files[name].decode(), parser=etree.HTMLParser())

    @property
    def pages(self) -> list[str]:
        """The names of all pages."""
        return [name for name in self.files if name.endswith(".html")]

    def put(self, folder: Path) -> Path:
        """Write the site into a folder."""
        for name, content in self.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return folder


Sites = Callable[[str], Site]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The web edition of any publication, made when it is first asked for."""
    made: dict[str, Site] = {}

    def site(publication: str) -> Site:
        if publication not in made:
            root = REPOSITORY
            if publication == "tiny":
                root = furnish(tmp_path_factory.mktemp("site"))
            work = works.load(root, publication)
            made[publication] = Site(work=work, bundle=build.bundle(work, "web"))
        return made[publication]

    return site


Bundles = Callable[[str, str], Bundle]


@pytest.fixture(scope="session")
def bundles(editions: Editions) -> Bundles:
    """Any edition without pages of tiny or of Ignite, made when it is first asked for."""
    made: dict[tuple[str, str], Bundle] = {}

    def bundle(publication: str, name: str) -> Bundle:
        if (publication, name) not in made:
            work = editions(publication, "print").work
            made[publication, name] = build.bundle(work, name)
        return made[publication, name]

    return bundle


@pytest.fixture(scope="session")
def browse() -> Iterator[Browse]:
    """Looks at pages in a real browser."""
    with browsing() as look:
        yield look


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own that holds tiny, to be spoilt."""
    return furnish(tmp_path)
