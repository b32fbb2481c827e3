"""The files that only machines read: for robots, and the map of the site."""

from __future__ import annotations

from xml.sax.saxutils import escape

from press.editions.web.plan import Site

MAP = "sitemap.xml"
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def for_robots(site: Site) -> dict[str, bytes]:
    """`robots.txt` (RFC 9309) and, where the site has an address, `sitemap.xml` (sitemaps.org).

    A map without whole addresses is none, so nothing is made up where no address is given.
    """
    rules = ["User-agent: *", "Allow: /"]
    if not site.address:
        return {"robots.txt": _lines(rules)}
    changed = site.book.publication.date.isoformat()
    entries = [
        f"<url><loc>{escape(site.full(page.file))}</loc><lastmod>{changed}</lastmod></url>"
        for page in site.pages
    ]
    head = ['<?xml version="1.0" encoding="UTF-8"?>', f'<urlset xmlns="{SCHEMA}">']
    return {
        "robots.txt": _lines([*rules, f"Sitemap: {site.full(MAP)}"]),
        MAP: _lines([*head, *entries, "</urlset>"]),
    }


def _lines(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
