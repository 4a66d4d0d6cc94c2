"""DOC, FNT and SET: what is found in the office's own pages, fonts and settings."""

from __future__ import annotations

from showcase.finding import Severity
from showcase.rules.rule import Rule

RULES = (
    Rule(
        "DOC001",
        Severity.ERROR,
        "网页的稿头写法不对",
        what="docs/ 里每一页的稿头：键认不认得，值合不合要求。",
        why="这些页是网站的骨架，程序不猜，写错就停下，旧网站不动。",
        example="titel: 餐饮文化",
        instead="title: 餐饮文化",
        allowable=False,
    ),
    Rule(
        "DOC002",
        Severity.WARNING,
        "生成器有话要说",
        what="生成网页的程序（MkDocs）有没有提醒。",
        why="多半是某一页里的链接或附件对不上。",
        example="生成器提醒：某一页里有一个链接找不到",
        instead="按提醒里的页面和链接去改",
        allowable=False,
    ),
    Rule(
        "DOC003",
        Severity.ERROR,
        "版块填不出来",
        what="网页里的 <!-- block: … --> 写法对不对，部门、系列、页面在不在。",
        why="版块由程序填。认不出来的会被去掉，那个位置就空着。",
        example="<!-- block: stories department=canteen -->",
        instead="<!-- block: stories department=dining -->",
        allowable=False,
    ),
    Rule(
        "DOC004",
        Severity.ERROR,
        "网页里有脚本、样式或外部内容",
        what="docs/ 的网页里有没有脚本、样式、表单、外部图片和嵌入的页面。",
        why="校园网的安全扫描会拦下整个网站；外部内容会把读者的访问告诉别人。",
        example='<iframe src="https://www.example.com/"></iframe>',
        instead="[看那一页](https://www.example.com/)",
        allowable=False,
    ),
    Rule(
        "FNT001",
        Severity.WARNING,
        "标题字体里缺字",
        what="标题里的每个字，brand/fonts/ 的标题字体里有没有。",
        why="缺的字会换成读者电脑上的另一种字体，一个标题里两种字。",
        example="title: 一碗𰻝𰻝面",
        instead="title: 一碗油泼面",
        allowable=False,
    ),
    Rule(
        "SET001",
        Severity.ERROR,
        "设置文件写法不对",
        what="brand/ 里的 organisation.yml、tokens.yml 等：键认不认得，值合不合要求。",
        why="单位名称、颜色、备案号都从这里取。写错就停下，旧网站不动。",
        example="icp: 12345678",
        instead="icp: 陇ICP备12345678号-1",
        allowable=False,
    ),
    Rule(
        "SET002",
        Severity.WARNING,
        "网站地址还没有填",
        what="mkdocs.yml 里的 site_url 是不是真实的地址。",
        why="分享到微信的图片、404 页和 sitemap.xml 要用完整的地址。",
        example="site_url: https://houqin.example/wenhua/",
        instead="site_url: https://www.某大学.edu.cn/houqin/wenhua/",
        allowable=False,
    ),
)
