"""Who sets a part and where it is kept makes no difference; a key counts what it depends on."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from press import build, works
from press.compose import Learned
from press.editions import FORMATS, RECIPES, Made
from press.editions.foresight import Foresight
from press.editions.job import Job
from press.editions.paged import composer_for, typesetter_for
from press.errors import ContentError, MachineError, Problems, UsageError
from press.lines.hyphens import House
from press.pages import Hands, Typesetter, hands, workers
from press.pages.typesetting import Typesetting
from press.parts import packed
from tests.conftest import REPOSITORY, Editions, furnish
from tests.edits import over_any_edits, restyled
from tests.setting import STYLE, Words, assets, document

PAGE = "@page{size:100mm 120mm;margin:20mm}"
PICTURE = b"one picture"


class Shelf(dict[str, bytes]):
    """A store in memory that counts what it finds."""

    found = 0

    def get(self, key: str, default: Any = None) -> Any:
        self.found += key in self
        return super().get(key, default)

    def put(self, key: str, value: bytes) -> None:
        self[key] = value


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as made:
        yield made


def make(job: Job) -> Made:
    return RECIPES[job.order.edition(job.name).format](job)


def typesetter(**given: Any) -> Typesetter:
    return Typesetter([("page.css", STYLE + PAGE)], assets(), **given)


# Where parts come from


@pytest.mark.parametrize("name", ["print", "screen"])
def test_the_store_and_workers_make_the_same_edition(
    name: str, editions: Editions, pool: Executor
) -> None:
    edition = editions("tiny", name)
    job, shelf = works.job_of(edition.work, name), Shelf()
    by_workers = make(replace(job, hands=Hands(pool, 2), store=shelf))
    assert by_workers == edition.made
    kept = dict(shelf)
    assert make(replace(job, store=shelf)) == edition.made
    assert shelf == kept, "nothing was set that was kept"
    assert make(replace(job, hands=Hands(pool, 2))) == edition.made


def test_one_changed_essay_sets_that_essay_alone(editions: Editions) -> None:
    work = editions("tiny", "screen").work
    job, shelf = works.job_of(work, "screen"), Shelf()
    make(replace(job, store=shelf))
    before = set(shelf)
    word = replace(job, house=replace(job.house, common=job.house.common | {"zyzzyva"}))
    make(replace(word, store=shelf))
    assert set(shelf) == before, "a word that no section has"


def test_what_is_spoilt_in_the_store_is_set_again(editions: Editions) -> None:
    edition = editions("tiny", "screen")
    job, shelf = works.job_of(edition.work, "screen"), Shelf()
    make(replace(job, store=shelf))
    for number, key in enumerate(sorted(shelf)):
        shelf[key] = (b"", b"press part 1\n9\n{}", shelf[key][:-1], b"[]")[number % 4]
    assert make(replace(job, store=shelf)) == edition.made


FROM_STORE = """
import pickle, sys
from dataclasses import replace
from pathlib import Path
from press import build, works
from press.editions import RECIPES

class Shelf(dict):
    def put(self, key, value):
        raise AssertionError("something was set")

root, shelf, made = map(Path, sys.argv[1:])
work = works.load(root, "tiny")
job = replace(works.job_of(work, "screen"), store=Shelf(pickle.loads(shelf.read_bytes())))
assert RECIPES["screen-pdf"](job).content == made.read_bytes()
assert "weasyprint" not in sys.modules, "the engine was opened"
"""


def test_who_has_all_parts_needs_no_engine(checkout: Path, tmp_path: Path) -> None:
    shelf = Shelf()
    made = make(replace(works.job_of(works.load(checkout, "tiny"), "screen"), store=shelf))
    (tmp_path / "shelf").write_bytes(pickle.dumps(dict(shelf)))
    (tmp_path / "made.pdf").write_bytes(made.content)
    files = [str(path) for path in (checkout, tmp_path / "shelf", tmp_path / "made.pdf")]
    run = subprocess.run(
        [sys.executable, "-c", FROM_STORE, *files],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr


# Workers


def test_what_a_worker_finds_wrong_is_told_as_here(pool: Executor) -> None:
    words = Words(document('<p style="colour:red">A wrong property.</p>'))
    said = []
    for some in (None, Hands(pool, 2)):
        setter = typesetter(hands=some)
        setter.begin([(words, 1), (words, 3)])
        with pytest.raises(ContentError) as raised:
            setter.set(words, folio=1)
        said.append(str(raised.value))
    assert said[0] == said[1]
    assert "colour" in said[0]


def test_several_errors_go_over_together() -> None:
    both = Problems([ContentError("one", hint="mend it"), UsageError("two")])
    again = pickle.loads(pickle.dumps(both))
    assert str(again) == str(both)
    assert again.exit_code == both.exit_code


class Broken(ProcessPoolExecutor):
    """Workers one of which is killed as soon as it is asked for something."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        return super().submit(os._exit, 1)


