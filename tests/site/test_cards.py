"""Share cards, drawn from real photos and looked at pixel by pixel."""

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from conftest import ROOT, photo_bytes
from showcase.house import read_house
from showcase.photos.contrast import contrast, luminance, luminance_of
from showcase.photos.placement import Placement, Rules, faults, ground_of
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.site import cards
from showcase.site.cards import FEW, SIZE, SQUARE, card_of, draw_card, entry, make_cards
from showcase.site.faces import Face, look_of

PROJECT = Project(ROOT)
HOUSE = read_house(PROJECT)
TOKENS, FONT = HOUSE.tokens, HOUSE.registered("card")
LOOK = look_of(HOUSE, "龘")
LONG = "出车之前，先绕着车走一圈，把六个地方看过、摸过、敲过、听过的那些早上"
TITLES = (
    "凌晨和面", "食堂师傅的一天", "一份菜，为什么要能点半份", "《舌尖上的兰大》与一位炒菜师傅的故事",
    "从WeChat到APP：报修只要30秒", "2026年3月5日：4号食堂的第一锅粥", LONG[:32],
)  # fmt: skip
FACE = Face("凌晨四点的灯", "餐饮 · 一线故事", sample=True)


def shared(path) -> bytes:
    """A photo as the photo cache would hold it for a card."""
    with Image.open(path) as image:
        picture = image.convert("RGB").resize(SIZE)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


PHOTOS = [shared(path) for path in sorted((ROOT / "stories" / "2026").glob("*/*.jpg"))[:4]]
GROUNDS = [None, *PHOTOS, photo_bytes(SIZE, mode="RGB")]


def band_top(card: Image.Image) -> int:
    """Where the gold rule over the band begins, found from below."""
    rule = tuple(bytes.fromhex(LOOK.colour("accent")[1:]))
    return next(y for y in range(SIZE[1] - 60, 0, -1) if card.getpixel((600, y)) == rule) - cards.RULE + 1


@pytest.mark.parametrize("photo", GROUNDS)
@pytest.mark.parametrize("title", TITLES)
def test_text_stands_on_its_own_paper_whatever_the_photo(title, photo):
    """Nothing is written over a photo: above the rule the card is the photo, below it only our own colours."""
    card = draw_card(replace(FACE, title=title), LOOK, photo)
    top = band_top(card)
    assert 290 <= top <= 420  # the photo keeps half of the card or nearly so
    if photo:
        shown = cards._window(photo, top, FACE.focus)
        assert ImageChops.difference(card.crop((0, 0, SIZE[0], top)), shown).getbbox() is None
    text = card.crop((SQUARE, top + cards.RULE, SIZE[0] - SQUARE, SIZE[1] - cards.SPINE))
    paper, ink = luminance(LOOK.colour("paper")), luminance(LOOK.colour("ink"))
    seen = [luminance_of(*colour) for _, colour in text.getcolors(1 << 20)]
    assert max(seen) <= paper + 0.01
    assert min(seen) >= ink - 0.01
    common = max(text.getcolors(1 << 20))[1]
    assert common == tuple(bytes.fromhex(LOOK.colour("paper")[1:]))


def test_every_pair_of_text_and_ground_on_a_card_reaches_aa():
    for text, ground in (("ink", "paper"), ("ink-2", "paper"), ("brand", "paper"), ("on-accent", "accent")):
        assert contrast(LOOK.colour(text), LOOK.colour(ground)) >= 4.5


@pytest.mark.parametrize("length", range(4, 33))
def test_a_title_of_any_length_is_whole_and_within_the_middle_square(length):
    face = replace(FACE, title=LONG[:length])
    title = cards._set_title(face, LOOK)
    assert "".join(title.lines) == face.title
    assert max(map(title.font.getlength, title.lines)) <= SIZE[1] - 48
    card = draw_card(face, LOOK, PHOTOS[0])
    strip = card.crop((0, band_top(card) + cards.RULE, SIZE[0], SIZE[1] - cards.SPINE))
    paper = Image.new("RGB", strip.size, LOOK.colour("paper"))
    for edge in (range(SQUARE - 14, SQUARE + 6), range(SIZE[0] - SQUARE - 6, SIZE[0] - SQUARE + 14)):
        gap = (edge.start, 0, edge.stop, strip.height)
        assert ImageChops.difference(strip.crop(gap), paper.crop(gap)).getbbox() is None


def block(opacity: int) -> str:
    """An emblem that fills its box, or one that nobody sees."""
    width = 1000 * LOOK.rules.proportion
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} 1000">'
        f'<path d="M0 0h{width:g}v1000h-{width:g}z" fill="#f0f" opacity="{opacity}"/></svg>'
    )


