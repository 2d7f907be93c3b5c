"""What is no document is refused in words, and nothing is read but the file."""

from __future__ import annotations

import builtins
import os
import sys
from pathlib import Path

import pytest

from symbackprop.answers.documents import LARGEST, DocumentError, NotesUnavailable, read, read_file, read_text
from symbackprop.errors import SymbackpropError, UnknownName


def refusal(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        read(path, "markdown")
    return str(caught.value).replace(str(path), "NAME")


def test_a_file_is_read_by_its_path_or_its_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("Let $x$")
    assert read(path) == read(str(path)) == read_file(path)
    assert read(path).file == read(path).passages[0].file == str(path)


def test_a_text_is_no_name() -> None:
    assert [read(text).file for text in ("$x$", "a\n$b$", "plain words", "")] == [""] * 4
    with pytest.raises(DocumentError, match=r"^no/such\.md could not be read: No such file or directory"):
        read("no/such.md")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert refusal(path) == (
        "NAME is too large\n"
        "    at most           10000000 bytes\n"
        "    choose            the part of it that holds the formulas"
    )
    with pytest.raises(DocumentError, match="the text is too large"):
        read_text("a" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"ab\r\n\xc3\xa4\xff$x$",
            (
                "NAME is not in UTF-8: byte 0xff stands for nothing\n"
                "    at                line 2 column 2, byte 7\n    save it           in UTF-8"
            ),
        ),
        (
            b"\xef\xbb\xbfa\nb\0c",
            (
                "NAME is no text: it has a NUL character\n    at                line 2 column 2\n"
                "    choose            a document as text in UTF-8"
            ),
        ),
        ("$x$".encode("utf-16"), "NAME is in UTF-16\n    save it           in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(data)
    assert refusal(path) == expected


def test_a_byte_order_mark_counts_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(b"\xef\xbb\xbf$x$")
    assert read(path).passages[0].column == 2


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    expected = "NAME is no regular file\n    choose            a file of text, not a folder or a device"
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path, tmp_path / "pipe.md", Path("/dev/zero")):
        assert refusal(path) == expected


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "loop.md"
    path.symlink_to(path)
    assert refusal(path).startswith("NAME could not be read: ")
    with pytest.raises(DocumentError):
        read(str(path))


def test_a_file_of_no_known_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.docx"
    path.write_text("$x$")
    with pytest.raises(DocumentError, match=r"is not known by its name\n {4}known +\.ipynb, \.tex"):
        read(path)
    assert len(read(path, "markdown").passages) == 1
    with pytest.raises(UnknownName, match="did you mean markdown"):
        read(path, "markdwn")


@pytest.mark.parametrize(
    ("missing", "text", "message"),
    [
        ("markdown_it", "$x$", "reading Markdown needs markdown-it-py with mdit-py-plugins, which is not installed"),
        ("yaml", "---\na: 1\n---\n", "reading front matter needs PyYAML, which is not installed"),
    ],
)
def test_without_a_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, missing: str, text: str, message: str
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(NotesUnavailable) as caught:
        read_text(text, "markdown")
    assert str(caught.value) == f"{message}\n    install           pip install 'symbackprop[notes]'"
    assert isinstance(caught.value, SymbackpropError)


HOSTILE = (
    r"\input{/etc/passwd} \include{/etc/passwd} \write18{id} \openin5=/etc/passwd \directlua{os.exit()} "
    r"$\input{/etc/passwd} \a$ \def\a{\a\a} \newread\f ![](/etc/passwd) ![](file:///etc/passwd) "
    "\n\n.. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n```{include} /etc/passwd\n```\n"
)


@pytest.mark.parametrize("format_", ["markdown", "latex", "rst", "myst"])
def test_no_other_file_is_opened(monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    read_text("$x$", format_)

    def opened(*words: object, **named: object) -> None:
        raise AssertionError(words)

    for owner, name in ((builtins, "open"), (os, "open"), (os, "system"), (Path, "open"), (Path, "read_text")):
        monkeypatch.setattr(owner, name, opened)
    read_text(HOSTILE, format_)
