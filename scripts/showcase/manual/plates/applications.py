"""The plates of applications, drawn to scale in mm: what is printed, worn, driven, screened and given."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from showcase.manual.plates.auxiliary import border, pattern
from showcase.manual.plates.brand import Brand
from showcase.manual.plates.combinations import GREY, UNIVERSITY, lockup, lockup_size
from showcase.manual.plates.sheet import Paint, Plate, Sheet, Words


def applications(brand: Brand) -> Iterator[Plate]:
    for draw in DRAWN:
        yield draw(brand)


def _table(brand: Brand, width: float, height: float, margin: float) -> tuple[Sheet, float]:
    """A sheet of cloth with the thing of `width` × `height` mm on it, `margin` mm from its edges."""
    sheet = Sheet(brand, width + 2 * margin, height + 2.4 * margin, "band")
    return sheet, margin


def _thing(sheet: Sheet, margin: float, width: float, height: float, radius: float = 0) -> None:
    paint = Paint(sheet.brand.colour("surface"), sheet.brand.colour("line"), sheet.width / 500)
    sheet.rect(margin, margin, width, height, paint, radius)


def _size(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    """The thing's size in words below it."""
    sheet.text(f"{width:g}×{height:g} 毫米", x + width, y + height + sheet.label, 0, "ink-2", "end")


def _fields(sheet: Sheet, x: float, y: float, width: float, rows: int, gap: float) -> None:
    """Lines that stand for text nobody has written."""
    for row in range(rows):
        short = 0.62 if row == rows - 1 else 1
        sheet.line(x, y + row * gap, x + width * short, y + row * gap, sheet.brand.colour("line"), gap * 0.16)


def card(brand: Brand) -> Plate:
    sheet, m = _table(brand, 90, 54, 11)
    _thing(sheet, m, 90, 54)
    lockup(sheet, m + 8, m + 7, 14)
    sheet.text(Words("姓名", tracking=0.2), m + 8, m + 33, 7)
    sheet.text("岗位", m + 30, m + 33.6, 3.6, "ink-2")
    _fields(sheet, m + 8, m + 41, 40, 3, 3.2)
    sheet.rect(m + 88, m, 2, 54, brand.colour("accent"))
    _size(sheet, m, m, 90, 54)
    return sheet.plate(
        "office-card",
        "office",
        "名片",
        f"90×54 毫米。姓名是最大的字，徽宽 14 毫米，右边一条{brand.label('accent')}。",
    )


def badge(brand: Brand) -> Plate:
    sheet, m = _table(brand, 85.5, 54, 11)
    _thing(sheet, m, 85.5, 54, radius=3)
    sheet.rect(m, m, 85.5, 18, brand.colour("brand"))
    lockup(sheet, m + 42.75 - lockup_size(brand, 12)[0] / 2, m + 3, 12, variant="reversed")
    sheet.rect(m + 7, m + 22, 20, 27, Paint(brand.colour("band"), brand.colour("line")))
    sheet.text("照片", m + 17, m + 35.5, 4, "ink-2", "middle")
    sheet.text(Words("姓名", tracking=0.2), m + 36, m + 28, 9)
    sheet.text("岗位", m + 36, m + 38, 4.5, "ink-2")
    sheet.text("编号", m + 36, m + 45.5, 4.5, "ink-2")
    _size(sheet, m, m, 85.5, 54)
    return sheet.plate(
        "office-badge",
        "office",
        "工作证",
        f"85.5×54 毫米，和饭卡一样大。{brand.label('brand')}底反白的组合在上，徽宽 12 毫米，姓名最大。",
    )


def letterhead(brand: Brand) -> Plate:
    sheet, m = _table(brand, 210, 297, 24)
    _thing(sheet, m, 210, 297)
    lockup(sheet, m + 25, m + 16, 22, UNIVERSITY)
    sheet.line(m + 25, m + 44, m + 185, m + 44, brand.colour("accent"), 0.6)
    sheet.text(Words("标题", tracking=0.3), m + 105, m + 66, 11, "ink", "middle")
    _fields(sheet, m + 25, m + 90, 160, 14, 10)
    sheet.text(brand.organisation.names.full, m + 185, m + 252, 6, "ink", "end")
    sheet.line(m + 25, m + 276, m + 185, m + 276, brand.colour("line"), 0.4)
    _size(sheet, m, m, 210, 297)
    return sheet.plate(
        "office-letterhead", "office", "信纸", "A4。组合在左上，徽宽 22 毫米，正文左右各空 25 毫米。"
    )


