"""Drafts sent to the account: once, with what was asked of the server, and never a word of the secret."""

from __future__ import annotations

import json
import re
import stat
from dataclasses import replace

import pytest
from wechat_server import APPID, SECRET, wechat

from conftest import photo_bytes
from showcase.channels.makers import WECHAT, darkroom
from showcase.channels.telling import told
from showcase.channels.wechat.account import Account
from showcase.channels.wechat.answers import answer
from showcase.channels.wechat.ledger import FILE, Ledger
from showcase.channels.wechat.sending import send
from showcase.cli import main
from showcase.project.folder import Project
from showcase.site.options import Options
from showcase.site.survey import survey

REVIEW = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
MORE = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed}, b.jpg: {consent: not-needed}}\n"


@pytest.fixture(scope="module")
def exports(make_workshop):
    """(workshop, two stories with what was made of them): one has photos, the other none."""
    workshop = make_workshop()
    settings = workshop.root / "mkdocs.yml"
    settings.write_text(re.sub("(?m)^site_url:.*$", "site_url: https://www.school.test/w/", settings.read_text("utf-8")), "utf-8")  # fmt: skip
    photos = {"a.jpg": photo_bytes((1600, 1200)), "b.jpg": photo_bytes((900, 600))}
    workshop.story("one", more=MORE + REVIEW, body="![锅](b.jpg)\n", photos=photos)
    workshop.story("bare", title="没有照片的一篇", more=REVIEW)
    project = Project(workshop.root)
    found = survey(project, Options(official=True))
    tolds = [told(found, story, "wechat")[0] for story in found.collection.catalogue.stories]
    dark = darkroom(project, found.house, tolds, WECHAT)
    made = {one.story.slug: (one, WECHAT.make(one, found.house, dark)) for one in tolds}
    return workshop, made


@pytest.fixture
def desk(exports, tmp_path):
    """(the account's server, how to send, how long was waited)."""
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    waited: list[float] = []
    with wechat() as server:

        def sent(*pairs, secret=SECRET):
            account = Account(server.address, APPID, secret, waited.append)
            found = list(send(account, Ledger(Project(tmp_path), APPID), pairs or [exports[1]["one"]]))
            told_of = [one.words or f"{one.finding.message} {one.finding.hint}" for one in found]
            for words in (
                *told_of,
                repr(account),
                (tmp_path / FILE).read_text("utf-8") if (tmp_path / FILE).exists() else "",
            ):
                assert SECRET not in words
                assert secret not in words
                assert "TOKEN_" not in words
            return found, " ".join(told_of)

        yield server, sent, waited


def with_change(pair, new="五"):
    one, export = pair
    files = tuple((name, data.replace("四点".encode(), f"{new}点".encode())) for name, data in export.files)
    return one, replace(export, files=files)


def test_a_draft_has_its_pictures_its_cover_and_its_facts(desk, exports):
    server, sent, _ = desk
    _, words = sent()
    assert "存进草稿箱了（draft_0），共 3 张图" in words
    ((_, article),) = server.drafts
    assert article["title"] == "凌晨四点的灯"
    assert article["content_source_url"] == "https://www.school.test/w/stories/2026/one/"
    assert article["content"].count("https://mmbiz.qpic.cn/") == 3
    files = dict(exports[1]["one"][1].files)
    assert server.covers[article["thumb_media_id"]] == files["cover-235.jpg"]
    assert set(server.pictures.values()) == {files["img-01.jpg"], files["img-02.jpg"], files["qr.png"]}
    assert server.asked.count("stable_token") == 1


def test_the_same_story_is_not_sent_again_and_a_changed_one_is_with_what_was_uploaded_before(desk, exports):
    server, sent, _ = desk
    sent()
    server.asked.clear()
    _, words = sent()
    assert "没有再发" in words
    assert server.asked == []  # nothing at all is asked
    _, words = sent(with_change(exports[1]["one"]))
    assert "上一次的那份（draft_0）还在草稿箱里" in words
    assert len(server.drafts) == 2
    assert server.asked == ["stable_token", "add"]


