"""SEC: what a body may not hold; found while it is rendered, never allowed."""

from __future__ import annotations

from showcase.project.finding import Severity
from showcase.stories.rules.rule import Rule

RULES = (
    Rule(
        "SEC001",
        Severity.ERROR,
        "正文里有网页代码",
        what="正文里有没有 HTML，也就是用 < 和 > 围起来的网页代码。",
        why="网页代码会打乱页面，也能藏进替别人操作的脚本。标题、列表、表格、照片用 Markdown 都写得出来。",
        example="<b>凌晨四点</b>，灯先亮在面案上。",
        instead="**凌晨四点**，灯先亮在面案上。",
        allowable=False,
    ),
    Rule(
        "SEC002",
        Severity.ERROR,
        "正文里有属性标记",
        what="正文里有没有花括号写的属性，例如 {.red} 或 {: id=x}。",
        why="它能改动网页的结构和样子。样子由网站统一决定，每一篇才一致。",
        example="## 第一锅水 {.big}",
        instead="## 第一锅水",
        allowable=False,
    ),
    Rule(
        "SEC003",
        Severity.ERROR,
        "链接或照片的地址不能用",
        what="链接是不是 https 网址、邮箱、电话或本站的相对路径；照片是不是就在故事自己的文件夹里。",
        why="http 网址会被人中途改掉，javascript 一类的地址会执行代码，别处的照片随时会换、会消失，还会把读者的访问告诉别人。",
        example="[菜单](http://www.example.com/caidan)",
        instead="[菜单](https://www.example.com/caidan)",
        allowable=False,
    ),
    Rule(
        "SEC004",
        Severity.ERROR,
        "层次太深",
        what="列表和引用的嵌套是不是不超过 20 层。",
        why="这么深的层次没有人读得下去，也会把排版程序拖垮。多半是粘贴时带进来的符号。",
        example="> > > > > > > > > > > > > > > > > > > > > 灯先亮在面案上。",
        instead="> 灯先亮在面案上。",
        allowable=False,
    ),
    Rule(
        "SEC005",
        Severity.ERROR,
        "标记符号太多",
        what="同一段里的 [ * _ ` < { 是不是多得不像文章：一行里的 [ 超过 300 个，或一段里几种符号合起来超过 1200 个。",
        why="排版程序要为每个符号找它的另一半，这么多会算上很久。",
        example="[[[[[[[[[[[[[[[[ 凌晨四点 ……",
        instead="凌晨四点",
        allowable=False,
    ),
    Rule(
        "SEC006",
        Severity.ERROR,
        "正文排版不出来",
        what="排一篇正文是不是在 5 秒之内完成。平常的一篇只要千分之一秒。",
        why="一篇排不出来的，不能拖住别的故事和整个网站。多半是粘进了大段不成段落的内容。",
        example="一整段没有换行的几万个符号",
        instead="分成段落，每段之间空一行",
        allowable=False,
    ),
)
