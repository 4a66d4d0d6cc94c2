"""PHO303, PHO304: nobody's face without consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from showcase.project.finding import Place, Severity
from showcase.stories.rules.people import words_of_file, words_of_people
from showcase.stories.rules.rule import Hit, Rule, Subject
from showcase.stories.story import Draft
from showcase.typed.writing import entries, inline

UNSAID = "【待填：signed 或 team】"
UNSEEN = "【待填：signed、team 或 not-needed】"
_CHOICE = "拍到了脸、本人签了授权书写 signed，全组都同意写 team，没有拍到脸写 not-needed。"


def shown(subject: Subject) -> tuple[str, ...]:
    """The photos of the folder that the page would show, the cover first; whatever else is wrong with the story."""
    cover = subject.draft.typed.get("cover")
    files = dict.fromkeys(
        (*([cover] if isinstance(cover, str) else ()), *(u.file for u in subject.body.photos))
    )
    return tuple(file for file in files if file in subject.draft.photos)


def is_asked(draft: Draft) -> bool:
    """Whether consent is a question here: not for samples, not for what is withdrawn, not where nothing can be read."""
    front = draft.front
    return front is not None and not front.sample and "withdrawn" not in draft.typed


def people_in(subject: Subject, file: str) -> tuple[str, ...]:
    """The words by which the photo's file name, alt texts and captions speak of people."""
    names = names_of(subject.draft)
    texts = (text for use in subject.body.photos if use.file == file for text in (use.alt, use.caption))
    words = (*words_of_file(file, names), *(w for text in texts for w in words_of_people(text, names)))
    return tuple(dict.fromkeys(words))


def names_of(draft: Draft) -> tuple[str, ...]:
    """The names in `people`, as far as they can be read."""
    return tuple(person.name for person in draft.front.people) if draft.front else ()


def _is_open(draft: Draft, file: str) -> bool:
    note = draft.front.photos.get(file) if draft.front else None
    misread = any(
        spot[:2] == ("photos", file) and len(spot) > 2 for spot in draft.faulty
    )  # a finding of its own
    return (note is None or not (note.consent or note.withdrawn)) and not misread


def _no_consent(subject: Subject) -> Iterator[Hit]:
    draft = subject.draft
    if not is_asked(draft):
        return
    lacking = [file for file in shown(subject) if _is_open(draft, file)]
    for file in lacking:
        # A blank, never a claim: whoever copies the line has seen the photo, the program has not.
        seen = {name: UNSAID if people_in(subject, name) else UNSEEN for name in lacking}
        where, line = _line(draft, seen, file)
        hint = f"{_CHOICE}{where}：{line}"
        yield Hit(_place(subject, file), f"{file} 没有写同意的情况，这一篇先不发布", hint, file)


def _place(subject: Subject, file: str) -> Place:
    """The photo's own entry, else where it is shown first."""
    draft = subject.draft
    if ("photos", file) in draft.marks:
        return subject.at("photos", file)
    if draft.typed.get("cover") == file:
        return subject.at("cover")
    use = next(use for use in subject.body.photos if use.file == file)
    return Place(draft.path, use.line + draft.body_line - 1)


def _line(draft: Draft, lacking: Mapping[str, str], file: str) -> tuple[str, str]:
    """(what to do, the line) that says what is agreed of `file`; where one line holds them all, of all `lacking`.

    `lacking`: file → the consent to offer.
    """
    notes = draft.typed.get("photos")
    if not isinstance(notes, dict) or not notes:
        whole = {name: {"consent": consent} for name, consent in lacking.items()}
        return ("把 photos 改成" if "photos" in draft.typed else "在稿头加一行"), f"photos: {inline(whole)}"
    if draft.sheet.opens(("photos",)):
        return _in_one_line(draft, notes, lacking)
    if file not in notes:
        added = draft.sheet.cure(draft.sheet.added(("photos",), entries({file: {"consent": lacking[file]}})))
        return "在 photos 下面加一行", added.text if added else ""
    return _completed(draft, notes[file], file, lacking[file])


