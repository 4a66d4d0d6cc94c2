"""An SVG from strangers → a small tree of what may be drawn, with what was dropped and what would run.

Read by expat as a stream: no depth is a recursion, and nothing is resolved, fetched or expanded.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from xml.parsers import expat

from showcase.brand.drawing.faults import ENTITIES, RE_EXPORT, REFUSED, Fault, Stop
from showcase.brand.svg import NAMESPACE

MAX_DEPTH = 16  # 300 were a segmentation fault in the renderer
MAX_FAULTS = 30
MAX_MORE = 99  # places of one fault that are counted
XLINK = "http://www.w3.org/1999/xlink"
_RUNS = frozenset({"script", "handler", "listener", "iframe"})
RUNNING = _RUNS | frozenset(
    {"animate", "animateColor", "animateMotion", "animateTransform", "set", "discard"}
)
_TOLD = {"title": "标题和说明文字", "desc": "标题和说明文字", "metadata": "作者、软件一类的附注"}
_PROGRAMS = (
    ("inkscape", "Inkscape"), ("sodipodi", "Inkscape"), ("adobe", "Illustrator"), ("corel", "CorelDRAW"),
    ("sketch", "Sketch"), ("figma", "Figma"),
)  # fmt: skip


@dataclass
class Node:
    name: str
    attributes: dict[str, str]
    line: int
    column: int  # 0-based, in bytes as expat counts
    start: int  # in the file's bytes
    children: list[Node] = field(default_factory=list)
    text: str = ""  # of <style> and <text> only
    text_line: int = 1


@dataclass
class Tree:
    """`root` is None when the file is none; `dropped` counts what was left away, in words for people."""

    text: bytes
    root: Node | None = None
    faults: list[Fault] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def fault(self, node: Node, message: str, hint: str, attribute: str = "") -> None:
        line, column = self.place(node, attribute)
        self.add(Fault(line, column, message, hint))

    def add(self, fault: Fault) -> None:
        """Raises Stop when there are so many that more would help nobody."""
        for index, known in enumerate(self.faults):
            if (known.message, known.hint) == (fault.message, fault.hint):
                if (known.line, known.column) != (fault.line, fault.column) and len(known.more) < MAX_MORE:
                    self.faults[index] = replace(known, more=(*known.more, fault.line))
                return
        self.faults.append(fault)
        if len(self.faults) >= MAX_FAULTS:
            raise Stop

    def place(self, node: Node, attribute: str = "") -> tuple[int, int]:
        """Line and column, 1-based, of a node or of an attribute of it; expat knows only the node's."""
        line, column = node.line, node.column
        tag = self.text[node.start : self.text.find(b">", node.start)]
        found = attribute and re.search(rb"\s" + re.escape(attribute.encode()) + rb"\s*=", tag)
        if not found:
            return line, column + 1
        before = tag[: found.start() + 1]
        last = before.rpartition(b"\n")[2].decode("utf-8", "replace")
        newlines = before.count(b"\n")
        return line + newlines, len(last) + 1 + (0 if newlines else column)