def test_a_worker_that_is_killed_stops_the_run_and_says_so() -> None:
    with Broken(1, mp_context=multiprocessing.get_context("spawn")) as broken:
        setter, words = typesetter(hands=Hands(broken, 1)), Words(document("<p>Words</p>"))
        setter.begin([(words, 1), (words, 3)])
        with pytest.raises(MachineError, match="came to its end"):
            setter.set(words, folio=1)


def test_processes_go_when_there_is_nothing_to_set_and_come_again() -> None:
    with workers(1) as some:
        first = some.executor.submit(os.getpid).result()
        os.kill(first, 0)
        some.rest()
        with pytest.raises(ProcessLookupError):
            os.kill(first, 0)
        some.rest()
        assert some.executor.submit(os.getpid).result() != first


FORKED = """
import sys
import time
from press.pages import workers

def is_open():
    return "weasyprint" in sys.modules

with workers(2) as some:
    print(some.executor.submit(is_open).result(), *some.executor._pool._processes, flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_processes_have_the_engine_open_and_do_not_outlive_who_began_them() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", FORKED],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        is_open, *begun = run.stdout.readline().split()
        run.kill()
    assert (is_open, len(begun)) == ("True", 2)
    until = time.monotonic() + 30
    while any(_is_running(int(one)) for one in begun):
        assert time.monotonic() < until, "a worker outlives the run"
        time.sleep(0.05)


def _is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_what_is_read_ahead_is_not_read_again_and_only_where_it_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: dict[Any, Any] = {}
    monkeypatch.setattr(hands, "_READ", read)
    given = typesetter().given
    fonts = {one: given.assets[one] for one in given.assets if one.startswith("font:")}
    words = Words(document("<p>Words</p>"))
    anew = packed(typesetter().set(words, folio=1))
    hands.read_by_worker({"styles": given.styles, "assets": fonts})
    ((_, ahead),) = read.values()
    assert hands.compositor(given).fonts is ahead.fonts
    assert packed(typesetter().set(words, folio=1)) == anew
    other = replace(given, assets={**given.assets, next(iter(fonts)): b"another"})
    with pytest.raises(ContentError):
        hands.compositor(other)
    assert hands.compositor(replace(given, styles=given.styles[:0])).fonts is not ahead.fonts


class Idle(Executor):
    """Workers that are not to be asked."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise AssertionError("a worker was asked")


def test_one_part_that_is_missing_is_set_here() -> None:
    shelf, words = Shelf(), [Words(document(f"<p>Words {number}</p>")) for number in range(3)]
    for one in words[1:]:
        typesetter(store=shelf).set(one, folio=1)
    setter = typesetter(store=shelf, hands=Hands(Idle(), 2))
    setter.begin([(one, 1) for one in words])
    made = [packed(setter.set(one, folio=1)) for one in words]
    assert made == [packed(typesetter().set(one, folio=1)) for one in words]


def test_a_worker_with_another_engine_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_READY", {})
    given = typesetter().given
    take = given.take("set", Words(document("<p>Words</p>")), 1, house=HOUSE, figures={})
    digests, plain = (given.digest,), [hands._plain(given)]
    assert hands.set_by_worker(digests, None, take) is None, "it asks for what it has not got"
    with pytest.raises(MachineError, match="another engine or another press"):
        hands.set_by_worker((given.digest[::-1],), plain, take)
    assert hands.set_by_worker(digests, plain, take)


