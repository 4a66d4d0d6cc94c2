"""mkdocs.yml from a stranger: it names no code, reads no other file, and what it says is only ever text."""

import os
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from conftest import ROOT
from showcase.cli import main
from showcase.house.settings import parse_settings, read_settings
from showcase.project.errors import ProjectError

OURS = (ROOT / "mkdocs.yml").read_text("utf-8")
CODE = "__import__('pathlib').Path('PWNED').write_text('x')"

# What would run code, read another file or change the pages: how it stands there, and what the answer names.
REFUSED = {
    "hook": ("docs_dir: docs", "docs_dir: docs\nhooks: [evil.py]", "hooks 不能用"),
    "hook-in-quotes": ("docs_dir: docs", 'docs_dir: docs\n"hooks": [evil.py]', "hooks 不能用"),
    "hook-escaped": ("docs_dir: docs", 'docs_dir: docs\n"\\x68ooks": [evil.py]', "hooks 不能用"),
    "hook-merged": ("docs_dir: docs", "docs_dir: docs\n<<: {hooks: [evil.py]}", "<<"),
    "object": ("docs_dir: docs", f'docs_dir: docs\nx: !!python/object/apply:eval ["{CODE}"]', "!!python/object"),
    "object-new": ("docs_dir: docs", "docs_dir: docs\nx: !!python/object/new:os.system [touch PWNED]", "!!python"),
    "object-by-full-tag": (
        "site_name: 后勤文化",
        "site_name: !<tag:yaml.org,2002:python/object/apply:os.system> [touch PWNED]",
        "!!python/object",
    ),
    "object-by-handle": (
        "# 网站设置",
        "%TAG ! tag:yaml.org,2002:python/object/apply:\n---\nx: !os.system [touch PWNED]\n# 网站设置",
        "!!python/object",
    ),
    "module": ("docs_dir: docs", "docs_dir: docs\nx: !!python/module:evil", "!!python/module"),
    "another-name": ("toc.slugify_unicode", "toc.slugify", "!!python/name"),
    "the-name-with-a-value": ("toc.slugify_unicode ", "toc.slugify_unicode x ", "!!python/name"),
    "environment": ("site_name: 后勤文化", "site_name: !ENV [HOME, x]", "!ENV"),
    "relative": ("site_name: 后勤文化", "site_name: !relative x", "!relative"),
    "inherit": ("docs_dir: docs", "docs_dir: docs\nINHERIT: evil.yml", "INHERIT 不能用"),
    "plug-in": ("  - showcase", "  - showcase\n  - macros", "macros"),
    "plug-in-by-its-module": ("  - showcase", "  - showcase\n  - material/search", "material/search"),
    "search-with-options": ("  - showcase", "  - showcase\n  - search: {prebuild_index: true}", "不带选项"),
    "templates": ("docs_dir: docs", "docs_dir: docs\ntheme: {name: null, custom_dir: evil}", "theme 不能用"),
    "another-theme": ("docs_dir: docs", "docs_dir: docs\ntheme: readthedocs", "theme 不能用"),
    "sources-elsewhere": ("docs_dir: docs", "docs_dir: /etc", "docs_dir"),
    "site-elsewhere": ("docs_dir: docs", "site_dir: ../../etc", "site_dir"),
    "snippets": ("  - tables", "  - tables\n  - pymdownx.snippets: {base_path: [/etc]}", "pymdownx.snippets"),
    "extension-of-evil": ("  - tables", "  - evil", "evil"),
    "extension-with-options": ("  - footnotes", "  - footnotes: {BACKLINK_TEXT: <script>}", "footnotes"),
    "html-in-the-anchor": ("permalink: false", "permalink: <script>", "permalink"),
    "script": ("docs_dir: docs", "docs_dir: docs\nextra_javascript: [https://evil.example/x.js]", "extra_javascript"),
    "style": ("docs_dir: docs", "docs_dir: docs\nextra_css: [x.css]", "extra_css"),
    "template": ("docs_dir: docs", "docs_dir: docs\nextra_templates: [x.html]", "extra_templates"),
    "edit-link": ("docs_dir: docs", "docs_dir: docs\nedit_uri: https://evil.example/", "edit_uri"),
    "menu-that-is-a-script": ("path: stories/index.md", "path: 'javascript:alert(1)'", "路径"),
    "menu-that-leaves": ("path: stories/index.md", "path: ../../index.md", "路径"),
    "menu-with-a-tag": ("text: 故事", "text: <b>故事</b>", "< 或 >"),
    "address-that-is-a-script": ("https://houqin.example/wenhua/", "'javascript:alert(1)'", "完整地址"),
    "address-that-closes": ("https://houqin.example/wenhua/", "'https://x.example/\"><script>'", "完整地址"),
    "address-with-a-password": ("https://houqin.example/wenhua/", "https://a:b@x.example/", "完整地址"),
    "twice": ("docs_dir: docs", "docs_dir: docs\ndocs_dir: 'docs'", "写了两次"),
    "misspelt": ("site_name:", "site_nam:", "是不是想写 site_name"),
    "terminal": ("  - showcase", '  - "\\e]0;evil\\a\\e[2J"', "插件"),
}  # fmt: skip


