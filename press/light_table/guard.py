"""The guard: who may ask anything of the table, and what every answer says of itself.

A name that leads to 127.0.0.1 by another's will (DNS rebinding) is refused by `Host`, a page of
another site by `Origin` and `Sec-Fetch-Site`; what changes the table asks for the token besides.
"""

from __future__ import annotations

import secrets

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = "127.0.0.1"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
NEVER = {"Cache-Control": "no-store"}


def refused(status: int) -> Response:
    """A refusal that tells nothing of what there is."""
    return Response("refused\n", status_code=status, media_type="text/plain", headers=NEVER)


class Guard:
    """Lets through what this table's own pages ask, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, port: int, token: str) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}".encode() for name in (LOCAL, "localhost")}
        self.origins = {b"http://" + host for host in self.hosts}
        self.token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = [(k.lower().encode(), v.encode()) for k, v in HEADERS.items()]
                message["headers"] = [*message.get("headers", ()), *given]
            await send(message)

        status = self._fault(scope)
        await (refused(status) if status else self.app)(scope, receive, guarded)

    def _fault(self, scope: Scope) -> int:
        """The status with which a request is refused; 0 where it is none of these."""
        said: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            said.setdefault(name, []).append(value)
        hosts = said.get(b"host", [])
        if len(hosts) != 1 or hosts[0] not in self.hosts:
            return 421
        if any(origin not in self.origins for origin in said.get(b"origin", ())):
            return 403
        if any(site not in {b"same-origin", b"none"} for site in said.get(b"sec-fetch-site", ())):
            return 403
        if scope["method"] == "GET":
            return 0
        if scope["method"] != "POST":
            return 405
        token = said.get(b"x-token", [b""])[0]
        known = b"origin" in said and secrets.compare_digest(token, self.token)
        return 0 if known else 403