def envelope(brand: Brand) -> Plate:
    sheet, m = _table(brand, 220, 110, 18)
    _thing(sheet, m, 220, 110)
    lockup(sheet, m + 14, m + 12, 18)
    _fields(sheet, m + 96, m + 58, 90, 3, 12)
    border(sheet, m, m + 101, 220, 14, brand.colour("accent"))
    _size(sheet, m, m, 220, 110)
    return sheet.plate("office-envelope", "office", "信封", f"DL，220×110 毫米。组合在左上，下边一条{brand.tokens.emblem.graphics.border}。邮编框和邮票位照邮政的规定印。")  # fmt: skip


def slide(brand: Brand) -> Plate:
    sheet = Sheet(brand, 160, 90)
    sheet.rect(0, 0, 6, 90, brand.colour("brand"))
    lockup(sheet, 16, 10, 14)
    sheet.text(Words("报告的标题", tracking=0.04), 16, 44, 13, "ink")
    sheet.line(16, 56, 40, 56, brand.colour("accent"), 0.8)
    sheet.text("报告人 日期", 16, 66, 5, "ink-2")
    return sheet.plate(
        "office-slide",
        "office",
        "演示文稿",
        f"16:9。封面放一次组合，内页只留左边的{brand.label('brand')}条和页码。",
    )


def backdrop(brand: Brand) -> Plate:
    sheet = Sheet(brand, 6000, 3000, "brand")
    pattern(sheet, 0, 2200, (13, 4), 480, _softer(brand))
    lockup(sheet, 3000 - lockup_size(brand, 540)[0] / 2, 340, 540, variant="reversed")
    sheet.text(Words("会议的名称", tracking=0.12), 3000, 1400, 460, "on-brand", "middle")
    sheet.line(2500, 1800, 3500, 1800, brand.colour("accent"), 16)
    return sheet.plate("meeting-backdrop", "meeting", "会议背景", "6×3 米。名称是最大的字，徽只放一处；人坐下后，脸的高度不放字。")  # fmt: skip


def table_sign(brand: Brand) -> Plate:
    sheet, m = _table(brand, 200, 100, 16)
    _thing(sheet, m, 200, 100)
    sheet.rect(m, m, 200, 5, brand.colour("brand"))
    sheet.text(Words("姓名", tracking=0.3), m + 100, m + 48, 40, "ink", "middle")
    lockup(sheet, m + 8, m + 79, 14)
    _size(sheet, m, m, 200, 100)
    return sheet.plate("meeting-name", "meeting", "席卡", "200×100 毫米，折成两面一样。只写姓名，不写职务。")


def door(brand: Brand) -> Plate:
    sheet, m = _table(brand, 300, 150, 26)
    _thing(sheet, m, 300, 150, radius=3)
    sheet.rect(m, m, 62, 150, brand.colour("brand"))
    sheet.emblem(m + 11, m + 75 - 20 * brand.ratio, 40, "reversed")
    sheet.text(Words("值班室", tracking=0.08), m + 80, m + 62, 44, "ink")
    sheet.text("101", m + 80, m + 112, 26, "accent-text")
    _size(sheet, m, m, 300, 150)
    return sheet.plate("sign-door", "sign", "门牌", "300×150 毫米，下沿离地 1.5 米。房间名在前，号在后；字要在三米外看清。")  # fmt: skip


def directory(brand: Brand) -> Plate:
    sheet, m = _table(brand, 600, 900, 60)
    _thing(sheet, m, 600, 900)
    sheet.rect(m, m, 600, 150, brand.colour("brand"))
    lockup(sheet, m + 45, m + 30, 90, variant="reversed")
    for row, department in enumerate(brand.organisation.departments.values()):
        y = m + 225 + row * 105
        sheet.text(Words(department.name, widest=430), m + 45, y, 46)
        sheet.path("M0 -16L20 0L0 16", Paint("none", brand.colour("accent"), 6), move=(m + 530, y))
        sheet.line(m + 45, y + 52, m + 555, y + 52, brand.colour("line"), 1.5)
    _size(sheet, m, m, 600, 900)
    return sheet.plate(
        "sign-directory", "sign", "楼层索引", "600×900 毫米。一行一个去处，箭头在右，字高 46 毫米。"
    )


