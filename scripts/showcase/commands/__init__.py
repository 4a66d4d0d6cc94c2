"""The commands, a module each, and what they share: options, help in Chinese, the terminal, progress, assembly.

With `cli` the only room that prints or exits.
"""

# What each does, in a line: the list of them shows it without opening their modules, which takes a second.
LINES = {
    "adopt": "另一个单位接手这个项目：换名称、部门、部训、颜色，列出还要改的每一行。",
    "board": "做 A3 展板和 A4 单页：题图、标题、约 300 字、二维码、部徽，可以交给印厂。",
    "booklet": "做新同事手册：每个岗位、每个部门一本，另有全本；HTML，有 Chromium 的机器上还有 PDF。",
    "build": "检查、处理照片、生成网页，一步换上新网站。",
    "calendar": "列出今后 90 天里要到期的事，也可以做成日历文件。",
    "channels": "一次做各个渠道的，对一遍说得一样不一样；--check 查导出过的和现在的故事还合不合。",
    "check": "一次列出全部问题，不生成网站。",
    "douyin": "做抖音要的：三种封面、文案和话题、分镜表、照片；装了 ffmpeg 还有短片。",
    "emblem": "看一个 SVG 做成部徽会是什么样：颜色、单色、反白、小尺寸、留白、去掉了什么。",
    "explain": "在终端里看一条检查规则：查什么，为什么，怎么改。",
    "handbook": "做编辑手册：一个给编辑和管理员看的文档站。",
    "import": "把 Word 文稿变成一个新故事的文件夹，图片一起带过来。",
    "images": "把任意照片做成网站、公众号和抖音要的各种尺寸，并写一份 manifest.json。",
    "kit": "做视觉识别下载包：部徽、组合、部训、色板、规范值、图版、许可，附清单和总览。",
    "new": "建一个新故事的文件夹，照着里面的说明填；new record 种类，在一张表里添一条。",
    "pack": "做交接包：网站、交接单、清单、服务器配置，交给学校网站管理员。",
    "poster": "做一张海报图，发在群里和朋友圈：照片、标题、一句话、二维码、部徽。",
    "schema": "重新写出编辑器补全用的 .schema.json。",
    "screens": "做大厅屏幕的页面：最新的几篇轮流出现，横屏、竖屏各一个，不用联网。",
    "serve": "在本机浏览，保存文件后自动刷新。",
    "verify": "核对服务器上的网站，或一个文件夹，和交出去的一样不一样，逐条说请管理员改什么。",
    "wechat": "做公众号文章：可以粘贴的正文、预览、封面、图片；也查别的 HTML。",
    "withdraw": "撤下一篇故事，或者其中一张照片，并说接下来做什么。",
    "yearbook": "做一年的年鉴：故事、荣誉、活动、计划、花历合成一本，HTML 和 A4 的 PDF。",
    "write": "把成品写成 Markdown 和主题，只用 MkDocs 也能生成同样的页面。",
}

# What to type where something is missing; a test runs them past the command line.
EXAMPLES = {
    "emblem": "showcase emblem 新徽.svg",
    "explain": "showcase explain PHO303",
    "import": "showcase import 稿子.docx",
    "images": "showcase images 照片.jpg --out tupian",
    "kit": "showcase kit --out vi-kit.zip",
    "new": "showcase new 凌晨四点的灯",
    "pack": "showcase pack --official --out jiaojie.zip",
    "verify": "showcase verify https://www.example.edu.cn/houqin/ --pack jiaojie.zip",
    "withdraw": "showcase withdraw 2026/lingchen-huomian --reason 本人要求",
    "yearbook": "showcase yearbook 2026 --out nianjian-2026.html",
    "write": "showcase write wangzhan-markdown",
}