def test_a_token_that_ended_is_renewed_once(desk):
    server, sent, waited = desk
    server.faults = {"uploadimg": [42001], "add": [40014, 40014]}
    _, words = sent()
    assert "40014" in words  # for one request once, and no more
    assert len(server.tokens) == 3
    server.tokens.append("another_program_took_a_new_one")
    assert "存进草稿箱了" in sent()[1]
    assert (waited, len(server.drafts)) == ([], 1)


@pytest.mark.parametrize(("fault", "path"), [(-1, "uploadimg"), (45011, "add"), ("down", "add_material"), ("garbage", "stable_token"), ("lost", "uploadimg")])  # fmt: skip
def test_what_may_pass_is_tried_again_after_a_while(desk, fault, path):
    server, sent, waited = desk
    server.faults = {path: [fault, fault]}
    _, words = sent()
    assert "存进草稿箱了" in words
    assert waited == [1.0, 3.0]
    assert len(server.drafts) == 1


def test_after_four_tries_it_is_said_and_the_pictures_stay_uploaded(desk):
    server, sent, waited = desk
    server.faults = {"add_material": ["down"] * 4}
    _, words = sent()
    assert "HTTP 502" in words
    assert waited == [1.0, 3.0, 9.0]
    server.asked.clear()
    assert "存进草稿箱了" in sent()[1]
    assert "uploadimg" not in server.asked


@pytest.mark.parametrize("fault", ["lost", -1, "down"])
def test_a_draft_whose_answer_was_lost_is_looked_for_and_never_sent_twice(desk, fault):
    server, sent, waited = desk
    server.faults = {"add": [fault]}
    _, words = sent()
    assert "会先到草稿箱里找" in words
    assert waited == []
    came_in = len(server.drafts)
    _, words = sent()
    assert ("已经存进草稿箱了" if came_in else "存进草稿箱了（draft_0）") in words
    assert len(server.drafts) == 1
    assert "batchget" in server.asked


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("stable_token", 40164, "203.0.113.7"),
        ("stable_token", 89503, "管理员"),
        ("uploadimg", 45009, "明天再发"),
        ("uploadimg", 40009, "小于 1 MB"),
        ("add", 48001, "复制正文"),
        ("add", 45166, "--validate"),
        ("add", 12345, "12345"),
    ],
)
def test_every_refusal_is_told_in_chinese_with_what_to_do(desk, path, code, said):
    server, sent, waited = desk
    server.faults = {path: [code]}
    found, words = sent()
    assert said in words
    assert str(code) in words
    assert found[0].finding.code == "CHN017"
    assert (waited, server.drafts) == ([], [])
    assert not re.search("scripted|invalid|errmsg", words)


def test_where_the_account_is_refused_no_other_story_is_tried(desk, exports):
    server, sent, _ = desk
    found, words = sent(exports[1]["one"], with_change(exports[1]["one"]), secret="f" * 32)
    assert "AppSecret 不对" in words
    assert "没有发：前一篇没有发成" in words
    assert [one.finding.code for one in found] == ["CHN017", "CHN017"]
    assert server.asked == ["stable_token"]


def test_a_story_that_does_not_fit_keeps_no_other_back(desk, exports):
    server, sent, _ = desk
    one, export = exports[1]["one"]
    large = b"\xff\xd8" + b"0" * 1_100_000
    big = replace(
        export, files=tuple((name, large if name == "img-02.jpg" else data) for name, data in export.files)
    )
    long = replace(export, files=tuple((name, data.replace(b"</section>\n", b"<p>" + b"x" * 20_000 + b"</p></section>\n")) for name, data in export.files))  # fmt: skip
    _, words = sent((one, big), (one, long), exports[1]["bare"], with_change((one, export)))
    assert "图片太大" in words
    assert "个字符，公众号要少于 20000" in words
    assert "没有题图" in words
    assert "存进草稿箱了" in words
    assert len(server.drafts) == 1


def test_a_cover_that_was_deleted_there_is_sent_again(desk, exports):
    server, sent, _ = desk
    sent()
    server.covers.clear()
    changed = with_change(exports[1]["one"])
    assert "40007" in sent(changed)[1]
    assert "存进草稿箱了" in sent(changed)[1]


