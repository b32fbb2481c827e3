"""The server: the table, its pictures and its state, for browsers on this machine alone.

It listens on 127.0.0.1, answers only requests that name it by its own address (against DNS
rebinding) and come from itself (`Origin`, `Sec-Fetch-Site`), serves the files of `client/` by a
list and all else by digest, and changes what it shows only for whoever read its token. The state is
sent whole with each change, so a browser that slept or came late needs no history.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from press import reading
from press.errors import MachineError
from press.light_table.guard import LOCAL, NEVER, Guard, refused
from press.light_table.light import Light, Place
from press.light_table.pictures import CLOSER, Kept
from press.light_table.watching import bell

CLIENT = Path(__file__).with_name("client")
MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
DOTS = 144
"""Dots an inch of the pictures that the worker makes."""
MOST_BODY = 1_000
"""Bytes that a request may bring."""
FOR_EVER = {"Cache-Control": "private, max-age=31536000, immutable"}


# What is answered


def _client() -> dict[str, Path]:
    """The client's files, by their names: plain files of this very folder."""
    return {
        path.name: path
        for path in CLIENT.iterdir()
        if path.suffix in MEDIA and path.is_file() and not path.is_symlink()
    }


class _Answers:
    """The answers to what may be asked."""

    def __init__(self, light: Light) -> None:
        self.light = light
        self.files = _client()

    async def index(self, _: Request) -> Response:
        return self._file("index.html")

    async def client(self, asked: Request) -> Response:
        return self._file(asked.path_params["name"])

    def _file(self, name: str) -> Response:
        if name not in self.files:
            return refused(404)
        path = self.files[name]
        return Response(path.read_bytes(), media_type=MEDIA[path.suffix], headers=NEVER)

    async def picture(self, asked: Request) -> Response:
        name, _, closer = asked.path_params["name"].removesuffix(".png").partition("@")
        kept = self.light.pictures.get(name)
        if kept is None or kept.media != "image/png" or closer not in {"", *map(str, CLOSER)}:
            return refused(404)
        body = kept.body
        if closer:
            dots = DOTS * int(closer)
            pulled = await asyncio.to_thread(_pull, kept, dots)
            body = pulled.png
        return Response(body, media_type=kept.media, headers=FOR_EVER)

    async def lines(self, asked: Request) -> Response:
        kept = self.light.pictures.get(asked.path_params["digest"])
        if kept is None or kept.media != "application/json":
            return refused(404)
        return Response(kept.body, media_type=kept.media, headers=FOR_EVER)

    async def events(self, _: Request) -> Response:
        return StreamingResponse(self.light.states(), media_type="text/event-stream", headers=NEVER)

    async def wish(self, asked: Request) -> Response:
        """What a browser may wish: another edition, a section first, all from nothing."""
        body = bytearray()
        async for piece in asked.stream():
            body += piece
            if len(body) > MOST_BODY:
                return refused(413)
        try:
            said = json.loads(bytes(body))
        except ValueError:
            return refused(400)
        wish = WISHES.get(asked.path_params["wish"])
        value = said.get("value", "") if isinstance(said, dict) else None
        if wish is None or not isinstance(value, str):
            return refused(400)
        return Response(status_code=204) if wish(self.light, value) else refused(400)


def _look(light: Light, page: str) -> bool:
    """What somebody looks at, `lamps/2`, is told with the next request; what went is nobody's."""
    section, _, number = page.partition("/")
    if any(one.slug == section for one in light.table.chapters):
        shown = int(number) if number.isdecimal() else 0
        light.asked = replace(light.asked, looking=section, page=shown)
    return True


def _again(light: Light, _: str) -> bool:
    light.ask(again=True)
    return True


WISHES: Mapping[str, Callable[[Light, str], bool]] = {
    "edition": Light.turn,
    "looking": _look,
    "again": _again,
}
"""A row a wish; a wish that cannot be met is refused."""

_drawing = threading.Lock()


def _pull(kept: Kept, dots: float) -> reading.Pulled:
    """Draw a page finer; PDFium must not be used by two threads at once."""
    with _drawing:
        return reading.pull(kept.content, kept.index, dots=dots)


def application(light: Light, port: int) -> ASGIApp:
    """All that is answered, behind the guard."""
    answers = _Answers(light)
    routes = [
        Route("/", answers.index),
        Route("/client/{name}", answers.client),
        Route("/pictures/{name}", answers.picture),
        Route("/lines/{digest}", answers.lines),
        Route("/events", answers.events),
        Route("/wish/{wish}", answers.wish, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), port=port, token=light.token)


# The run


def opened(port: int) -> socket.socket:
    """A socket on this machine's own address.

    Raises:
        MachineError: the port is taken.
    """
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((LOCAL, port))
    except OSError as error:
        one.close()
        reason = (error.strerror or str(error)).lower()
        raise MachineError(
            f"the table cannot be served on port {port}: {reason}",
            hint="name another with --port, or none",
        ) from error
    return one


def serve(
    root: Path,
    name: str,
    *,
    edition: str,
    editions: tuple[str, ...],
    port: int,
    editor: str,
    told: Callable[[str], None],
) -> None:
    """Serve until somebody stops it.

    Raises:
        MachineError: the port is taken.
    """
    sock = opened(port)
    place = Place(
        root=root,
        publication=name,
        edition=edition,
        editions=editions,
        port=sock.getsockname()[1],
        editor=editor,
    )
    with sock:
        asyncio.run(run(place, sock, lambda running: told(running.address)))


class Running:
    """A table that is served."""

    def __init__(self, server: uvicorn.Server, light: Light) -> None:
        self.light = light
        self.address = f"http://{LOCAL}:{light.place.port}/"
        self._server = server

    def stop(self) -> None:
        """Let the browsers go and end; to be called in its own loop."""
        self.light.stop()
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """A server that lets the browsers go before it waits for them."""

    def __init__(self, config: uvicorn.Config, light: Light) -> None:
        super().__init__(config)
        self.light = light

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.light.stop()
        super().handle_exit(sig, frame)


async def run(place: Place, sock: socket.socket, begun: Callable[[Running], None]) -> None:
    """Serve a table on a socket; say so when it begins."""
    light = Light(place)
    config = uvicorn.Config(
        application(light, place.port),
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, light)
    sock.listen()
    async with _watched(light):
        begun(Running(server, light))
        await server.serve(sockets=[sock])


@asynccontextmanager
async def _watched(light: Light) -> AsyncIterator[None]:
    """The worker at work, and the bell heard."""

    async def listen() -> None:
        async for _ in bell(light.place.root, light.place.publication, light.stopped):
            light.ask()

    light.worker.start()
    light.ask()
    listening = asyncio.create_task(listen())
    try:
        yield
    finally:
        light.stop()
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await asyncio.to_thread(light.worker.stop)