def changed(before, after):
    assert before in OURS
    return OURS.replace(before, after, 1)


def test_our_own_file_is_read_whole():
    settings = parse_settings(OURS)
    assert [item.text for item in settings.nav] == ["故事", "文化", "品牌", "新同事", "投稿"]
    assert settings.is_sample
    assert "toc" in settings.extensions
    assert settings.markdown_extensions("here")[-1] == {"toc": {"permalink": False, "slugify": "here"}}


def test_the_least_file_and_keys_left_empty_are_enough():
    least = "site_name: 甲\nplugins: [search, showcase]\n"
    assert parse_settings(least).origin == ""
    empty = parse_settings(least + "site_url:\nextra:\nmarkdown_extensions:\n")
    assert (empty.nav, empty.extensions) == ((), ())
    assert parse_settings(least + "extra: {showcase: {nav: }}\n").nav == ()


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_run_read_or_change_the_site_is_refused_with_its_line_and_a_cure(case):
    before, after, word = REFUSED[case]
    text = changed(before, after)
    with pytest.raises(ProjectError, match=r"^mkdocs\.yml:\d+:\d+: ") as stopped:
        parse_settings(text)
    message = str(stopped.value)
    assert word in message
    line = int(message.split(":")[1])
    assert text.split("\n")[line - 1] not in OURS.split("\n"), "the line that was changed"


@pytest.mark.parametrize(
    "text", ["", "- a\n", "nur Text", "a: [", "a: \x00", "x: " + "[" * 3000, "a: b\n---\nc: d"]
)
def test_what_is_no_mapping_is_refused_too(text):
    with pytest.raises(ProjectError, match=r"^mkdocs\.yml:\d+:\d+: "):
        parse_settings(text)


