import io
import re
import zipfile

import pytest

from svgs import faults

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"'


@pytest.mark.parametrize(
    "svg",
    [
        f"{HEAD}><script>1</script></svg>",
        f'{HEAD} onload="1"/>',
        f'{HEAD}><path onclick="1"/></svg>',
        f'{HEAD}><a href="https://example.org"><path/></a></svg>',
        f'{HEAD}><image href="photo.jpg"/></svg>',
        f'{HEAD} xmlns:x="http://www.w3.org/1999/xlink"><path x:href="#a"/></svg>',
        f"{HEAD}><foreignObject/></svg>",
        f"{HEAD}><style>path {{}}</style></svg>",
        f'{HEAD}><path fill="url(https://example.org/a)"/></svg>',
        f'{HEAD}><path style="fill:red"/></svg>',
        f"{HEAD}><path></svg>",
        f"<!DOCTYPE svg>{HEAD}/>",
        "<svg/>",
    ],
)
def test_what_could_run_or_fetch_is_named(svg):
    assert faults(svg.encode())


def test_outlines_with_a_clip_are_fine():
    assert faults(f'{HEAD}><defs><clipPath id="a"/></defs><g clip-path="url(#a)"/></svg>'.encode()) == []


def test_every_svg_we_publish_is_outlines_only(built):
    seen = {}
    for path in sorted(built.rglob("*.svg")):
        seen[path.name] = path.read_bytes()
    for path in sorted(built.rglob("*.zip")):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            seen |= {name: archive.read(name) for name in archive.namelist() if name.endswith(".svg")}
    assert len(seen) > 60
    assert {name: found for name, data in seen.items() if (found := faults(data))} == {}


def test_drawings_inside_pages_hold_no_script_and_name_nothing_outside(built):
    seen = 0
    for page in sorted(built.rglob("*.html")):
        for drawing in re.findall(r"<svg\b.*?</svg>", page.read_text("utf-8"), re.DOTALL):
            seen += 1
            assert not re.search(
                r"<script|<image|<foreignObject|\son\w+=|https?://(?!www\.w3\.org)", drawing
            ), page
    assert seen > 100