def test_what_was_begun_at_another_folio_is_set_again(
    editions: Editions, pool: Executor, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = editions("tiny", "screen")
    job = works.job_of(edition.work, "screen")
    monkeypatch.setattr(Foresight, "extent", lambda *_, **__: 3)
    assert make(replace(job, hands=Hands(pool, 2))) == edition.made


@pytest.mark.parametrize(("section", "is_fitted"), [("bradford", True), ("sutton", False)])
def test_a_proof_is_ended_from_where_it_stands(section: str, is_fitted: bool) -> None:
    work = works.load(REPOSITORY, "ignite")
    job, form = works.job_of(work, "print"), FORMATS["print-pdf"]
    composer = composer_for(job, form)
    part = composer.part(work.book.chapter(section), Learned())
    made = typesetter_for(job, composer, form).set(part, folio=16)
    setter = typesetter_for(job, composer, form)
    proof = setter.proof(part, folio=16)
    assert (proof != made) is is_fitted
    assert packed(setter.set(part, folio=16)) == packed(made)
    setter.proof(part, folio=18)
    assert packed(setter.set(part, folio=16)) == packed(made), "another proof is none of it"


# Keys

GIVEN = Typesetting(styles=(("a.css", "p{color:red}"),), assets={"font:a.ttf": b"a"})
HOUSE = House(
    exceptions={"harbour": (3,)}, names=frozenset({"Quill"}), common=frozenset({"council"})
)
TEXT = Words("<p>The Council’s <em>H</em>arbour and Quill <img src='figure:a.jpg'></p>")
FIGURES = {"figure:a.jpg": PICTURE, "figure:b.jpg": b"another"}


def key(
    given: Typesetting = GIVEN,
    words: Words = TEXT,
    house: House = HOUSE,
    figures: dict[str, bytes] = FIGURES,
    **more: Any,
) -> str:
    asked: dict[str, Any] = {"way": "set", "folio": 1} | more
    return given.key(given.take(part=words, house=house, figures=figures, **asked))


@pytest.mark.parametrize(
    "other",
    [
        {"words": Words(TEXT.html + " ")},
        {"words": Words(TEXT.html, "another part")},
        {"folio": 3},
        {"way": "sheet"},
        {"given": replace(GIVEN, styles=(("a.css", "p{color:blue}"),))},
        {"given": replace(GIVEN, assets={"font:a.ttf": b"b"})},
        {"given": replace(GIVEN, options={"dpi": 300})},
        {"house": replace(HOUSE, exceptions={"harbour": (4,)})},
        {"house": replace(HOUSE, names=frozenset())},
        {"house": replace(HOUSE, common=frozenset())},
        {"figures": {"figure:a.jpg": b"changed"}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_a_part_depends_on_changes_its_key(other: dict[str, Any]) -> None:
    assert key(**other) != key()


@pytest.mark.parametrize(
    "other",
    [
        {"house": replace(HOUSE, exceptions={**HOUSE.exceptions, "other": (2,)})},
        {"house": replace(HOUSE, names=HOUSE.names | {"Other"})},
        {"house": replace(HOUSE, common=HOUSE.common | {"other"})},
        {"figures": FIGURES | {"figure:b.jpg": b"changed"}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_what_other_parts_depend_on_does_not(other: dict[str, Any]) -> None:
    assert key(**other) == key()


def test_a_part_cannot_ask_for_what_its_key_does_not_count() -> None:
    """It is given the words of its own alone, and so breaks as its key says."""
    take = GIVEN.take("set", TEXT, 1, house=HOUSE, figures=FIGURES)
    assert take.house == HOUSE
    assert take.figures == {"figure:a.jpg": PICTURE}
    bare = GIVEN.take("set", Words("<p>Other words</p>"), 1, house=HOUSE, figures=FIGURES)
    assert bare.house == House()
    assert bare.figures == {}


def test_of_a_stylesheet_a_part_asks_for_the_words_that_it_sets() -> None:
    css = """/* harbour "harbour" */p{color:red}p::after{content:"the \\"council\\"" 'Quill'}"""
    given = replace(GIVEN, styles=(("a.css", css),))
    house = replace(HOUSE, common=HOUSE.common | {"color"})
    take = given.take("set", Words("<p>Other</p>"), 1, house=house, figures={})
    assert take.house == House(names=frozenset({"Quill"}), common=frozenset({"council"}))


@pytest.mark.parametrize(("css", "asks"), [("attr(title)", True), ("counter(harbour)", False)])
def test_of_its_attributes_a_part_asks_for_those_that_are_set(css: str, asks: bool) -> None:
    given = replace(GIVEN, styles=(("a.css", f"p::after{{content:{css}}}"),))
    words = Words('<p class="council" title="To the harbour">Other</p>')
    take = given.take("set", words, 1, house=HOUSE, figures={})
    assert take.house == (House(exceptions=HOUSE.exceptions) if asks else House())


def test_a_part_is_set_the_same_with_all_words_of_the_house_and_with_its_own() -> None:
    text = Words(document("<p>" + "The Harbour Council of Wilhelmina Quill met. " * 40 + "</p>"))
    house = House(
        exceptions={"harbour": (3,)},
        names=frozenset({"Quill", "Wilhelmina"}),
        common=frozenset({"harbour", "council", "unrelated"}),
    )
    own = House(
        exceptions=house.exceptions, names=house.names, common=frozenset({"harbour", "council"})
    )
    made = [packed(typesetter(house=one).set(text, folio=1)) for one in (house, own)]
    assert made[0] == made[1]


# The proof: whatever was edited before, what comes with the store is what comes without it


@pytest.mark.slow
@over_any_edits
def test_over_any_edits_the_store_gives_what_a_build_from_nothing_gives(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[Any, int]]
) -> None:
    root, shelf = furnish(tmp_path_factory.mktemp("edits")), Shelf()
    make(replace(works.job_of(works.load(root, "tiny"), "screen"), store=shelf))
    for edit, number in edits:
        edit(root, number)
        job, before = works.job_of(works.load(root, "tiny"), "screen"), shelf.found
        assert make(replace(job, store=shelf)) == make(job), (edit.__name__, number)
        assert edit is restyled or shelf.found > before, "what did not change is found"


def test_a_long_work_is_set_by_other_processes_and_a_short_one_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[int] = []
    begun = workers

    def told(count: int, **given: Any) -> Any:
        sent.append(count)
        return begun(count, **given)

    monkeypatch.setattr(build, "workers", told)
    monkeypatch.setattr(build, "LONG", 100)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    root = furnish(tmp_path)
    (long,) = build.publish(root, "tiny", "print")
    monkeypatch.setattr(build, "LONG", 10**6)
    (short,) = build.publish(root, "tiny", "print")
    assert sent == [2]
    assert long.digests == short.digests
