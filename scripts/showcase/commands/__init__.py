"""The commands, a module each, and what they share: options, help in Chinese, the terminal, progress, assembly.

With `cli` the only room that prints or exits.
"""

# What each does, in a line: the list of them shows it without opening their modules, which takes a second.
LINES = {
    "build": "检查、处理照片、生成网页，一步换上新网站。",
    "check": "一次列出全部问题，不生成网站。",
    "import": "把 Word 文稿变成一个新故事的文件夹，图片一起带过来。",
    "images": "把任意照片做成网站、公众号和抖音要的各种尺寸，并写一份 manifest.json。",
    "kit": "做视觉识别下载包：部徽、组合、部训、色板、规范值、图版、许可，附清单和总览。",
    "new": "建一个新故事的文件夹，照着里面的说明填。",
    "pack": "做交接包：网站、交接说明、校验和，交给学校网站管理员。",
    "serve": "在本机浏览，保存文件后自动刷新。",
    "write": "把成品写成 Markdown 和主题，只用 MkDocs 也能生成同样的页面。",
}
