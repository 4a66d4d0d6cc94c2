"""What becomes of each draft, in the preview and on the official site: decided in this process, nothing is built."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from conftest import photo_bytes
from first_owner import house
from mistakes import Mistake, index
from showcase.photos.recipes import CARD, COVER, SHARE
from showcase.photos.studio import Studio
from showcase.project.finding import Place, warning
from showcase.project.jail import Jail
from showcase.project.workers import Workers
from showcase.stories.drafts import read_draft
from showcase.stories.intake import Examined, Intake, State, Terms, settled, story_absences, take_in

TODAY = dt.date(2026, 4, 1)
REVIEWED = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}"
GONE = "withdrawn: {date: 2026-03-20, reason: 本人要求}"
PHOTO = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed}}"
UNKNOWN = "allow: [{code: LNK001, reason: 那一页下月上线, until: 2026-12-31}]"

PUBLISHED, PENDING, BROKEN, SCHEDULED, EXPIRED, WITHDRAWN, SAMPLE, UNREVIEWED = State
# front matter beside what every story has: its state in the preview, and on the official site
DRAFTS = {
    "plain": (f"{REVIEWED}\n{PHOTO}", PUBLISHED, PUBLISHED),
    "pending": (PHOTO, PENDING, UNREVIEWED),
    "sample": ("sample: true", PENDING, SAMPLE),
    "reviewed-sample": (f"sample: true\n{REVIEWED}", PUBLISHED, SAMPLE),
    "tomorrow": (f"publish: 2026-04-02\n{REVIEWED}\n{PHOTO}", SCHEDULED, SCHEDULED),
    "today": (f"publish: 2026-04-01\n{REVIEWED}", PUBLISHED, PUBLISHED),
    "tomorrow-unreviewed": ("publish: 2026-04-02", SCHEDULED, UNREVIEWED),
    "over": (f"expires: 2026-04-01\n{REVIEWED}\n{PHOTO}", EXPIRED, EXPIRED),
    "over-sample": ("expires: 2026-04-01\nsample: true", EXPIRED, EXPIRED),
    "last-day": (f"expires: 2026-04-02\n{REVIEWED}", PUBLISHED, PUBLISHED),
    "gone": (f"{GONE}\n{PHOTO}", WITHDRAWN, WITHDRAWN),
    "gone-and-wrong": (f"{GONE}\nthemes: [天气]", WITHDRAWN, WITHDRAWN),
    "wrong": (f"themes: [天气]\n{REVIEWED}\n{PHOTO}", BROKEN, BROKEN),
    "gone-somehow": (f"withdrawn: 昨天\n{PHOTO}", BROKEN, BROKEN),
    "no-photo": (f"cover: none.jpg\nphotos: {{none.jpg: {{consent: not-needed}}}}\n{REVIEWED}", BROKEN, BROKEN),
    "chosen": (f"themes: [育人]\n{REVIEWED}\ncover: a.jpg\nphotos: {{a.jpg: {{consent: not-needed, focal: [0.1, 0.2]}}}}", PUBLISHED, PUBLISHED),
    "allowing": (f"{UNKNOWN}\n{REVIEWED}", PUBLISHED, PUBLISHED),
}  # fmt: skip


OTHERS = ("empty", "bare", "torn")  # without a text, without front matter, with half a photo


@pytest.fixture(scope="module")
def intakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, Intake]]:
    """By whether it is for the official site."""
    root = tmp_path_factory.mktemp("intake")
    for slug, (more, *_) in DRAFTS.items():
        folder = root / "stories" / "2026" / slug
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(index(Mistake("", more, "")), "utf-8")
        if "cover: a.jpg" in more:
            (folder / "a.jpg").write_bytes(photo_bytes((60, 40)))
    others = {
        "empty": index(Mistake("", REVIEWED, ""), body=""),
        "bare": "灯亮了。\n",
        "torn": index(Mistake("", f"{REVIEWED}\n{PHOTO}", ""), body='![一袋面](b.jpg "面袋")'),
    }
    for slug, text in others.items():
        (root / "stories" / "2026" / slug).mkdir()
        (root / "stories" / "2026" / slug / "index.md").write_text(text, "utf-8")
    for name, photo in (("a.jpg", photo_bytes((60, 40))), ("b.jpg", photo_bytes((60, 40))[:-300])):
        (root / "stories" / "2026" / "torn" / name).write_bytes(photo)
    drafts = [read_draft(Jail(root), "2026", slug) for slug in (*DRAFTS, *OTHERS)]
    organisation, motto = house()
    with Workers() as workers:
        studio = Studio(root, root / ".cache", workers, "#ffffff")
        yield {
            official: take_in(drafts, Terms(TODAY, organisation, motto, official), studio, workers)
            for official in (False, True)
        }


def one(intake: Intake, slug: str) -> Examined:
    return next(one for one in intake.examined if one.draft.slug == slug)


@pytest.mark.parametrize("official", [False, True])
def test_what_becomes_of_each(intakes, official):
    found = {one.draft.slug: one.state for one in intakes[official].examined}
    assert found == {slug: states[official] for slug, (_, *states) in DRAFTS.items()} | dict.fromkeys(
        OTHERS, BROKEN
    )


@pytest.mark.parametrize("official", [False, True])
def test_what_is_shown_is_listed_by_its_key_on_one_day_and_all_else_is_told_as_absent(intakes, official):
    shown = sorted(s for s, (_, *states) in DRAFTS.items() if states[official] in (PUBLISHED, PENDING))
    intake = intakes[official]
    assert [story.slug for story in intake.stories] == shown
    absent = story_absences(intake.examined)
    hidden = {*DRAFTS, *OTHERS} - set(shown)
    assert set(absent) == {f"stories/2026/{slug}/index.html" for slug in hidden}
    assert absent["stories/2026/wrong/index.html"].cause == "有错误，没有发布"
    assert absent["stories/2026/over/index.html"].cause == "已经到期"
    if official:
        assert absent["stories/2026/sample/index.html"].code == "LNK005"
    broken = ("bare", "empty", "gone-somehow", "no-photo", "torn", "wrong")
    assert intake.left_out == tuple(f"stories/2026/{slug}/index.md" for slug in broken)
    assert [draft.slug for draft in intake.withdrawn] == ["gone", "gone-and-wrong"]


@pytest.mark.parametrize(
    ("official", "shown", "made"),
    [
        (False, {"plain", "pending", "chosen"}, {"tomorrow", "wrong", "torn"}),
        (True, {"plain", "chosen"}, {"tomorrow", "wrong", "torn"}),
    ],
)
def test_photos_are_made_for_what_may_still_appear_and_given_only_for_what_does(
    intakes, official, shown, made
):
    intake = intakes[official]
    assert set(intake.photos) == {f"stories/2026/{slug}/a.jpg" for slug in shown}
    assert {one.draft.slug for one in intake.examined if one.photos} == shown | made


def test_a_cover_is_made_in_more_shapes_than_others_and_where_people_set_it(intakes):
    chosen = one(intakes[False], "chosen")
    assert chosen.story.themes == (house()[0].theme_key("育人"),)
    cover = chosen.photos["a.jpg"]
    for recipe in (COVER, CARD, SHARE):
        assert cover.picture(recipe, (0.1, 0.2))
    assert cover.picture(CARD, (0.1, 0.2))[0].box == (0, 0, 53, 40)
    assert {want.recipe for want in cover.plans} == {COVER, CARD, SHARE}  # it is shown nowhere else
    torn = one(intakes[False], "torn")
    assert set(torn.photos) == {"a.jpg"}
    assert "stories/2026/torn/b.jpg" in [f.place.path for f in torn.findings if f.is_error]


def test_the_text_of_an_empty_story_is_asked_for_and_pending_is_marked(intakes):
    assert "FM004" in {finding.code for finding in one(intakes[False], "empty").findings}
    assert one(intakes[False], "pending").unreviewed == "还没有初审、复审、终审"
    assert [s.slug for s in intakes[False].stories if s.pending] == ["pending", "sample"]
    assert "FM004" not in {finding.code for finding in one(intakes[False], "bare").findings}
    assert intakes[False].rendered == len(DRAFTS) + 2
    assert intakes[True].rendered == 0  # they are kept


def test_what_is_known_only_of_the_whole_is_allowed_as_well(intakes):
    before = one(intakes[False], "allowing")
    assert [finding.code for finding in before.findings] == ["FM009"]  # nothing of the kind so far
    link = warning("LNK001", Place(before.draft.path, before.draft.body_line), "没有这一页", "删掉链接")
    after = settled(before, [link], TODAY)
    assert (after.findings, [finding for finding, _ in after.allowed]) == ((), [link])
    assert settled(after, [], TODAY).allowed == after.allowed  # what was allowed stays so
    assert [f.code for f in settled(one(intakes[False], "today"), [link], TODAY).findings] == ["LNK001"]
