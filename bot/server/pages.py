"""The page on `/`, with its script and style: plain files of this folder's `pages`."""

from pathlib import Path

from sanic import HTTPResponse, Request, Sanic, raw

from bot.server.security import PAGE_POLICY

PAGES = Path(__file__).parent / "pages"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


def install(app: Sanic) -> None:
    """Reads the files once and serves each at its name, `index.html` at `/`."""
    for path in sorted(PAGES.iterdir()):
        address = "/" if path.name == "index.html" else f"/{path.name}"
        app.add_route(_page(path), address, name=path.name.replace(".", "_"))


def _page(path: Path):  # type: ignore[no-untyped-def] # a Sanic handler, whose type Sanic does not name
    content = path.read_bytes()

    async def page(_: Request) -> HTTPResponse:
        headers = {"Content-Security-Policy": PAGE_POLICY, "Cache-Control": "no-cache"}
        return raw(content, content_type=_TYPES[path.suffix], headers=headers)

    return page