def emblem_boxes(face: Face, photo: bytes | None) -> list[tuple[Placement, Image.Image]]:
    """Where the card puts the emblem, with the card as it is without one."""
    card, before = (
        draw_card(face, replace(LOOK, emblems=tuple((n, block(seen), c) for n, _, c in LOOK.emblems)), photo)
        for seen in (1, 0)
    )
    drawn, found = ImageChops.difference(card, before), []
    for above, below in ((0, band_top(card)), (band_top(card), SIZE[1])):
        box = drawn.crop((0, above, SIZE[0], below)).getbbox()
        if box:
            box = (box[0], box[1] + above, box[2], box[3] + above)
            found.append((Placement(SIZE, box, LOOK.rules), before))
    return found


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("photo", [None, PHOTOS[0]])
def test_the_emblem_keeps_every_rule_of_its_own(title, photo):
    face = replace(FACE, title=title)
    boxes = emblem_boxes(face, photo)
    assert len(boxes) == (1 if photo else 2)
    for placement, before in boxes:
        ground = ground_of(before, placement.clear_box)
        assert any(faults(placement, ground, colours) == () for _, _, colours in LOOK.emblems)


def test_the_drawn_card_itself_leaves_the_emblem_its_clear_space():
    card = draw_card(FACE, LOOK, PHOTOS[0])
    top = band_top(card) + cards.RULE
    room = card.crop((0, top, cards.MARGIN + cards.EMBLEM, SIZE[1] - cards.SPINE))
    left, upper, right, lower = ImageChops.difference(
        room, Image.new("RGB", room.size, LOOK.colour("paper"))
    ).getbbox()
    margin = LOOK.rules.margin(cards.EMBLEM)
    assert left >= margin
    assert upper >= margin
    assert room.height - lower >= margin
    beside = card.crop((right + 1, top + upper, cards.MARGIN + cards.EMBLEM + margin, top + lower))
    assert len(beside.getcolors()) == 1  # paper, up to the name


def test_an_emblem_that_cannot_keep_its_rules_is_left_out():
    strict = replace(LOOK, rules=Rules(4.0, 24, LOOK.rules.proportion))
    card = draw_card(FACE, strict, PHOTOS[0])
    room = card.crop((0, band_top(card) + cards.RULE, 58, SIZE[1] - cards.SPINE))
    assert len(room.getcolors()) == 1
    assert draw_card(FACE, strict, None).getpixel((600, 150)) == tuple(
        bytes.fromhex(LOOK.colour("brand")[1:])
    )


def test_a_sample_says_so_and_no_other_card_does():
    tag = tuple(bytes.fromhex(LOOK.colour("accent")[1:]))

    def tagged(face):
        card = draw_card(face, LOOK, None)
        band = card.crop((0, band_top(card) + cards.RULE, SIZE[0], band_top(card) + 90))
        return any(
            colour == tag
            for _, colour in band.crop((SQUARE, 0, SIZE[0] - SQUARE, band.height)).getcolors(1 << 20)
        )

    assert tagged(FACE)
    assert not tagged(replace(FACE, sample=False))


def test_a_character_the_font_lacks_is_shown_as_missing_not_as_the_fonts_own_box():
    assert "".join(cards._set_title(replace(FACE, title="龘字碑前的人"), LOOK).lines) == "□字碑前的人"


@pytest.mark.parametrize("size", [(1200, 630), (400, 900), (2000, 300), (30, 30)])
def test_a_photo_of_any_shape_fills_its_place(size):
    card = draw_card(FACE, LOOK, photo_bytes(size))
    assert card.size == SIZE


def test_the_focal_point_decides_what_of_the_photo_is_seen():
    high, low = (draw_card(replace(FACE, focus=focus), LOOK, PHOTOS[0]) for focus in (0.0, 1.0))
    assert ImageChops.difference(high.crop((0, 0, 1200, 250)), low.crop((0, 0, 1200, 250))).getbbox()


def test_a_card_is_the_same_bytes_every_time_and_carries_no_metadata():
    card = card_of(FACE, LOOK, PHOTOS[0])
    assert card == card_of(FACE, LOOK, PHOTOS[0])
    assert len(card) < 400_000
    with Image.open(io.BytesIO(card)) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", SIZE, "RGB")
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_name_follows_the_content_and_nothing_else():
    name = entry(FACE, LOOK)
    assert re.fullmatch(r"[0-9a-f]{24}\.jpg", name)
    assert entry(FACE, replace(LOOK, font="/elsewhere/font.ttf")) == name
    assert entry(FACE, replace(LOOK, lacking="龘靐")) == name  # neither stands on this card
    others = [
        entry(replace(FACE, title="凌晨五点的灯"), LOOK),
        entry(replace(FACE, kicker="公寓 · 一线故事"), LOOK),
        entry(replace(FACE, photo="x.jpg"), LOOK),
        entry(replace(FACE, sample=False), LOOK),
        entry(FACE, replace(LOOK, font_hash="other")),
        entry(FACE, replace(LOOK, lacking="灯")),
        entry(FACE, replace(LOOK, colours=tuple((n, "#000000") for n, _ in LOOK.colours))),
    ]
    assert len({name, *others}) == len(others) + 1