class _Reader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[Node] = []
        self.silent = 0  # depth within what is not drawn
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.words
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.ProcessingInstructionHandler = self.instruction

    def read(self) -> None:
        try:
            self.parser.Parse(self.tree.text, True)
        except expat.ExpatError as err:
            self.tree.faults.append(Fault(err.lineno, err.offset + 1, "从这里起不是完整的 XML", RE_EXPORT))
        except Stop:
            return

    def here(self, name: str = "", attributes: dict[str, str] | None = None) -> Node:
        parser = self.parser
        return Node(name, attributes or {}, parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex)  # fmt: skip

    def doctype(self, _: str, __: str | None, ___: str | None, has_own: int) -> None:
        self.tree.dropped["文件类型声明 DOCTYPE"] += 1

    def entity(self, *_: object) -> None:
        self.tree.fault(self.here(), "DOCTYPE 里不能定义实体（<!ENTITY …>）", ENTITIES)
        raise Stop

    def instruction(self, target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.tree.fault(self.here(), "不能引用样式表", f"删掉这一行，颜色写在图形上；或{RE_EXPORT}")

    def words(self, text: str) -> None:
        if not self.silent and self.stack and self.stack[-1].name in ("style", "text", "tspan", "textPath"):
            node = self.stack[-1]
            if not node.text:
                node.text_line = self.parser.CurrentLineNumber
            node.text += text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.silent:
            self.silent += 1
            return
        if self.stack and (space != NAMESPACE or local in _TOLD):
            self.silent = 1
            self.tree.dropped[_TOLD.get(local, _owner(space)) if space == NAMESPACE else _owner(space)] += 1
            return
        node = self.here(local)
        if not self.stack and (local != "svg" or space != NAMESPACE):
            self.tree.fault(node, "最外层应当是带 viewBox 的 <svg>", f'<svg xmlns="{NAMESPACE}" viewBox="0 0 512 512">')  # fmt: skip
            raise Stop
        if len(self.stack) >= MAX_DEPTH:
            self.tree.fault(node, f"图形套了 {MAX_DEPTH} 层以上", "在制图软件里取消编组，再导出")
            raise Stop
        self._keep(node, attributes)
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.tree.root = node
        self.stack.append(node)
        if local in RUNNING:
            what, cure = REFUSED[local]
            self.tree.fault(node, f"不能有 <{local}>（{what}）", cure)

    def _keep(self, node: Node, attributes: dict[str, str]) -> None:
        """The attributes that may mean something to the drawing; what would run is a fault."""
        for attribute, value in attributes.items():
            space, _, local = attribute.rpartition(" ")
            if space == XLINK and local == "href":
                node.attributes.setdefault("href", value)
            elif space:
                self.tree.dropped[_owner(space)] += space != XLINK
            elif local.lower().startswith("on"):
                self.tree.fault(node, f"<{node.name}> 上不能有 {local}", REFUSED["script"][1], local)
            else:
                node.attributes[local] = value

    def end(self, _: str) -> None:
        if self.silent:
            self.silent -= 1
        else:
            self.stack.pop()


def _owner(space: str) -> str:
    if space.startswith("http://www.w3.org/XML/"):
        return "xml:space 一类的设置"
    program = next((name for word, name in _PROGRAMS if word in space.lower()), "")
    return f"{program} 自己的编辑信息" if program else "别的软件写进来的信息"


# What people take for an SVG, by its first bytes.
_OTHERS = (
    (b"\x1f\x8b", "压缩过的 SVGZ", "解压，或另存为普通的 .svg"),
    (b"%PDF", "AI 或 PDF 文件", "在 Illustrator 或 Inkscape 里打开，导出为 SVG"),
    (b"%!PS", "EPS 文件", "在 Illustrator 或 Inkscape 里打开，导出为 SVG"),
    (b"\x89PNG", "位图，只是名字写成了 .svg", REFUSED["image"][1]),
    (b"\xff\xd8", "位图，只是名字写成了 .svg", REFUSED["image"][1]),
    (b"RIFF", "CorelDRAW 的 CDR 文件或位图", "在 CorelDRAW 里打开，导出为 SVG"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["'](gb2312|gbk|gb18030|iso-8859-1|windows-1252)["']""", re.I)


def read_tree(data: bytes) -> Tree:
    """What the bytes of a file hold; a tree without a root has faults."""
    for begin, what, cure in _OTHERS:
        if data.startswith(begin):
            return Tree(b"", faults=[Fault(1, 1, f"不是 SVG，是{what}", cure)])
    declared = _DECLARED.match(data)
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) > 2
    encoding = declared[1].decode().lower() if declared else "utf-8-sig"
    try:
        text = data.decode("utf-16" if wide else "gb18030" if encoding.startswith("gb") else encoding)
    except UnicodeDecodeError:
        return Tree(b"", faults=[Fault(1, 1, "不是 UTF-8 编码", "另存为 UTF-8")])
    tree = Tree(text.encode("utf-8", "replace"))
    _Reader(tree).read()
    if not tree.root and not tree.faults:
        tree.faults.append(Fault(1, 1, "从这里起不是完整的 XML", RE_EXPORT))
    return tree
