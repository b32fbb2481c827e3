"""What the light table's server lets nobody do: a test for each item of the list it is held to."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.errors import MachineError
from press.light_table import server
from press.light_table.guard import HEADERS
from tests.light_table import Laid, laid


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    with laid(tmp_path_factory.mktemp("served")) as one:
        one.until(lambda state: state["pages"])
        yield one


def own(table: Laid, **more: str) -> dict[str, str]:
    """The headers of a wish of the table's own page."""
    return {"Origin": table.address.rstrip("/"), "X-Token": table.light.token, **more}


def wish(table: Laid, what: str, value: str = "", **headers: str) -> int:
    body = json.dumps({"value": value}).encode()
    return table.ask(
        f"/wish/{what}", method="POST", headers=own(table, **headers), body=body
    ).status


# Where it listens


def test_it_listens_on_this_machine_alone() -> None:
    with server.opened(0) as sock:
        assert sock.getsockname()[0] == "127.0.0.1"
        sock.listen()
        addresses = {one[4][0] for one in socket.getaddrinfo(socket.gethostname(), None)}
        for address in addresses - {"127.0.0.1", "127.0.1.1", "::1"}:
            family = socket.AF_INET6 if ":" in str(address) else socket.AF_INET
            with socket.socket(family) as outside, pytest.raises(OSError, match=r"refused|unreach"):
                outside.connect((str(address), sock.getsockname()[1]))


def test_a_port_that_is_taken_is_told() -> None:
    with server.opened(0) as sock:
        sock.listen()
        with pytest.raises(MachineError, match="cannot be served on port"):
            server.opened(sock.getsockname()[1])


# Who may ask


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}",
             "127.0.0.1.evil.example:{port}", "0.0.0.0:{port}", "[::1]:{port}", ""],
)  # fmt: skip
def test_another_name_that_leads_here_is_refused(table: Laid, host: str) -> None:
    for path in ("/", "/events", "/client/table.js"):
        answer = table.ask(path, headers={"Host": host.format(port=table.port)})
        assert answer.status == 421 or (not host and answer.status == 400)
        assert b"<html" not in answer.body


def test_both_its_own_names_are_answered(table: Laid) -> None:
    for host in ("127.0.0.1", "localhost"):
        assert table.ask("/", headers={"Host": f"{host}:{table.port}"}).status == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ],
)
def test_a_page_of_another_site_is_refused(table: Laid, name: str, value: str) -> None:
    picture = table.state["pages"][0]["picture"]
    for path in ("/", "/events", f"/pictures/{picture}.png"):
        assert table.ask(path, headers={name: value}).status == 403
    assert wish(table, "looking", "lamps", **{name: value}) == 403


def test_a_wish_needs_the_token_and_an_origin(table: Laid) -> None:
    assert wish(table, "looking", "lamps") == 204
    assert wish(table, "looking", "lamps", **{"X-Token": "guessed"}) == 403
    assert wish(table, "looking", "lamps", **{"X-Token": ""}) == 403
    assert wish(table, "looking", "lamps", Origin="") == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
def test_no_other_method_is_answered(table: Laid, method: str) -> None:
    assert table.ask("/", method=method, headers=own(table)).status == 405


@pytest.mark.parametrize(
    ("what", "value"),
    [("edition", "epub"), ("edition", "../print"), ("clean", ""), ("", "")],
)
def test_a_wish_that_cannot_be_met_is_refused(table: Laid, what: str, value: str) -> None:
    assert wish(table, what, value) in {400, 404}


def test_only_sections_that_are_there_can_be_looked_at(table: Laid) -> None:
    assert wish(table, "looking", "lamps") == 204
    assert wish(table, "looking", "<b>nowhere") == 204
    assert table.light.asked.looking == "lamps"


@pytest.mark.parametrize("body", [b"", b"no json", b"[1]", b'{"value": 1}'])
def test_a_wish_that_is_none_is_refused(table: Laid, body: bytes) -> None:
    answer = table.ask("/wish/looking", method="POST", headers=own(table), body=body)
    assert answer.status == 400


