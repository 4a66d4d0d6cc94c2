"""What is kept under a key is found under that key alone, whole, and by the program that made it."""

import pytest

from showcase.project.cache import Cache
from showcase.project.kept import Kept, key_of

ONE, TWO = key_of("one"), key_of("two")


@pytest.fixture
def shelf(tmp_path):
    found = Kept(Cache(tmp_path), "pages")
    found.put(ONE, "面".encode())
    found.put(TWO, b"")
    found.save()
    return Cache(tmp_path)


def test_what_was_kept_is_found_under_its_key(shelf):
    found = Kept(shelf, "pages")
    assert (found.get(ONE), found.get(TWO), found.get(key_of("three"))) == ("面".encode(), b"", None)
    assert Kept(shelf, "others").get(ONE) is None


def test_what_a_run_did_not_ask_for_is_gone_after_it(shelf):
    found = Kept(shelf, "pages")
    found.get(TWO)
    found.save()
    assert (Kept(shelf, "pages").get(ONE), Kept(shelf, "pages").get(TWO)) == (None, b"")


def test_what_another_program_kept_is_none(shelf):
    _, _, rows = shelf.get("pages").partition(b"\n")
    shelf.put("pages", b"another\n" + rows)
    assert Kept(shelf, "pages").get(ONE) is None


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"", lambda data: data[::-1]])
def test_what_is_spoiled_is_none(shelf, spoil):
    file = shelf.path("pages")
    file.write_bytes(spoil(file.read_bytes()))
    assert Kept(shelf, "pages").get(ONE) is None


def test_keys_of_different_facts_differ():
    facts = [("a", "b"), ("ab",), ("a", ("b",)), ("a", "b", ""), ("'a', 'b'",), (1,), ("1",), (1, None)]
    assert len({key_of(*each) for each in facts}) == len(facts)


def test_words_that_are_no_text_have_a_key():
    assert key_of("\udc80") != key_of("\\udc80")