def test_nothing_follows_where_the_answer_points_elsewhere(desk):
    server, sent, _ = desk
    server.faults = {"uploadimg": ["elsewhere"] * 4}
    assert "HTTP 302" in sent()[1]
    assert "GET" not in server.asked


def test_a_server_that_is_not_there_is_told_in_a_line(exports, tmp_path):
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    with wechat() as server:
        pass
    account = Account(server.address, APPID, SECRET, lambda seconds: None)
    (found,) = send(account, Ledger(Project(tmp_path), APPID), [exports[1]["one"]])
    assert "连不上" in found.finding.message


def run(workshop, tmp_path, *more):
    return main(["--root", str(workshop.root), "wechat", "one", "--out", str(tmp_path / "wx"), *more])


def test_the_command_sends_by_the_environment_alone(exports, tmp_path, capsys, monkeypatch):
    workshop = exports[0].copy(tmp_path / "project")
    assert run(workshop, tmp_path) == 0  # nothing is sent unless it is asked for
    for name, value in (("WECHAT_APPID", APPID), ("WECHAT_SECRET", SECRET)):
        monkeypatch.setenv(name, value)
    with wechat() as server:
        monkeypatch.setenv("WECHAT_API", server.address)
        assert run(workshop, tmp_path, "--send-draft") == 0
        assert "存进草稿箱了（draft_0）" in capsys.readouterr().err
        kept = workshop.root / FILE
        assert stat.S_ISREG(kept.stat().st_mode)
        assert SECRET not in kept.read_text("utf-8")
        assert APPID not in kept.read_text("utf-8")
        assert next(iter(json.loads(kept.read_text("utf-8")).values()))["2026/one"]["draft"] == "draft_0"
        assert run(workshop, tmp_path, "--send-draft") == 0
        assert "没有再发" in capsys.readouterr().err
        index = workshop.root / "stories/2026/one/index.md"
        index.write_text(index.read_text("utf-8").replace("a.jpg: {consent: not-needed}", "a.jpg: {consent: not-needed, channels: [website, douyin]}"), "utf-8")  # fmt: skip
        server.asked.clear()
        assert (
            run(workshop, tmp_path, "--send-draft") == 1
        )  # who did not agree to the channel is not sent to it
        assert server.asked == []
        kept.write_text("[1]", "utf-8")
        index.write_text(index.read_text("utf-8").replace(", channels: [website, douyin]", ""), "utf-8")
        assert run(workshop, tmp_path, "--send-draft") == 2
        assert FILE in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WECHAT_SECRET", "", "WECHAT_SECRET"),
        ("WECHAT_SECRET", "not a secret but private", "不像 AppSecret"),
        ("WECHAT_APPID", "gh_private", "不像 AppID"),
        ("WECHAT_API", "http://evil.example", "https://"),
        ("WECHAT_API", "https://user:private@x.test", "https://"),
    ],
)
def test_credentials_that_cannot_be_right_stop_before_anything_and_are_not_repeated(
    exports, tmp_path, capsys, monkeypatch, name, value, said
):
    monkeypatch.setenv("WECHAT_APPID", APPID)
    monkeypatch.setenv("WECHAT_SECRET", SECRET)
    monkeypatch.setenv(name, value)
    assert run(exports[0], tmp_path, "--send-draft") == 2
    err = capsys.readouterr().err
    assert said in err
    assert "private" not in err
    assert SECRET not in err
    assert not (tmp_path / "wx").exists()


def test_a_draft_of_ours_is_never_sent(exports, tmp_path, capsys):
    assert run(exports[0], tmp_path, "--send-draft", "--draft") == 2
    assert "不能和 --draft 一起" in capsys.readouterr().err


def test_of_what_the_interface_says_only_an_address_is_told_on():
    assert (
        "1.2.3.4" in answer(40164, "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist rid: 1").message
    )
    assert "rid" not in answer(40164, "invalid ip 1.2.3.4 rid: 1").message