def vehicle(brand: Brand) -> Plate:
    """No maker's car: a box van in outline."""
    sheet = Sheet(brand, 5600, 2900, "band")
    line = brand.colour("ink-2")
    body = "M400 500H3900L4300 1150 5050 1380Q5250 1440 5250 1650V2250H400Z"
    sheet.path(body, Paint(brand.colour("surface"), line, 14))
    sheet.path("M3960 720H3720V1150H4210Z", Paint(brand.colour("band"), line, 12))
    sheet.line(3640, 560, 3640, 2200, line, 10)
    sheet.rect(400, 1960, 4850, 70, brand.colour("brand"))
    sheet.rect(400, 2045, 4850, 18, brand.colour("accent"))
    lockup(sheet, 700, 820, 740)
    for x in (1150, 4350):
        sheet.circle(x, 2260, 370, brand.colour("ink"))
        sheet.circle(x, 2260, 190, Paint(brand.colour("band"), line, 12))
    sheet.line(150, 2632, 5450, 2632, line, 12)
    return sheet.plate("vehicle-side", "vehicle", "车身侧面", "厢式车示意，按一比一的毫米画。组合贴在平整的厢板上，不跨门缝；腰线在轮拱以上。")  # fmt: skip


def avatar(brand: Brand) -> Plate:
    sheet = Sheet(brand, 120, 72, "band")
    sheet.circle(40, 36, 28, Paint(brand.colour("surface"), brand.colour("line")))
    sheet.emblem(40 - 17, 36 - 17 * brand.ratio, 34)
    sheet.rect(88, 24, 24, 24, brand.colour("brand"), radius=4)
    sheet.emblem(92.5, 36 - 7.5 * brand.ratio, 15, "reversed")
    return sheet.plate(
        "media-avatar", "media", "头像", "徽占圆的六成，圆形和圆角方形都不切到留白。小头像用反白。"
    )


def cover(brand: Brand) -> Plate:
    sheet = Sheet(brand, 180, 76.6)
    sheet.rect(110, 0, 70, 76.6, Paint(brand.colour("band"), brand.colour("line")))
    sheet.text("照片", 145, 38, 6, "ink-2", "middle")
    lockup(sheet, 12, 10, 13)
    sheet.text(Words("文章的标题", widest=90), 12, 38, 13, "ink")
    sheet.line(12, 52, 32, 52, brand.colour("accent"), 0.8)
    return sheet.plate("media-cover", "media", "公众号封面", f"900×383。照片和标题各占一边，徽只放在{brand.label('paper')}上。短视频的封面不放徽。")  # fmt: skip


def tote(brand: Brand) -> Plate:
    sheet = Sheet(brand, 420, 520, "band")
    line = brand.colour("ink-2")
    for x in (120, 260):
        sheet.path(f"M{x} 150V60Q{x} 30 {x + 20} 30Q{x + 40} 30 {x + 40} 60V150", Paint("none", line, 2))
    sheet.path("M40 140H380L370 500H50Z", Paint(brand.colour("surface"), line, 1.4))
    pattern(sheet, 66, 220, (6, 6), 48, brand.colour("accent"))
    sheet.text(Words("一日三餐 四季长青" if brand.tokens.names.tagline.startswith("一日三餐") else brand.tokens.names.site, tracking=0.1, widest=280), 210, 412, 24, "brand", "middle")  # fmt: skip
    sheet.emblem(195, 444, 30)
    return sheet.plate(
        "creative-tote",
        "creative",
        "布袋",
        f"340×360 毫米。{brand.tokens.emblem.graphics.pattern}在上，徽宽 30 毫米，放在最下面。",
    )


