"""The shape of the code: what a person reads at once stays small; split what grows."""

import ast

import pytest

from conftest import LONG, ROOT

CODE = ROOT / "scripts"
MODULES = sorted(CODE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, MOST_PARAMETERS = 300, 50, 6  # lines, lines, names


def functions(path):
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def parameters(function):
    """How many it takes; the `self` of a method is none of them."""
    taken = function.args
    plain = [one.arg for one in (*taken.posonlyargs, *taken.args, *taken.kwonlyargs)]
    rest = [one.arg for one in (taken.vararg, taken.kwarg) if one]
    return len([*plain, *rest]) - (plain[:1] in (["self"], ["cls"]))


def is_command(path, function):
    """Its parameters are the options that a person types: click gives each by name."""
    named = (ast.unparse(decorator) for decorator in function.decorator_list)
    return path.parent.name == "commands" and any(name.startswith("command(") for name in named)


def test_no_module_is_long():
    long = {path.relative_to(CODE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_long():
    long = {
        f"{path.relative_to(CODE).as_posix()}:{one.lineno} {one.name}": one.end_lineno - one.lineno + 1
        for path in MODULES
        for one in functions(path)
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_no_function_takes_many_things():
    many = {
        f"{path.relative_to(CODE).as_posix()}:{one.lineno} {one.name}": parameters(one)
        for path in MODULES
        for one in functions(path)
        if not is_command(path, one)
    }
    assert {name: count for name, count in many.items() if count > MOST_PARAMETERS} == {}


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("f()", 0),
        ("f(a, /, b, *c, d, e=1, **g)", 6),
        ("f(self, a)", 1),
        ("f(*self)", 1),
        ("f(a, *, self)", 2),
    ],
)
def test_each_parameter_counts_but_self(head, count):
    assert parameters(ast.parse(f"def {head}: ...").body[0]) == count


def test_the_test_files_that_begin_first_are_there():
    assert [name for name in LONG if not (ROOT / "tests" / name).is_file()] == []
