"""`symbackprop check` says what is wrong in documents, where, and in which format one likes."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

from symbackprop.cli import main
from symbackprop.cli.checks import FORMATS

RIGHT = "$$\\delta_1 = \\delta_{out} v_1 y_1 (1-y_1)$$\n"
WRONG = "# Notes\n\nThe gradient is $\\frac{\\partial E}{\\partial w_{11}} = \\delta_{out} v_1 x_1$.\n"
ODD = "So $E \\propto 0$.\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    (tmp_path / "right.md").write_text(RIGHT)
    (tmp_path / "wrong.md").write_text(WRONG)
    (tmp_path / "odd.md").write_text(ODD)
    return tmp_path


@pytest.mark.parametrize(
    ("files", "status"),
    [
        (["right.md"], 0),
        (["wrong.md"], 1),
        (["odd.md"], 3),
        (["right.md", "odd.md"], 3),
        (["odd.md", "wrong.md"], 1),
        (["."], 1),
    ],
)
def test_the_exit_status_is_that_of_the_worst_formula(files: list[str], status: int, notes: Path) -> None:
    assert main(["check", *files]) == status


def test_what_is_wrong_gets_the_space(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "wrong.md"])
    assert capsys.readouterr().out == (
        "wrong.md  2-2-1 network of the notes, whose letters it has\n"
        "\n"
        "✗ 3:18     ∂E/∂w_11 = δ_out v_1 x_1\n"
        "  missing  y_1(1 − y_1), the slope of unit 1; with it the claim holds\n"
        "  right    ∂E/∂w_11 = δ_out v_1 y_1(1 − y_1) x_1 = δ_1 x_1\n"
        "  witness  v_1 = x_1 = 1, all else 0\n"
        "           left  0.036570…   right  0.14628…   (disjoint intervals)\n"
        "\n"
        "✗ 1 refuted\n"
    )


def test_what_is_right_is_counted(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "right.md"])
    assert capsys.readouterr().out.split("\n")[1:] == ["✓ 1 proved", ""]
    main(["check", "-v", "right.md"])
    assert "✓ 1:3      δ_1 = δ_out v_1 y_1(1 − y_1)\n" in capsys.readouterr().out


def test_what_is_not_understood_is_shown_with_its_token(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "odd.md"])
    assert (
        "? 1:5      E \\propto 0\n  not read beyond “∝”: only equations and inequalities are judged\n"
        in capsys.readouterr().out
    )


def test_nothing_is_wider_than_the_screen_and_ascii_is_ascii(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = "+".join(f"v_1 y_1^{number}" for number in range(2, 60))
    (notes / "long.md").write_text(f"$\\delta_1 = {long}$, $q = {'x' * 500}$, $E \\ge {'z ' * 100}$")
    for words in ([], ["-v"], ["--ascii"]):
        main(["check", "long.md", "wrong.md", "odd.md", *words])
        out = capsys.readouterr().out
        assert max(map(len, out.split("\n"))) <= 80
        assert out.isascii() == (words == ["--ascii"])


def test_of_a_folder_each_document_is_checked_and_what_is_hidden_is_passed_over(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "deep" / "er").mkdir(parents=True)
    (notes / "deep" / "er" / "a.tex").write_text(r"\[ z = g(s) \]")
    (notes / ".hidden").mkdir()
    (notes / ".hidden" / "b.md").write_text(WRONG)
    (notes / "c.py").write_text("x = '$z = 1$'")
    main(["check", "--format", "json", "."])
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [document["file"] for document in documents] == ["odd.md", "right.md", "wrong.md", "deep/er/a.tex"]


def test_a_summary_stands_below_several_documents(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "right.md", "wrong.md"])
    out = capsys.readouterr().out
    assert "right.md" not in out
    assert out.endswith("2 documents\n✓ 1 proved   ✗ 1 refuted\n")


def test_standard_input_is_a_document_and_never_the_name_of_one(
    notes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, status in ((WRONG, 1), ("wrong.md", 0), ("", 0)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert main(["check", "-"]) == status
    assert capsys.readouterr().out.endswith("no formulas\n")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--activation", "tanh"], "$z'(s) = 1 - z^2$"),
        (["--network", "2-3-1"], r"$u_3 = b_3 + w_{31} x_1 + w_{32} x_2$"),
        (["--layers", "n,m,K"], r"$\frac{\partial E}{\partial w_{ji}} = \delta_j x_i$"),
        (["--network", "net.toml"], r"$\frac{\partial E}{\partial w_{ji}} = \delta_j x_i$"),
    ],
)
def test_the_network_is_that_of_the_options(options: list[str], text: str, notes: Path) -> None:
    (notes / "net.toml").write_text('[network]\nlayers = ["n", "m", "K"]\n')
    (notes / "a.md").write_text(text)
    assert main(["check", "a.md", *options]) == 0
    assert main(["check", "a.md"]) != 0


def test_two_options_that_say_the_sizes_are_misuse(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "right.md", "--network", "2-3-1", "--layers", "2,3,1"]) == 2
    assert "both say the sizes" in capsys.readouterr().err


REFUSED = {
    "no such file": ("missing.md", "could not be read: No such file"),
    "no such file, nor format": ("missing", "could not be read: No such file"),
    "no known format": ("file.xyz", "is not known by its name"),
    "empty folder": ("empty", "empty has no documents in it"),
    "dangling link": ("dangling.md", "could not be read: No such file"),
    "pipe": ("pipe.md", "is no regular file"),
    "not UTF-8": ("latin.md", "is not in UTF-8"),
    "binary": ("binary.md", "has a NUL character"),
    "50 MB": ("large.md", "is too large"),
    "loop": ("loop.md", "could not be read"),
}


@pytest.fixture
def hostile(notes: Path) -> Path:
    (notes / "file.xyz").write_text("$z$")
    (notes / "empty").mkdir()
    (notes / "dangling.md").symlink_to("nowhere.md")
    (notes / "loop.md").symlink_to("loop.md")
    os.mkfifo(notes / "pipe.md")
    (notes / "latin.md").write_bytes("Größe $z$".encode("latin-1"))
    (notes / "binary.md").write_bytes(bytes(range(128)) * 10)
    with (notes / "large.md").open("wb") as file:
        file.truncate(50_000_000)
    return notes


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_document_is_told_in_a_line_and_stops_nothing(
    what: str, hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, fact = REFUSED[what]
    words = [file] if what == "empty folder" else [file, "right.md"]
    assert main(["check", *words]) == 2
    out, err = capsys.readouterr()
    assert fact in err
    assert "Traceback" not in err
    assert ("✓ 1 proved" in out) == (len(words) == 2)


def test_in_a_folder_what_is_no_document_is_told_and_the_rest_is_checked(
    hostile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "."]) == 1
    out, err = capsys.readouterr()
    assert "✗ 1 refuted" in out
    assert err.count("symbackprop: ") == 6


def test_an_empty_file_has_no_formulas(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "empty.md").write_text("")
    assert main(["check", "empty.md"]) == 0
    assert capsys.readouterr().out.endswith("\nno formulas\n")


def test_a_format_that_is_none_is_named(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "right.md", "--format", "xml"]) == 2
    assert f"available         {', '.join(FORMATS)}" in capsys.readouterr().err


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_chosen_by_the_suffix_of_the_file_and_written_whole(
    name: str, notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = f"out{FORMATS[name].suffix}"
    assert main(["check", "wrong.md", "odd.md", "right.md", "-o", file]) == 1
    assert capsys.readouterr().out == f"{file} written\n"
    written = (notes / file).read_text()
    main(["check", "wrong.md", "odd.md", "right.md", "--format", name])
    assert capsys.readouterr().out == written


def test_json_has_every_formula_with_its_place_and_evidence(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "wrong.md", "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    assert (record["command"], record["status"]) == ("check", 1)
    (formula,) = record["documents"][0]["formulas"]
    assert (formula["line"], formula["column"], formula["end_column"]) == (3, 18, 75)
    assert formula["read_as"] == ["dE/dw_11 = delta_out*v_1*x_1"]
    assert formula["diagnosis"]["mistake"] == "slope missing"
    assert formula["diagnosis"]["right"] == "dE/dw_11 = delta_out * v_1 * y_1*(1 - y_1) * x_1"
    assert formula["evidence"][0]["verdict"] == "refuted"


def test_github_gets_a_command_for_each_formula_that_is_not_right(
    notes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "a,b:c%.md").write_text(WRONG + "and\n\n$$\nE \\propto\n0\n$$\n")
    main(["check", "a,b:c%.md", "--format", "github"])
    first, second = capsys.readouterr().out.rstrip("\n").split("\n")
    assert first.startswith("::error file=a%2Cb%3Ac%25.md,line=3,endLine=3,col=18,endColumn=74,title=formula refuted::")
    assert second.startswith("::notice file=a%2Cb%3Ac%25.md,line=7,endLine=8,col=1,title=formula not understood::")


def _is_sarif(log: dict) -> None:  # type: ignore[type-arg]
    """Asserts what the schema of SARIF 2.1.0 requires of what is written here."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    assert log.keys() <= {"$schema", "version", "runs"}
    for run in log["runs"]:
        assert run.keys() <= {"tool", "results", "columnKind"}
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        driver = run["tool"]["driver"]
        assert driver["name"]
        identifiers = [rule["id"] for rule in driver["rules"]]
        assert len(set(identifiers)) == len(identifiers)
        for rule in driver["rules"]:
            assert rule["shortDescription"]["text"]
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        for result in run["results"]:
            assert result["message"]["text"]
            assert identifiers[result["ruleIndex"]] == result["ruleId"]
            assert result["kind"] in ("notApplicable", "pass", "fail", "review", "open", "informational")
            assert result["level"] in ("none", "note", "warning", "error")
            assert (result["kind"] == "fail") == (result["level"] != "none")
            for location in result["locations"]:
                place = location["physicalLocation"]
                assert re.fullmatch(r"[A-Za-z0-9._~%:/-]+", place["artifactLocation"]["uri"])
                region = place.get("region", {"startLine": 1, "startColumn": 1})
                assert region["startLine"] >= 1
                assert region["startColumn"] >= 1
                end = (region.get("endLine", region["startLine"]), region.get("endColumn", sys.maxsize))
                assert end > (region["startLine"], region["startColumn"])


def test_sarif_is_what_its_schema_requires(notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notes / "a b%ü.md").write_text(WRONG)
    (notes / "n.ipynb").write_text(json.dumps({"cells": [{"cell_type": "markdown", "source": ["$\\delta_1 = x_1$"]}]}))
    for words, count in ((["-v"], 5), ([], 4)):
        main(["check", "a b%ü.md", "n.ipynb", "odd.md", "wrong.md", "right.md", "--format", "sarif", *words])
        log = json.loads(capsys.readouterr().out)
        _is_sarif(log)
        assert len(log["runs"][0]["results"]) == count


def test_a_page_writes_what_is_wrong_as_mathematics(notes: Path) -> None:
    (notes / "slip.md").write_text("$\\frac{\\partial E}{\\partial w_{11}} = \\delta_{out} v_1 x_1$")
    main(["check", "slip.md", "--network", "2-2-1", "-o", "slip.html"])
    page = (notes / "slip.html").read_text()
    (sentence,) = re.findall(r"<dt>mistake</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)
    assert sentence.count("<math") == 2
    assert " is missing the factor " in sentence
