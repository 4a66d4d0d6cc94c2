"""The links of a rendered text, now that it is known which pages there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from showcase.markup.body import BodyLink
from showcase.project.addresses import Addresses, resolve

_RELATIVE = re.compile(r'<a href="(?![a-z]+:|#)([^"]*)"')
_LINK = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def live_links(page: str, html: str, links: Iterable[BodyLink], addresses: Addresses) -> str:
    """`html` with the dead ones of `links` as plain text, and those to a place on a page as they are published.

    Where the page has no such place the link leads to its beginning; one to no place of its own page is plain text.
    """
    changed = {target: to for target, to in landings(page, links, addresses).items() if to != target}

    def keep(match: re.Match[str]) -> str:
        target = unescape(match[1])
        if target not in changed:
            return match.group()
        landing = changed[target]
        return match[3] if landing is None else f'<a href="{escape(landing)}"{match[2]}>{match[3]}</a>'

    return _LINK.sub(keep, html) if changed else html


def landings(page: str, links: Iterable[BodyLink], addresses: Addresses) -> dict[str, str | None]:
    """Each of `links` as it is published; None where it is plain text."""
    return {link.target: _landing(page, link.target, addresses) for link in links}


def _landing(page: str, target: str, addresses: Addresses) -> str | None:
    landing = addresses.landing(page, target)
    return (landing or "").partition("#")[0] or None if addresses.lacks(page, target) else landing


def with_whole_links(html: str, page: str, origin: str) -> str:
    """`html` with links that leave `page` as whole addresses, for what shows it elsewhere."""

    def whole(match: re.Match[str]) -> str:
        target = unescape(match[1])
        path = (resolve(page, target) or "").removesuffix("index.html")
        _, mark, anchor = target.partition("#")
        return f'<a href="{escape(origin + path + mark + anchor)}"'

    return _RELATIVE.sub(whole, html)