def test_refused_settings_run_nothing(workshop, monkeypatch, capsys):
    """MkDocs runs most of these while it reads the file, so it is never given the file."""
    root = workshop.root
    (root / "evil.py").write_text(CODE, "utf-8")
    (root / "evil.yml").write_text(f"x: !!python/object/apply:eval [{CODE!r}]\n", "utf-8")
    (root / "evil").mkdir()
    (root / "evil" / "main.html").write_text("{{ ''.__class__.__mro__ }}", "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.syspath_prepend(str(root))
    for before, after, _ in REFUSED.values():
        (root / "mkdocs.yml").write_text(changed(before, after), "utf-8")
        for command in ("build", "check"):
            assert main(["--root", str(root), command]) == 2
            (line,) = capsys.readouterr().err.strip().splitlines()
            assert line.isprintable()
    assert not (root / "PWNED").exists()
    assert not (root / "site").exists()


def test_plain_mkdocs_in_the_folder_is_told_the_same_in_a_line(workshop):
    """By then MkDocs has run what the file names; what only changes pages is still refused."""
    (workshop.root / "evil").mkdir()
    (workshop.root / "mkdocs.yml").write_text(changed(*REFUSED["templates"][:2]), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=workshop.root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    assert "theme 不能用" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_file_is_read_through_the_jail(workshop, tmp_path):
    from showcase.project.folder import Project

    secret = tmp_path / "secret.yml"
    secret.write_text(OURS, "utf-8")
    file = workshop.root / "mkdocs.yml"
    for put in (lambda: file.symlink_to(secret), lambda: os.link(secret, file), lambda: os.mkfifo(file)):
        file.unlink(missing_ok=True)
        put()
        with pytest.raises(ProjectError, match=r"^mkdocs\.yml：") as stopped:
            read_settings(Project(workshop.root))
        assert "链接" in str(stopped.value)


ATTACKS = (
    "&lt;script&gt;hacked=1//&lt;/",
    '" onmouseover="window.hacked=1',
    "' onfocus='hacked=1' autofocus='",
    "{{7*7}}{% set x=1 %}{{config}}",
    "javascript:window.hacked=1//",
    "[点](javascript:hacked=1)",
    "${hacked=1}`",
)


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts, self.attributes = [], set()

    def handle_starttag(self, tag, attrs):
        self.attributes |= {name for name, _ in attrs}
        if tag == "a":
            self.texts.append("")

    def handle_data(self, data):
        if self.texts:
            self.texts[-1] += data


def test_attacks_in_texts_are_shown_as_they_were_typed(workshop):
    def quoted(text):
        return "'" + text.replace("'", "''") + "'"

    menu = "\n".join(f"      - {{text: {quoted(a)}, path: index.md}}" for a in ATTACKS)
    site = "".join(
        f"{key}: {quoted(ATTACKS[1])}\n" for key in ("site_description", "site_author", "copyright")
    )
    text = OURS.split("extra:")[0] + site + f"extra:\n  showcase:\n    nav:\n{menu}\n    footer:\n{menu}\n"
    (workshop.root / "mkdocs.yml").write_text(text.replace("后勤文化 ", quoted(ATTACKS[0]), 1), "utf-8")
    assert main(["--root", str(workshop.root), "build"]) == 0
    for page in workshop.site.rglob("*.html"):
        links = _Links()
        links.feed(page.read_text("utf-8"))
        assert set(ATTACKS) <= {text.strip() for text in links.texts}, page
        assert not [name for name in links.attributes if name.startswith("on")], page


def test_a_module_beside_the_settings_is_never_taken_for_pythons_own(workshop):
    """Worker processes start in the folder of the project; its multiprocessing.py was run by every build."""
    workshop.story("one")
    for name in ("multiprocessing", "pickle", "resource", "runpy", "yaml", "sitecustomize"):
        (workshop.root / f"{name}.py").write_text(CODE, "utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "showcase", "build"],
        cwd=workshop.root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not (workshop.root / "PWNED").exists()
    assert "multiprocessing.py:1:1: SET010 提醒" in done.stderr


def test_a_program_is_told_of_wherever_it_lies_but_in_its_own_rooms(workshop, capsys):
    places = (
        "docs/a.py",
        "docs/culture/dining/mei.PY",
        "brand/fonts/x.sh",
        "conftest.py",
        "new/b.exe",
        "run.bat",
    )
    for place in (*places, "scripts/fine.py", "tests/fine.py", ".venv/x.py", "env/lib/x.py"):
        (workshop.root / place).parent.mkdir(parents=True, exist_ok=True)
        (workshop.root / place).write_text("x", "utf-8")
    (workshop.root / "env" / "pyvenv.cfg").write_text("", "utf-8")
    main(["--root", str(workshop.root), "check"])
    told = {line.split(":")[0] for line in capsys.readouterr().out.splitlines() if "SET010" in line}
    assert told == set(places)


@pytest.mark.parametrize(
    ("file", "old", "new", "right"),
    [
        ("organisation.yml", "  short: 后勤保障部", "  short: 后勤保障部 #一号", 'short: "后勤保障部 #一号"'),
        ("tokens.yml", "site: ", "site: 后勤 #文化 ", None),
        ("organisation.yml", "  short: 后勤保障部", "  short: 后勤保障部  # 从前叫总务处", ""),
    ],
)
def test_words_behind_a_sign_of_a_remark_are_told_of_in_brand_too(workshop, file, old, new, right):
    path = workshop.root / "brand" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    done = workshop.run("check")
    said = done.out + done.err
    told = [line for line in said.splitlines() if "FM012" in line]
    assert len(told) == (right != "")
    assert all(f"brand/{file}" in line for line in told)
    assert not right or right in said
