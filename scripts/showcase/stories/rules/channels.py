"""CHN: what keeps a story, or a part of it, off another channel than the website; found when it is exported."""

from __future__ import annotations

from showcase.project.finding import Severity
from showcase.stories.rules.rule import Rule

RULES = (
    Rule(
        "CHN001",
        Severity.ERROR,
        "本人没有同意这个渠道",
        what="people 里写了 channels 的人，里面有没有要送去的渠道。",
        why="本人只同意放在网站上，就不能发到公众号、抖音、海报、展板和大厅屏幕上；文章里写着他，整篇都不送。",
        example="people: [{name: 面点师, role: 一食堂, consent: signed, channels: [website]}]",
        instead="people: [{name: 面点师, role: 一食堂, consent: signed, channels: [website, wechat]}]",
        allowable=False,
    ),
    Rule(
        "CHN002",
        Severity.ERROR,
        "题图不能用在这个渠道",
        what="题图在 photos 里写了 channels 的，里面有没有要送去的渠道。",
        why="封面就是题图。别的照片不能用，只少一张图；题图不能用，这一篇在那个渠道就没有封面。",
        example="photos: {deng.jpg: {consent: signed, channels: [website]}}",
        instead="cover: mian.jpg，换一张各处都能用的",
        allowable=False,
    ),
    Rule(
        "CHN003",
        Severity.ERROR,
        "公众号留不下这样的正文",
        what="做好的 article.html 里，有没有公众号会去掉的元素和样式，字数和大小超没超。",
        why="公众号的编辑框不说一声就去掉不认的东西；太长的存不进草稿。",
        example="连标签一共 23000 个字符",
        instead="分成两篇，或删去一部分",
        allowable=False,
    ),
    Rule(
        "CHN004",
        Severity.WARNING,
        "公众号文章没有封面",
        what="故事有没有题图。",
        why="公众号的每一篇都要有封面，没有题图就要发的人另外去找。",
        example="稿头没有 cover 这一行",
        instead="cover: deng.jpg",
        allowable=False,
    ),
    Rule(
        "CHN005",
        Severity.WARNING,
        "没有网站地址，做不了二维码",
        what="mkdocs.yml 里的 site_url 是不是真实的地址。",
        why="公众号文末、海报上的二维码和“阅读原文”都通向网站上的那一页。",
        example="site_url: https://houqin.example/wenhua/",
        instead="site_url: https://www.某大学.edu.cn/houqin/wenhua/",
        allowable=False,
    ),
)
