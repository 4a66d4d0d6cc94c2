"""What a question to the search costs at 1,000 and 5,000 stories: building its index, its size, a reader's slow phone.

Run by `make bench`; prints a line a question and writes tests/bench/search.json. The stories are made of the words of a
dictionary, the common ones as much commoner as in a language, so that the index is as varied as that of real texts.
The network is Chromium's own throttle, as Lighthouse sets it for slow 4G, with nothing compressed.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypinyin.phrases_dict import phrases_dict

from showcase.brand.organisation import read_organisation
from showcase.project.folder import Project
from showcase.site.assemble import write_asset
from showcase.site.search.index import index_files
from showcase.site.search.reading import Entry, Findable

sys.path.insert(0, str(Path(__file__).parent.parent))
from conftest import CHROMIUM, CHROMIUM_FLAGS, ROOT

CHARACTERS = 700  # of a story
SLOW_4G = {
    "latency": 150,
    "downloadThroughput": 1638.4e3 / 8,
    "uploadThroughput": 750e3 / 8,
}  # ms, bytes a second
PAGE = """<!DOCTYPE html><html lang="zh-CN" data-base="."><meta charset="utf-8"><title>搜索</title>
<script src="site.js" defer></script><body><main><div data-search-here></div></main></body></html>"""
ASK = """words => new Promise(done => {
  const input = document.querySelector('.search__input'), status = document.querySelector('.search__status');
  const before = performance.now();
  input.value = words;
  input.dispatchEvent(new Event('input'));
  const seen = new MutationObserver(() => {
    seen.disconnect();
    const first = document.querySelector('.search__results a');
    done([performance.now() - before, first ? first.textContent : '']);
  });
  seen.observe(status, {childList: true});
})"""


def stories(count: int) -> Iterator[Entry]:
    chance = random.Random(count)
    words = sorted(word for word in phrases_dict if len(word) <= 4)
    chance.shuffle(words)
    weights = [1 / (place + 3) for place in range(len(words))]

    def said(number: int) -> list[str]:
        return chance.choices(words, weights, k=number)

    for number in range(count):
        text = "".join(
            f"{word}{chance.choice(('的', '了', '，', '，', '。', '', ''))}" for word in said(CHARACTERS // 3)
        )
        path = f"stories/{2000 + number // 250}/s{number}/index.html"
        yield Entry("".join(said(4)), path, "".join(said(10)) + "。", "餐饮 · 一线故事", text, weight=0.9)


def questions(entries: list[Entry]) -> dict[str, str]:
    one = entries[len(entries) // 2]
    sentence = one.text.split("。")[1][:16]
    wrong = one.title[:2] + "鑫" + one.title[3:]
    return {
        "common word": max(("一个", "不是"), key=lambda word: sum(word in e.text for e in entries[:200])),
        "word of a title": one.title[:4],
        "whole title": one.title,
        "a slip": wrong,
        "sentence": sentence,
        "nowhere": "魑魅魍魉饕餮",
        "pinyin": "shitang",
    }


def built(count: int, folder: Path) -> tuple[dict[str, float], list[Entry]]:
    entries = list(stories(count))
    words = read_organisation(Project(ROOT)).words
    started = time.process_time()
    files = index_files(map(Findable.of, entries), words, ())
    taken = time.process_time() - started
    for file in files:
        write_asset(file, folder)
    theme = resources.files("showcase") / "theme" / "assets" / "js"
    behaviour = "".join((theme / name).read_text("utf-8") for name in ("29-find.js", "30-search.js"))
    (folder / "site.js").write_text(behaviour, "utf-8")
    (folder / "index.html").write_text(PAGE, "utf-8")
    shards = [len(file.data) for file in files if file.path.startswith("search/k/")]
    return {
        "seconds": round(taken, 1),
        "files": len(files),
        "shards": len(shards),
        "largest_shard_kB": round(max(shards) / 1000, 1),
        "keys_MB": round(sum(shards) / 1e6, 1),
        "all_MB": round(sum(len(file.data) for file in files) / 1e6, 1),
        "first_kB": round(len(files[0].data) / 1000, 1),
    }, entries


def asked(browser: object, address: str, words: str) -> dict[str, float | str]:
    """A first question on a phone that has the page and the first file, but no shard: ms and bytes to the first result."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.evaluate("new Promise(done => showcaseFind.start(done))")
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_4G})
    loaded: list[float] = []
    network.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    try:
        took, title = page.evaluate(ASK, words)
        page.wait_for_timeout(300)
    finally:
        context.close()
    return {"ms": round(took), "kB": round(sum(loaded) / 1000, 1), "files": len(loaded), "first": title}


def measure(count: int, browser: object) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="showcase-bench-") as scratch:
        index, entries = built(count, Path(scratch))

        class Quiet(SimpleHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def __init__(self, *given: object) -> None:
                super().__init__(*given, directory=scratch)

            def log_message(self, *_: object) -> None: ...

        with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}/index.html"
            found = {name: asked(browser, address, words) for name, words in questions(entries).items()}
            server.shutdown()
    print(count, index)
    for name, cost in found.items():
        print(f"  {name}: {cost}")
    return {"index": index, "questions": found}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        result = {str(count): measure(count, browser) for count in (1000, 5000)}
        browser.close()
    target = Path(__file__).parent / "search.json"
    target.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