def mug(brand: Brand) -> Plate:
    sheet = Sheet(brand, 150, 120, "band")
    line = brand.colour("ink-2")
    sheet.path("M101 42Q132 40 130 62Q128 86 99 86", Paint("none", line, 6))
    sheet.path("M101 42Q132 40 130 62Q128 86 99 86", Paint("none", brand.colour("surface"), 4.8))
    sheet.path("M22 18H102L98 98Q97 104 91 104H33Q27 104 26 98Z", Paint(brand.colour("surface"), line, 0.6))
    sheet.emblem(48, 34, 28)
    border(sheet, 25.6, 82, 72.8, 9.1, brand.colour("brand"))
    return sheet.plate(
        "creative-mug",
        "creative",
        "搪瓷杯",
        f"口径 80 毫米。徽朝着端杯的人，杯脚一圈{brand.tokens.emblem.graphics.border}。",
    )


def certificate(brand: Brand) -> Plate:
    sheet, m = _table(brand, 297, 210, 24)
    _thing(sheet, m, 297, 210)
    sheet.rect(m + 9, m + 9, 279, 192, Paint("none", brand.colour("accent"), 0.7))
    sheet.rect(m + 11, m + 11, 275, 188, Paint("none", brand.colour("accent"), 0.25))
    sheet.emblem(m + 148.5 - 13, m + 21, 26)
    sheet.text(Words("荣誉证书", tracking=0.35), m + 148.5, m + 68, 19, "brand", "middle")
    _fields(sheet, m + 50, m + 98, 197, 4, 13)
    sheet.text(Words(brand.organisation.names.full, widest=140), m + 247, m + 164, 9, "ink", "end")
    sheet.text(Words("年 月 日", tracking=0.4), m + 247, m + 178, 7, "ink-2", "end")
    _size(sheet, m, m, 297, 210)
    return sheet.plate(
        "honour-certificate", "honour", "证书", "A4 横放。徽在上，文字居中，落款靠右；花边只用细线。"
    )


def medal(brand: Brand) -> Plate:
    sheet = Sheet(brand, 120, 110, "band")
    sheet.path("M42 0H56L66 38H52ZM78 0H64L54 38H68Z", brand.colour("brand"))
    sheet.circle(60, 64, 30, Paint(brand.colour("accent"), brand.colour("ink-2"), 0.4))
    sheet.circle(60, 64, 26.5, Paint(brand.colour("surface"), brand.colour("ink-2"), 0.25))
    sheet.emblem(60 - 16, 64 - 16 * brand.ratio, 32)
    sheet.measure(30, 99, 90, 99, "60 毫米")
    return sheet.plate("honour-medal", "honour", "奖章", "直径 60 毫米。正面只有徽，姓名和事由刻在背面。")


def festive(brand: Brand) -> Plate:
    sheet = Sheet(brand, 120, 80, "accent")
    pattern(sheet, 0, -2, (9, 12), 13.5, brand.colour("band"))
    sheet.rect(30, 18, 60, 44, brand.colour("paper"))
    sheet.emblem(51, 25, 18)
    sheet.text(Words("新年好", tracking=0.2), 60, 53, 6, "ink", "middle")
    return sheet.plate(
        "edition-festive",
        "edition",
        "节庆版",
        f"节日只换底：{brand.tokens.emblem.graphics.pattern}铺满，徽仍用原色，放在留空的纸上。",
    )


def memorial(brand: Brand) -> Plate:
    sheet = Sheet(brand, 120, 80, "surface")
    sheet.rect(0, 0, 120, 80, "#f4f4f4")
    wide, high = lockup_size(brand, 20, "department-vertical")
    lockup(sheet, 60 - wide / 2, 37 - high / 2, 20, "department-vertical", "mourning")
    sheet.line(48, 64, 72, 64, GREY, 0.4)
    return sheet.plate("edition-memorial", "edition", "纪念版", "公祭和悼念的日子，全部转为灰色，照片也一样；不放底纹，不写部训。")  # fmt: skip


def _softer(brand: Brand) -> str:
    """The brand colour, a little towards what is written on it: a pattern that stays behind the words."""
    one, other = brand.colour("brand"), brand.colour("on-brand")
    mixed = (round(int(one[i : i + 2], 16) * 0.86 + int(other[i : i + 2], 16) * 0.14) for i in (1, 3, 5))
    return "#" + "".join(f"{c:02x}" for c in mixed)


DRAWN: tuple[Callable[[Brand], Plate], ...] = (
    card, badge, letterhead, envelope, slide, backdrop, table_sign, door, directory, vehicle, avatar, cover,
    tote, mug, certificate, medal, festive, memorial,
)  # fmt: skip
