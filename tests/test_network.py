"""The network is asked of one address at a time; here it is a server of our own on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from press.tools import network


class Answers(BaseHTTPRequestHandler):
    """Answers as its paths say; `/no-head` refuses HEAD alone."""

    def do_HEAD(self) -> None:
        self.answer(405 if self.path == "/no-head" else 404 if self.path == "/gone" else 200)

    def do_GET(self) -> None:
        self.answer(404 if self.path == "/gone" else 200)

    def answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:  # it is quiet
        return


@pytest.fixture
def server() -> Iterator[str]:
    listening = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    listening.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "why"),
    [("/here", ""), ("/no-head", ""), ("/gone", "it answers 404 Not Found")],
)
def test_an_address_answers_or_says_why_not(server: str, path: str, why: str) -> None:
    assert network.why_unreachable(f"{server}{path}") == why


def test_a_server_that_is_gone_is_told(server: str) -> None:
    port = server.rsplit(":", 1)[1]
    assert network.why_unreachable(f"http://127.0.0.1:{port}/here") == ""
    free = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    gone = free.server_port
    free.server_close()
    assert "refused" in network.why_unreachable(f"http://127.0.0.1:{gone}/")


def test_other_schemes_are_not_asked() -> None:
    assert network.why_unreachable("mailto:desk@library.example") == ""
    assert network.why_unreachable("file:///etc/hostname") == ""
