"""New ways into a drawing: what refers to itself, to the outside, or to a million of itself is a finding, and soon."""

import pytest

from showcase.brand.drawing.reader import read_outlines
from svgs import faults as foreign

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'
DISC = '<circle cx="50" cy="50" r="48" fill="#1f5a48"/>'
BOMB = "".join(f'<g id="b{n}">' + f'<use href="#b{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
HOLLOW = "".join(f'<g id="b{n}">' + f'<use href="#b{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        (f'<defs><path id="b0" d="M0 0h9v9z"/>{BOMB}</defs><use href="#b8"/>', "图形超过"),
        (f'<defs><g id="b0"/>{HOLLOW}</defs><use href="#b8"/>', "展开以后"),
        ('<g id="a"><use href="#a"/></g>', "没有尽头"),
        ('<symbol id="a"><use xlink:href="#b"/></symbol><symbol id="b"><use href="#a"/></symbol><use href="#a"/>', "没有尽头"),
        (f'<clipPath id="a" clip-path="url(#b)"><path d="M0 0h9v9z"/></clipPath><clipPath id="b" clip-path="url(#a)"/><g clip-path="url(#a)">{DISC}</g>', "互相引用"),
        (f'<clipPath id="a"><use href="#a"/></clipPath><g clip-path="url(#a)">{DISC}</g>', "没有看得见"),
        ('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><path fill="url(#a)" d="M0 0h9v9z"/>', "没有尽头"),
        (f"<style>@import url(https://example.org/x.css);</style>{DISC}", "@import"),
        ('<path style="fill:url(https://example.org/x.svg#a)" d="M0 0h9v9z"/>', "外面的文件"),
        ('<use href="https://example.org/x.svg#a"/>', "外面的文件"),
        ('<use xlink:href="data:image/svg+xml,x"/>', "外面的文件"),
        (f'<g transform="scale(99999) scale(99999)">{DISC}</g>', "远远超出"),
        ('<path style="animation:a 1s" d="M0 0h9v9z"/>', "动画"),
        (f"{DISC}<animate/>", "动画"),
        ("<style>" + "/* " * 40_000 + "</style>" + DISC, ""),
        ("<style>" + "a" * 120_000 + "</style>" + DISC, ""),
        ("<style>" + ".a{fill:red}" * 9_000 + "</style>" + DISC, "规则超过"),
        (f'<path style="{"a" * 120_000}" d="M0 0h9v9z"/>', ""),
        (f'<path style="{"(" * 120_000}" d="M0 0h9v9z"/>', ""),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_would_not_end_or_leads_out_is_a_finding_or_harmless(inside, word):
    reading = read_outlines(f"{HEAD}{inside}</svg>".encode())
    if word:
        assert word in " ".join(fault.told for fault in reading.faults)
    else:
        assert reading.svg
        assert foreign(reading.svg.encode()) == []


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "b">',
        '<!ENTITY % p SYSTEM "file:///etc/passwd">%p;',
        '<!ENTITY x SYSTEM "https://example.org/">',
    ],
)
def test_a_document_type_is_passed_over_and_an_entity_is_not(entity):
    plain = (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert read_outlines(f"{plain}{HEAD}{DISC}</svg>".encode()).svg
    (fault,) = read_outlines(f"<!DOCTYPE svg [{entity}]>{HEAD}{DISC}</svg>".encode()).faults
    assert "实体" in fault.message
