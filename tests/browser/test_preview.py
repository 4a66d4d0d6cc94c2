"""`showcase serve` with a real browser and real edits: nothing half typed is ever shown, and nobody else is answered."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from conftest import photo_bytes
from showcase.preview.server import answers, is_loopback
from showcase.preview.showing import page_of

pytestmark = pytest.mark.browser


class Preview:
    """The command in a process of its own, on a port that is free."""

    def __init__(self, workshop, *arguments):
        self.workshop = workshop
        command = [sys.executable, "-m", "showcase", "--root", str(workshop.root), "serve", *arguments]
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"}
        )
        self.said: list[str] = []
        self.home = ""
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"http://\S+/", line):
                self.home = found[0]
                break
        self.listener = threading.Thread(target=self.listen, daemon=True)
        self.listener.start()

    def listen(self):
        self.said += self.process.stderr

    def ask(self, path, method="GET", **headers):
        connection = http.client.HTTPConnection(
            "127.0.0.1", int(self.home.rsplit(":", 1)[1].strip("/")), timeout=30
        )
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": self.home[7:-1], **headers}.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders()
        try:
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def hears(self, words):
        """Waits until `words` were said."""
        deadline = time.monotonic() + 60
        while words not in "".join(self.said) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert words in "".join(self.said)

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0
        self.listener.join(30)
        self.process.stderr.close()
        assert "Traceback" not in "".join(self.said)


@pytest.fixture(scope="module")
def preview(make_workshop):
    workshop = make_workshop()
    workshop.story("one", title="凌晨四点的灯", more="cover: a.jpg\n", photos={"a.jpg": photo_bytes()})
    workshop.story("two", title="另一盏的灯")
    found = Preview(workshop, "--address", "127.0.0.1:0")
    yield found
    found.end()


@pytest.fixture
def page(preview, browser):
    troubles = []
    page = browser.new_page(bypass_csp=False)
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    page.close()
    assert troubles == []


def test_a_half_typed_story_keeps_its_last_good_page_and_comes_back_by_itself(preview, page):
    file = preview.workshop.root / "stories" / "2026" / "one" / "index.md"
    good = file.read_text("utf-8")
    page.goto(f"{preview.home}stories/2026/one/index.html")
    assert page.get_by_role("heading", level=1).text_content() == "凌晨四点的灯"
    assert page.locator(".preview-bar").count() == 0
    file.write_text(good.replace("department: dining", "department: [dining"), "utf-8")
    bar = page.locator(".preview-bar")
    bar.wait_for()
    words = bar.text_content()
    assert "页面先留着上一次的样子" in words
    assert "stories/2026/one/index.md 第" in words
    assert page.get_by_role("heading", level=1).text_content() == "凌晨四点的灯"
    assert page.evaluate(
        "document.querySelector('main img').complete && document.querySelector('main img').naturalWidth > 0"
    )
    file.write_text(good.replace("凌晨四点的灯", "凌晨五点的灯"), "utf-8")
    page.get_by_role("heading", level=1, name="凌晨五点的灯").wait_for()
    assert bar.count() == 0
    file.write_text(good, "utf-8")
    page.get_by_role("heading", level=1, name="凌晨四点的灯").wait_for()


def test_half_typed_settings_keep_the_whole_site(preview, page):
    file = preview.workshop.root / "brand" / "organisation.yml"
    good = file.read_text("utf-8")
    page.goto(f"{preview.home}index.html")
    file.write_text(good + "\nfiling: [\n", "utf-8")
    page.locator(".preview-bar").wait_for()
    assert "brand/organisation.yml" in page.locator(".preview-bar").text_content()
    assert page.get_by_role("main").is_visible()
    file.write_text(good, "utf-8")
    page.locator(".preview-bar").wait_for(state="detached")


def test_what_is_typed_is_text_in_the_bar(preview, page):
    file = preview.workshop.root / "stories" / "2026" / "two" / "index.md"
    good = file.read_text("utf-8")
    page.goto(f"{preview.home}stories/2026/two/index.html")
    attack = "<img src=x onerror=window.hacked=1>"
    file.write_text(good.replace("series: frontline", f"series: '{attack}'"), "utf-8")
    page.locator(".preview-bar").wait_for()
    assert page.locator(".preview-bar img").count() == 0
    assert page.evaluate("window.hacked") is None
    file.write_text(good, "utf-8")
    page.locator(".preview-bar").wait_for(state="detached")


def test_a_missing_page_is_ours_whole_at_any_depth(preview, page):
    answer = page.goto(f"{preview.home}stories/2026/mei-you/x.html")
    assert answer.status == 404
    assert "这一页今天没开窗" in page.get_by_role("heading", level=1).text_content()
    sheets = page.evaluate(
        "[...document.styleSheets].filter(s => s.cssRules.length).map(s => new URL(s.href).pathname)"
    )
    assert {"/assets/site.css", "/.showcase/bar.css"} <= set(sheets)
    page.wait_for_function("document.querySelector('.mast img')?.naturalWidth > 0")  # it may just reload


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.",
        "",
        None,
        "192.168.1.5",
        "a@127.0.0.1",
    ],
)
def test_nobody_else_is_answered(preview, host):
    """A page elsewhere that points its own name at 127.0.0.1 reads nothing, not even what is wrong with a draft."""
    for path in ("/index.html", "/.showcase/state"):
        status, body = preview.ask(path, Host=host)
        assert status == 421
        assert b"<html" not in body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8000", "[::1]:8000"])
def test_the_own_machine_is_answered_by_any_of_its_names(preview, host):
    assert preview.ask("/index.html", Host=host)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/..%5c..%5cx",
        "/.hidden",
        "/a%00b",
        "http://127.0.0.1/x",
        "/.showcase/server.py",
        "/.showcase/../x",
        "/C:/x",
    ],
)
def test_nothing_beside_the_site_is_handed_out(preview, path):
    assert preview.ask(path)[0] == 404


def test_folders_heads_and_other_methods(preview):
    assert preview.ask("/stories")[0] == 302
    assert preview.ask("/stories/")[0] == 200
    assert preview.ask("/index.html", "HEAD") == (200, b"")
    assert preview.ask("/index.html", "POST")[0] == 501


def test_pages_hold_no_inline_script_or_style(preview):
    html = preview.ask("/index.html")[1].decode()
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert "<style" not in html


@pytest.mark.parametrize(
    "address", ["0.0.0.0:8000", "192.168.1.5:8000", "[::]:8000", "example.edu.cn:80", "10.0.0.1:1"]
)
def test_the_network_is_not_let_in_by_mistake(workshop, address):
    result = workshop.run("serve", "--address", address)
    (line,) = result.err.strip().splitlines()
    assert (result.code, "--open-to-network" in line, "没审过的稿子" in line) == (2, True, True)


def test_who_lets_the_network_in_is_told_what_that_means(workshop):
    preview = Preview(
        workshop, "--address", "127.0.0.1:0", "--open-to-network"
    )  # no test listens beyond this machine
    try:
        assert preview.ask("/index.html", Host="192.168.1.5:8000")[0] == 200
        assert preview.ask("/index.html", Host="evil.example")[0] == 421
        preview.hears("同一网络里的人现在都能打开")
    finally:
        preview.end()


def test_which_addresses_and_hosts_are_our_own():
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "localhost.example", "", "10.0.0.1")))
    assert answers("10.0.0.7:80", everybody=True)
    assert not answers("example.edu.cn", everybody=True)


def test_a_source_belongs_to_its_page():
    assert page_of("stories/2026/x/a.jpg") == "stories/2026/x/index.html"
    assert page_of("docs/index.md") == "index.html"
    assert page_of("docs/a/b/index.md") == "a/b/index.html"
    assert page_of("brand/tokens.yml") == page_of("docs/film/film.yml") == ""


def test_a_story_leads_to_all_its_channels_and_they_show_what_was_saved_last(preview, page):
    page.goto(f"{preview.home}stories/2026/one/index.html")
    page.get_by_role("link", name="这一篇的渠道预览").click()
    page.get_by_role("heading", level=1, name="凌晨四点的灯").wait_for()
    assert page.get_by_text("待审，先不要送出去").count() == 1
    frames = page.locator("iframe").evaluate_all("all => all.map(one => one.title)")
    assert frames == ["网站上的这一页", "公众号文章", "A3 展板", "A4 单页", "横屏", "竖屏"]
    article = page.frame_locator("iframe[title=公众号文章]")
    article.get_by_text("草稿，不要发布").first.wait_for()
    assert (
        page.frame_locator("iframe[title=网站上的这一页]").get_by_role("link", name="渠道预览").count() == 0
    )
    broken = page.evaluate(
        "Promise.all([...document.images].map(one => (one.loading = 'eager', one.decode().then(() => [], () => [one.src]))))"
    )
    assert [*filter(None, broken)] == []
    file = preview.workshop.root / "stories" / "2026" / "one" / "index.md"
    good = file.read_text("utf-8")
    file.write_text(good.replace("一句话说清这个故事。", "换过的一句话。"), "utf-8")
    article.get_by_text("换过的一句话。").wait_for()
    file.write_text(good, "utf-8")
    article.get_by_text("一句话说清这个故事。").wait_for()


def test_who_agreed_to_the_website_alone_is_on_no_other_channel_of_the_desk(preview, page):
    people = "people: [{name: 老王, role: 面点师, consent: signed, channels: [website]}]\n"
    folder = preview.workshop.story("three", title="只给网站看的一篇", more=people)
    page.goto(f"{preview.home}.showcase/channels/")
    page.get_by_role("link", name="只给网站看的一篇").click()
    page.get_by_text("同意不包括公众号", exact=False).first.wait_for()
    for called in ("公众号", "海报", "抖音", "展板", "大厅屏幕"):
        assert page.get_by_text(f"这里没有：同意不包括{called}").count() >= 1, called
        assert page.get_by_text(f"老王 的同意不包括{called}").count() == 1, called
    assert page.locator("iframe").count() == 1
    shutil.rmtree(folder)


def test_the_desk_answers_for_its_own_stories_alone(preview):
    assert preview.ask("/.showcase/channels/")[0] == 200
    for path in (
        "2026/none/",
        "2026/one/wechat/none.html",
        "2026/one/wechat/../../x",
        "2026/one/wechat/%2e%2e",
        "x",
    ):
        assert preview.ask(f"/.showcase/channels/{path}")[0] == 404
    status, body = preview.ask("/.showcase/channels/2026/one/wechat/article.html")
    assert (status, b"bar.js" in body) == (200, False)


def test_what_the_network_may_see_has_no_desk_and_no_site_holds_one(workshop):
    workshop.story("one")
    found = Preview(workshop, "--address", "127.0.0.1:0", "--open-to-network")
    try:
        assert found.ask("/.showcase/channels/")[0] == 404
        assert b'"desk": false' in found.ask("/.showcase/state?after=-2")[1]
    finally:
        found.end()
    assert workshop.run("build").code == 0
    texts = (
        path.read_bytes() for path in workshop.site.rglob("*") if path.suffix in (".html", ".js", ".css")
    )
    assert not [text for text in texts if "渠道预览".encode() in text or b"/.showcase/" in text]
