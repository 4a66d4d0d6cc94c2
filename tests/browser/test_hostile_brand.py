"""Whatever brand/ and the records of the manual say, in whatever field: it is shown as text, and nothing of it runs."""

import itertools
import shutil

import pytest
import yaml
from test_nothing_runs import ATTACKS, WAYS_IN
from visits import visit

from conftest import ROOT, served

pytestmark = pytest.mark.browser

# The free text of each file; all else in them is of a kind of its own (colours, keys, numbers, names of files).
TEXTS = {
    "brand/organisation.yml": {"full", "short", "university", "english", "address", "label", "name", "culture", "line", "why"},
    "brand/tokens.yml": {"site", "tagline", "words", "source", "label", "use", "meaning"},
    "brand/fonts/fonts.yml": {"licence", "source"},
    "docs/brand/uniforms/uniforms.yml": {"trade", "fabric", "note"},
}  # fmt: skip
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" aria-label="' onload='hacked=1" id="x&quot; onload=&quot;hacked=1">
<title>&lt;script&gt;hacked=1&lt;/script&gt;</title><desc>]]&gt;&lt;img src=x onerror=hacked=1&gt;</desc>
<circle cx="50" cy="50" r="40" fill="#1f5a48" id="&lt;script&gt;"/></svg>"""


def attacked(value, keys, attacks, key=""):
    if isinstance(value, dict):
        themes = key == "themes"
        return {
            name: attacked(one, keys, attacks, "label" if themes else name) for name, one in value.items()
        }
    if isinstance(value, list):
        return [attacked(one, keys, attacks, key) for one in value]
    return next(attacks) if isinstance(value, str) and value and key in keys else value


@pytest.fixture(scope="module")
def hostile(make_workshop):
    workshop = make_workshop()
    shutil.copytree(ROOT / "docs" / "brand", workshop.root / "docs" / "brand")
    attacks = itertools.cycle(ATTACKS)
    for path, keys in TEXTS.items():
        file = workshop.root / path
        value = attacked(yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader), keys, attacks)
        file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), "utf-8")
    (workshop.root / "brand" / "memorial.yml").write_text(
        f"days: [{{yearly: 12-13, reason: {ATTACKS[0]!r}}}]\n", "utf-8"
    )
    (workshop.root / "brand" / "emblem.svg").write_text(SVG, "utf-8")
    workshop.story("one")
    result = workshop.run("build")
    assert result.code == 0, result.err
    return workshop


def test_nothing_of_the_brand_runs_or_asks_elsewhere(hostile, browser):
    with served(hostile.site) as home, visit(browser, home, bypass_csp=True) as found:
        found.page.on("dialog", lambda dialog: (found.troubles.append(dialog.message), dialog.dismiss()))
        names = [file.relative_to(hostile.site).as_posix() for file in sorted(hostile.site.rglob("*.html"))]
        assert len(names) > 20
        for name in names:
            page = found.open(home + name)
            assert page.evaluate(WAYS_IN) == [], name
            assert page.evaluate("window.hacked") is None, name
            assert found.troubles == [], name


def test_what_was_typed_stands_on_the_pages_as_text(hostile, browser):
    with served(hostile.site) as home, visit(browser, home) as found:
        page = found.open(f"{home}brand/colour/index.html")
        shown = page.locator("body").inner_text()
        assert sum(attack in shown for attack in ATTACKS) >= 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("family: Noto Serif SC", "family: 'x\"; } body { background: url(https://example.org/a) } a {'"),
        ("STSong, SimSun, serif'", "STSong; } body { background: url(https://example.org/a) }'"),
        ("low: 0 1px 2px rgb(30 36 33 / 8%)", "low: 0 1px 2px url(https://example.org/a)"),
        ("Roboto, Arial'", "Roboto, Arial/**/, x\\\\'"),
        ("fast: 150", "fast: 150ms; color: red"),
        ("light: '#1f5a48'", "light: 'red; } x {'"),
    ],
)
def test_what_would_end_a_declaration_in_the_stylesheet_is_refused_at_its_place(workshop, old, new):
    file = workshop.root / "brand" / "tokens.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    done = workshop.run("check")
    assert done.code == 2, done.out
    assert "brand/tokens.yml:" in done.out