def _in_one_line(draft: Draft, notes: Mapping[str, object], lacking: Mapping[str, str]) -> tuple[str, str]:
    """photos: {…} with every consent that lacks."""
    new = {name: {"consent": consent} for name, consent in lacking.items() if name not in notes}
    sheet = draft.sheet
    edits = [sheet.added(("photos",), entries(new))] if new else []
    edits += [
        sheet.added(("photos", name), entries({"consent": consent}))
        for name, consent in lacking.items()
        if name in notes
    ]
    line = sheet.cure(*edits) if sheet.is_on_one_line(("photos",)) else None
    if line:
        return "把这一行改成", line.text
    whole = {name: note if isinstance(note, dict) else {} for name, note in notes.items()}
    whole |= {name: whole.get(name, {}) | {"consent": consent} for name, consent in lacking.items()}
    return "把 photos 改成", f"photos: {inline(whole)}"


def _completed(draft: Draft, note: object, file: str, consent: str) -> tuple[str, str]:
    """The entry of `file`, which stands below `photos:`, with a consent."""
    sheet, path = draft.sheet, ("photos", file)
    cure = sheet.cure(sheet.added(path, entries({"consent": consent})))
    if cure and sheet.is_block(path):
        return f"在 {file} 下面加一行", cure.text
    if cure and sheet.is_on_one_line(path):
        return f"把 {file} 那一行改成", cure.text
    whole = (note if isinstance(note, dict) else {}) | {"consent": consent}
    indent = " " * (sheet.loaded.keys[path][1] - 1)
    return f"把 {file} 那一行改成", f"{indent}{entries({file: whole})}"


def _people_after_all(subject: Subject) -> Iterator[Hit]:
    draft = subject.draft
    if not is_asked(draft):
        return
    for file in shown(subject):
        path = ("photos", file, "consent")
        if draft.value_at(path) != "not-needed" or not (words := people_in(subject, file)):
            continue
        place = subject.at(*path)
        signed, _ = draft.with_value(path, "signed")
        quoted = "".join(f"“{word}”" for word in words)
        hint = "再看一眼照片。认得出是谁的，请本人签授权书，全组同意的写 team。只拍到手或背影的，在替代文字里写明。把这一行改成"
        yield Hit(
            place, f"{file} 写了没有拍到脸（not-needed），文字却说到了人：{quoted}", f"{hint}：{signed}", file
        )


RULES = (
    Rule(
        "PHO303",
        Severity.ERROR,
        "没有写照片的同意情况",
        what="题图和正文里的每一张照片，在稿头的 photos 里有没有写 consent。放在文件夹里没有用到的不算；示例不算。",
        why="民法典第一千零一十九条：没有肖像权人同意，不得公开他的肖像，法律另有规定的除外。网站认不出照片里有没有人、是谁，"
        "只能请看过照片的人写明：本人签了（signed）、全组同意（team）、没有拍到脸（not-needed）。没有写的，这一篇先不发布。",
        example="photos: {deng.jpg: {credit: 一食堂}}",
        instead="photos: {deng.jpg: {credit: 一食堂, consent: not-needed}}",
        check=_no_consent,
        allowable=False,
    ),
    Rule(
        "PHO304",
        Severity.WARNING,
        "写了没有拍到脸，文字却说到了人",
        what="consent 写了 not-needed 的照片，替代文字、图注和文件名里有没有说到人：people 里的名字、称呼、岗位、脸和表情、合影。说手、背影、人的东西不算。",
        why="替代文字照着照片写，写到“王师傅笑着”，照片里多半就有王师傅的脸。写错一个词，一张脸就没有人问过。",
        example="![王师傅正对着镜头笑](deng.jpg)，photos: {deng.jpg: {consent: not-needed}}",
        instead="![王师傅正对着镜头笑](deng.jpg)，photos: {deng.jpg: {consent: signed}}",
        check=_people_after_all,
    ),
)
