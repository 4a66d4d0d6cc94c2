"""What the last look at a file tells apart: a number of a person from a sum, what a drawing does from what people typed."""

import pytest

from showcase.publish.inspection.files import read_file
from showcase.publish.inspection.private import Secrets, told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("13800138000", ["手机号"]),
        ("值班手机：138-0013-8000", ["手机号"]),
        (f"{'0a' * 10}13800138000b{'c' * 32}  palette.ase", []),  # a sum of SHA-256
        ("assets/13800138000abcdef0123456.jpg", []),
        ("13800138000ABC", ["手机号"]),  # no sum is written so
    ],
)
def test_a_sum_in_hexadecimal_is_no_number_of_a_person(text, found):
    assert [what for what, _ in told(text, Secrets(frozenset(), ()))] == found


@pytest.mark.parametrize(
    ("drawing", "faults"),
    [
        ("""<svg><text>" onmouseover="x() style= figma: href="a</text></svg>""", []),
        ("""<svg aria-label="&quot; onmouseover=&quot;x() &gt; style="><title>sketch:</title></svg>""", []),
        ("""<svg a=">" onload="x()"/>""", ["onload="]),
        ("""<svg\n a='">' onload='x()'/>""", ["onload="]),
        ("""<svg><text>x</text><g\n style="a:b"/></svg>""", ["style="]),
        ("""<svg><!-- it's "here --><g/></svg>""", ["<!--"]),
        ("""<svg><![CDATA[ " onload= ]]></svg>""", ["<![CDATA"]),
        ("""<svg><figma:x xmlns:figma="y"/></svg>""", ["figma:"]),
    ],
)
def test_in_a_drawing_what_does_something_is_told_from_what_people_typed(drawing, faults):
    found = read_file("a.svg", drawing.encode(), Secrets(frozenset(), ())).faults
    assert [fault.original for fault in found if "不许有的" in fault.words] == faults