def test_a_card_is_drawn_once_and_again_when_its_entry_is_damaged(tmp_path):
    photos, cache = Cache(tmp_path / "photos"), Cache(tmp_path / "cards")
    photos.put("one.jpg", PHOTOS[0])
    faces = [replace(FACE, photo="one.jpg"), FACE, FACE]
    assert make_cards(faces, LOOK, photos, cache) == 2
    assert make_cards(faces, LOOK, photos, cache) == 0
    name = entry(FACE, LOOK)
    assert cache.get(name) == card_of(FACE, LOOK, None)
    cache.path(name).write_bytes(b"broken")
    assert make_cards(faces, LOOK, photos, cache) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_title_holds_there_is_a_card(title, kicker):
    assert draw_card(Face(title, kicker), LOOK, None).size == SIZE
    assert entry(Face(title, kicker), LOOK)


def test_every_page_names_a_card_that_exists_and_an_unchanged_build_draws_none(workshop):
    photo = next((ROOT / "stories" / "2026").glob("*/*.jpg"))
    workshop.story(
        "one", photos={"a.jpg": photo}, more="cover: a.jpg\nphotos:\n  a.jpg: {consent: not-needed}\n"
    )
    workshop.story("two", title="食堂师傅的一天")
    first = workshop.run("build")
    assert first.code == 0, first.err
    assert "新画分享卡 0 张" not in first.err
    seen = {}
    for page in workshop.site.rglob("index.html"):
        link = re.search(r'property="og:image" content="([^"]+)"', page.read_text("utf-8"))[1]
        card = (page.parent / link).resolve()
        assert card.is_file(), (page, link)
        seen[page.relative_to(workshop.site).as_posix()] = card.name
    assert seen["stories/2026/one/index.html"] != seen["stories/2026/two/index.html"]
    assert seen["index.html"] != seen["search/index.html"]
    assert (workshop.site / "assets" / "card.jpg").is_file()
    settings = workshop.root / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8") + "\n", "utf-8"
    )  # else the site that stands is not even made
    assert "新画分享卡 0 张" in workshop.run("build").err


def test_a_new_title_draws_the_cards_that_show_it_only(workshop):
    folder = workshop.story("one")
    workshop.story("two", title="食堂师傅的一天")
    assert workshop.run("build").code == 0
    index = folder / "index.md"
    index.write_text(index.read_text("utf-8").replace("凌晨四点的灯", "凌晨五点的灯"), "utf-8")
    assert "新画分享卡 1 张" in workshop.run("build").err


def test_in_mourning_a_card_is_grey_and_has_an_address_of_its_own(workshop):
    grey = replace(LOOK, grey=True)
    assert entry(FACE, grey) != entry(FACE, LOOK)
    card = draw_card(FACE, grey, PHOTOS[0])
    assert all(red == green == blue for _, (red, green, blue) in card.getcolors(1 << 20))
    (workshop.root / "brand" / "memorial.yml").write_text("now: true\n", "utf-8")
    assert workshop.run("build").code == 0
    with Image.open(workshop.site / "assets" / "card.jpg") as built:
        low, high = ImageChops.difference(built.getchannel("R"), built.getchannel("G")).getextrema()
    assert high - low <= 2


def test_a_kicker_the_font_cannot_print_is_named_with_its_page(workshop):
    page = workshop.root / "docs" / "culture" / "dining" / "index.md"
    page.write_text(
        page.read_text("utf-8").replace("layout: culture", "layout: culture\nkicker: 𰻝面"), "utf-8"
    )
    found = [line for line in workshop.run("build").err.splitlines() if "FNT001" in line]
    assert len(found) == 1
    assert "docs/culture/dining/index.md" in found[0]
    assert "𰻝" in found[0]


def test_many_cards_are_the_same_cards_as_few(tmp_path):
    """A few are drawn at once, many in worker processes."""
    look = look_of(HOUSE, "")
    faces = [Face(f"第{number}张卡片", "餐饮") for number in range(FEW + 1)]
    few, many = Cache(tmp_path / "few"), Cache(tmp_path / "many")
    assert make_cards(faces, look, Cache(tmp_path), many) == FEW + 1
    assert make_cards(faces[:2], look, Cache(tmp_path), few) == 2
    for face in faces[:2]:
        assert few.get(entry(face, look)) == many.get(entry(face, look)) is not None
