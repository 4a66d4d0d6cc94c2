import os
import time

from showcase.project.cache import Cache, Memo


def test_what_was_put_is_got(tmp_path):
    cache = Cache(tmp_path)
    cache.put("abcdef.jpg", b"bytes")
    assert cache.get("abcdef.jpg") == b"bytes"
    assert cache.get("other.jpg") is None


def test_a_flipped_bit_is_found_and_the_entry_removed(tmp_path):
    cache = Cache(tmp_path)
    cache.put("abcdef.jpg", b"some bytes")
    data = bytearray(cache.path("abcdef.jpg").read_bytes())
    data[-1] ^= 1
    cache.path("abcdef.jpg").write_bytes(data)
    assert cache.get("abcdef.jpg") is None
    assert not cache.path("abcdef.jpg").exists()


def test_half_an_entry_is_none(tmp_path):
    cache = Cache(tmp_path)
    cache.put("abcdef.jpg", b"some bytes")
    os.truncate(cache.path("abcdef.jpg"), 20)
    assert cache.get("abcdef.jpg") is None


def test_who_asks_for_a_part_of_the_files_forgets_none_of_the_others(tmp_path):
    cache, old = Cache(tmp_path), time.time_ns() - 10_000_000_000
    memo = Memo(cache, "sources")
    memo.put("a", 10, old, "aa")
    memo.put("b", 10, old, "bb")
    memo.save()
    for others, left in ((True, "bb"), (False, None)):
        part = Memo(cache, "sources")
        part.get("a", 10, old)
        part.save(others=others)
        assert Memo(cache, "sources").get("b", 10, old) == left


def test_an_unchanged_file_is_remembered_and_a_fresh_one_is_not(tmp_path):
    cache = Cache(tmp_path)
    old = time.time_ns() - 10_000_000_000
    memo = Memo(cache, "sources")
    memo.put("a", 10, old, "aa")
    memo.put("b", 10, time.time_ns(), "bb")  # may change again within the clock's step
    memo.save()
    again = Memo(cache, "sources")
    assert again.get("a", 10, old) == "aa"
    assert again.get("a", 11, old) is None
    assert again.get("a", 10, old + 1) is None
    assert again.get("b", 10, old) is None
