"""What is run, as texts: each is given to a Python of its own, and measured with its imports.

No modules: one here would load these measurements as well.
"""

PLAIN_RUN = """
import json, os, sys
from pathlib import Path
import weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse

folder = Path(sys.argv[1])
told = json.loads((folder / "told.json").read_text("utf-8"))

class Assets(URLFetcher):
    def fetch(self, url, headers=None):
        file, media = told["assets"][url]
        return URLFetcherResponse(
            url, body=(folder / file).read_bytes(), headers={"Content-Type": media} if media else {}
        )

fetcher = Assets()
fonts = weasyprint.text.fonts.FontConfiguration()
base = {"base_url": told["base"], "url_fetcher": fetcher}
sheets = [weasyprint.CSS(string=sheet, font_config=fonts, **base) for sheet in told["sheets"]]
page = weasyprint.HTML(string=(folder / "book.html").read_text("utf-8"), **base)
page.write_pdf(folder / "plain.pdf", stylesheets=sheets, font_config=fonts, **told["options"])
"""
"""The engine used as its own documentation uses it.

It imports nothing of the press.
"""

ALONE_RUN = """
import sys
from pathlib import Path
from press import build, works

root, name, edition, folder = sys.argv[1:]
made = build.make(works.load(Path(root), name), edition)
(Path(folder) / "alone.pdf").write_bytes(made.content)
"""
"""One edition, unchecked and unpublished."""

ALL_RUN = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from press import build, works
from press.store import Store

root, name = Path(sys.argv[1]), sys.argv[2]
with TemporaryDirectory() as nothing:
    work = works.load(root, name, store=Store(Path(nothing)))
    bundles = {}
    editions = list(work.order.publication.editions)
    for number, edition in enumerate(editions, start=1):
        if edition in works.paged(work.order):
            build.make(work, edition, others=editions[number:])
        else:
            bundles[edition] = build.bundle(work, edition, made=bundles)
"""
"""Every edition, from nothing but what the others have set; unchecked and unpublished."""

CHECKED_RUN = (
    ALONE_RUN
    + """
from press.proofreading import judged
from press.proofreading.families import FAMILIES
from press.proofreading.style import spelling

work = works.load(Path(root), name)
copy, proof = build.copy_of(work), build.proof(work, made)
for family in FAMILIES.values():
    judged([rule for rule in family.copy if rule not in spelling.COPY], copy)
    judged(family.proof, proof)
"""
)
"""The same, and every check of it but spelling, which asks dictionaries and an outside program."""

PREFLIGHT_RUN = (
    ALONE_RUN
    + """
from press import preflight

work = works.load(Path(root), name)
facts = work.order.edition(edition)
with preflight.syntax_read(made.content) as syntax:
    told = preflight.delivery(
        made.content,
        edition=facts,
        faces=work.faces,
        counted=preflight.TELLING,
        syntax=syntax,
    )
preflight.findings(told)
"""
)
"""The same, and all that preflight asks of it, whatever it then says; programs count too."""


EDIT = """
import os, sys
from pathlib import Path

root, name, edition = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
essay = max((root / "manuscript" / name).rglob("*.md"), key=lambda file: file.stat().st_size)
words = essay.read_text("utf-8").partition("\\n\\nThis is run ")[0]
essay.write_text(f"{words}\\n\\nThis is run {os.getpid()}.\\n", "utf-8")
"""
"""One more paragraph in the longest section, another one in each run."""

GUARDED_RUN = (
    EDIT
    + """
from dataclasses import replace
from press import build, works
from press.store import Store

work = works.load(root, name)
made, warm = build.make(work, edition), replace(work, store=Store(root))
build.findings(warm, made)
build.preflight_findings(warm, made)
"""
)
"""That section edited, all set, and what guards publishing, with what was kept of other pages."""

EDITED_RUN = (
    EDIT
    + """
from press import renew

list(renew.publish(root, name, edition))
"""
)
"""That section edited, and the edition published, with all that was kept."""

WARM_EDIT = """
import json, os, sys, time
from pathlib import Path

root, name, edition, folder = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
essay = max((root / "manuscript" / name).rglob("*.md"), key=lambda file: file.stat().st_size)
words = essay.read_text("utf-8").partition("\\n\\nThis is run ")[0]

def edit(number):
    text = f"{words}\\n\\nThis is run {os.getpid()}, edit {number}.\\n"
    essay.write_text(text, "utf-8")

def keep(told, before, now):
    wall, cpu = (after - earlier for earlier, after in zip(before, now))
    (folder / told).write_text(json.dumps({"wall": wall, "cpu": cpu}), "utf-8")
"""
"""A process that stays edits that section twice, and tells what the second time cost."""

WARM_TABLE_RUN = (
    WARM_EDIT
    + """
import asyncio
from press.light_table.light import Light, Place
from press.light_table.state import Settled, Shown

class Watched(Light):
    before = None

    def cost(self):
        clock = ~self.worker.process << 3 | 2  # that of a process, as the kernel numbers them
        return time.perf_counter(), time.process_time() + time.clock_gettime(clock)

    def _hear(self, event, drawn):
        super()._hear(event, drawn)
        if self.before is None:
            return
        if isinstance(event, Shown) and event.whole and event.section == essay.stem:
            assert all(self.pictures.get(page.picture) for page in event.pages)
            if not (folder / "shown.json").exists():
                keep("shown.json", self.before, self.cost())
        elif isinstance(event, Settled):
            keep("settled.json", self.before, self.cost())

    async def until(self, is_so):
        while not is_so(self.table):
            await self._changed.wait()

    async def rest(self):
        await self.until(lambda table: not table.checked)
        await self.until(lambda table: table.checked)
        worked = None
        while worked is None or self.cost()[1] > worked + 0.02:
            worked = self.cost()[1]
            await asyncio.sleep(2)

async def browse(light):
    async for _ in light.states():
        pass

async def main():
    shown = {"publication": name, "edition": edition, "editions": (edition,)}
    light = Watched(Place(root=root, port=0, editor="", **shown))
    browser = asyncio.create_task(browse(light))
    light.worker.start()
    light.ask()
    await light.rest()
    edit(1)
    light.ask()
    await light.rest()
    edit(2)
    light.before = light.cost()
    light.ask()
    await light.until(lambda _: (folder / "settled.json").exists())
    light.worker.stop()
    browser.cancel()

if __name__ == "__main__":
    asyncio.run(main())
"""
)
"""The light table at rest, its worker and one browser; then that section is edited.

It is shown when every page of it has the picture of its new words; and settled when all pages of
the book agree, and end as they should.
"""

WARM_PUBLISHED_RUN = (
    WARM_EDIT
    + """
from press import renew

def cost():
    spent = os.times()
    return time.perf_counter(), sum(spent[:4])

edit(1)
list(renew.publish(root, name, edition))
edit(2)
before = cost()
list(renew.publish(root, name, edition))
keep("published.json", before, cost())
"""
)
"""The edition published, that section edited, and the edition published again by one process."""

AFRESH_RUN = """
import sys
from pathlib import Path
from press import renew

if __name__ == "__main__":
    list(renew.publish(Path(sys.argv[1]), sys.argv[2], sys.argv[3], afresh=True))
"""
"""The edition made from nothing, checked and published, by as many processes as there are cores."""
