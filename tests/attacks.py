"""What an author might type to make a browser, a template or a style sheet do something."""

ATTACKS = (
    "&lt;script&gt;hacked=1//&lt;/",
    "&#x3C;svg onload=hacked=1&#x3E;",
    "&lt;/title&gt;&lt;/script&gt;",
    '" onmouseover="window.hacked=1',
    "' onfocus='hacked=1' autofocus='",
    "'-alert(1)-'",
    "`-hacked=1-`${hacked=1}",
    "javascript:window.hacked=1//",
    "[点](javascript:hacked=1)",
    '![x](x "y"){: onerror=hacked=1 }',
    "{{7*7}}{{config}}{% set x=1 %}",
    "\\u003csvg onload=hacked=1\\u003e",
    "*/hacked=1;/* ');hacked=1;//",
)
