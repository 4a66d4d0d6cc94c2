"""What keeps a drawing from being used, and where in the program that drew it that is cured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

RE_EXPORT = (
    "重新导出：Illustrator 用“导出为 SVG”，Inkscape 另存为“纯 SVG”，CorelDRAW 导出时编码选 UTF-8、不嵌入字体"
)
_TEXT = (
    "文字转成轮廓：Illustrator“文字 → 创建轮廓”；Inkscape“路径 → 对象转化成路径”；"
    "CorelDRAW“对象 → 转换为曲线”（转曲）；Figma 选中文字用 Flatten，再导出"
)
_RASTER = (
    "位图描成轮廓：Illustrator“对象 → 图像描摹 → 建立并扩展”；Inkscape“路径 → 描摹位图轮廓”；"
    "CorelDRAW“位图 → 轮廓描摹”；或请设计的人给矢量图"
)
_EFFECT = (
    "去掉阴影、模糊、发光一类的效果：Illustrator 在“外观”面板里删掉；Inkscape“滤镜 → 移除滤镜”；"
    "CorelDRAW“效果 → 清除效果”；Figma 删掉 Effects 里的阴影和模糊，再导出"
)
_CUT = (
    "把要露出的形状真正剪出来：Illustrator 释放蒙版后用“路径查找器 → 减去顶层”；"
    "Inkscape 释放蒙版后用“路径 → 差集”；CorelDRAW 用“对象 → 造型 → 修剪”，再导出"
)
_EXPAND = (
    "换成纯色，或展开成图形：Illustrator“对象 → 扩展”；Inkscape“路径 → 轮廓转化为路径”；"
    "CorelDRAW“对象 → 拆分”“将轮廓转换为对象”，再导出"
)
_STILL = "删掉动画，留下静止的图：Illustrator、Inkscape、CorelDRAW 导出的图里都没有动画，用原稿重新导出"
_RUNS = "删掉它：Illustrator、Inkscape、CorelDRAW 画的图里都用不着，用原稿重新导出"
_LINKED = (
    "把引用的图形放进这个文件里：Illustrator 在“链接”面板里嵌入后“对象 → 扩展”；"
    "Inkscape“编辑 → 克隆 → 断开克隆链接”；CorelDRAW“对象 → 断开链接”，再导出"
)
ENTITIES = (
    "Illustrator 另存为 SVG 时不勾选“保留 Illustrator 编辑功能”；Inkscape 另存为“纯 SVG”；CorelDRAW 重新导出"
)

# What would draw wrong, or run: (its name for people, the cure).
REFUSED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("text", "tspan", "textPath", "tref", "flowRoot"), ("文字", _TEXT)),
    "image": ("位图", _RASTER),
    "foreignObject": ("嵌进来的网页内容", _RUNS),
    "script": ("脚本", _RUNS),
    **dict.fromkeys(("iframe", "audio", "video", "canvas", "handler", "listener"), ("嵌进来的内容", _RUNS)),
    **dict.fromkeys(
        ("animate", "animateColor", "animateMotion", "animateTransform", "set", "discard"), ("动画", _STILL)
    ),
    "filter": ("滤镜效果", _EFFECT),
    "mask": ("蒙版", _CUT),
    "pattern": ("图案填充", _EXPAND),
    "marker": ("线上的箭头或标记", _EXPAND),
    "outside": ("外面的文件", _LINKED),
    "mix": ("混合模式", _EXPAND),
}


MOST_LINES = 6


@dataclass(frozen=True)
class Fault:
    line: int  # 1-based
    column: int
    message: str
    hint: str
    more: tuple[int, ...] = ()  # lines on which the same is wrong

    @property
    def told(self) -> str:
        """The message, with where else it holds."""
        if not self.more:
            return self.message
        lines = "、".join(map(str, dict.fromkeys(self.more[:MOST_LINES])))
        return f"{self.message}（第 {lines} 行{'等' if len(self.more) > MOST_LINES else ''}还有 {len(self.more)} 处）"


class Unfit(Exception):
    """A value that does not fit: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Stop(Exception):
    """There is no use in reading on."""