def test_a_wish_that_is_too_long_is_refused(table: Laid) -> None:
    answer = table.ask("/wish/looking", method="POST", headers=own(table), body=b" " * 5_000)
    assert answer.status == 413


# What may be asked for


@pytest.mark.parametrize(
    "path",
    [
        "/client/../server.py", "/client/..%2fserver.py", "/client/%2e%2e/server.py",
        "/client/..%5cserver.py", "/client//etc/passwd", "/client/%2fetc%2fpasswd",
        "/client/table.js%00.css", "/client/./table.js/../../server.py", "//etc/passwd",
        "/client/....//server.py", "/../../../../etc/passwd", "/pictures/../client/table.js",
        "/pictures/..%2f..%2fserver.py.png", "/lines/..%2fserver.py", "/client/server.py",
        "/manuscript/tiny/publication.yaml", "/%2e%2e/pyproject.toml", "/client/TABLE.JS",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_what_is_served(table: Laid, path: str) -> None:
    answer = table.ask(path)
    assert answer.status == 404
    assert b"import" not in answer.body
    assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "path", ["/client", "/client/", "/pictures", "/pictures/", "/lines/", "/wish"]
)
def test_no_folder_is_listed(table: Laid, path: str) -> None:
    answer = table.ask(path)
    assert answer.status in {404, 307, 405}
    assert b"table" not in answer.body


def test_no_link_is_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "real.js").write_text("1", encoding="utf-8")
    (tmp_path / "linked.js").symlink_to("/etc/passwd")
    (tmp_path / "folder.js").mkdir()
    (tmp_path / "notes.txt").write_text("not for browsers", encoding="utf-8")
    monkeypatch.setattr(server, "CLIENT", tmp_path)
    assert list(server._client()) == ["real.js"]


def test_only_pictures_that_are_there_are_drawn(table: Laid) -> None:
    page = table.state["pages"][0]
    assert table.ask(f"/pictures/{page['picture']}.png").status == 200
    for name in ("0" * 32, f"{page['picture']}@3", f"{page['picture']}@99999", page["lines"], "@2"):
        assert table.ask(f"/pictures/{name}.png").status == 404
    assert table.ask(f"/lines/{page['picture']}").status == 404


def test_a_picture_is_kept_for_ever_and_may_be_finer(table: Laid) -> None:
    page = table.state["pages"][0]
    coarse = table.ask(f"/pictures/{page['picture']}.png")
    fine = table.ask(f"/pictures/{page['picture']}@2.png")
    assert "immutable" in coarse.headers["cache-control"]
    width = [int.from_bytes(one.body[16:20], "big") for one in (coarse, fine)]
    assert abs(width[1] - 2 * width[0]) <= 1


# What every answer says of itself


@pytest.mark.parametrize(
    "path", ["/", "/events", "/client/table.css", "/client/table.js", "/nowhere", "/lines/0"]
)
def test_every_answer_says_what_it_is_and_what_it_may(table: Laid, path: str) -> None:
    answer = table.ask(path)
    said = {name.lower(): value for name, value in answer.headers.items()}
    for name, value in HEADERS.items():
        assert said[name.lower()] == value
    assert said["content-type"]
    assert "access-control-allow-origin" not in said
    assert "server" not in said


def test_a_refusal_says_so_too(table: Laid) -> None:
    answer = table.ask("/", headers={"Host": "evil.example"})
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.body == b"refused\n"


def test_the_policy_allows_no_script_and_no_style_in_the_page(table: Laid) -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    page = table.ask("/").body.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "onclick" not in page
    assert "http" not in page
    assert page.count("<script") == page.count('<script type="module" src="/client/')


def test_the_client_writes_no_markup_and_asks_nobody_outside() -> None:
    for file in server.CLIENT.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("):
            assert word not in text, f"{file.name} has {word}"
        assert "http:" not in text
        assert "https:" not in text
        assert "@import" not in text
