"""`reconcile`, `allocate` and `units` on the command line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from trienkhai.cli import main


@pytest.fixture
def directive(corpus: Path) -> Path:
    """Our province's plan with a table of quotas by quarter."""
    return corpus / "hai-lam-38-kh-tu.docx"


def test_a_folder_of_plans_and_a_csv_against_the_directive(directive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans = tmp_path / "gui-len"
    assert main(["draft", str(directive), "--unit", "Vĩnh Lạc", "Phú Hạ", "--out", str(plans)]) == 0
    (plans / "dang-ky.csv").write_text("Đơn vị,Số đăng ký\nĐảng bộ xã Tân Khê,15\nĐảng bộ phường Hà Khê,39\n", encoding="utf-8")
    for record in plans.glob("*.json"):
        record.unlink()
    capsys.readouterr()
    out = tmp_path / "doi-chieu"
    assert main(["reconcile", str(directive), str(plans), "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    with (out / "doi-chieu.csv").open(encoding="utf-8-sig", newline="") as stream:
        whole = {row["unit"]: row for row in csv.DictReader(stream) if not row["part"]}
    shown = {unit: (whole[unit]["assigned"], whole[unit]["planned"], whole[unit]["status"]) for unit in whole}
    assert shown["Đảng bộ xã Vĩnh Lạc"] == ("20", "20", "đúng chỉ tiêu")
    assert shown["Đảng bộ xã Phú Hạ"] == ("48", "48", "đúng chỉ tiêu")
    assert shown["Đảng bộ xã Tân Khê"] == ("18", "15", "thấp hơn")
    assert shown["Đảng bộ phường Hà Khê"] == ("39", "39", "đúng chỉ tiêu")
    assert shown["Đảng bộ xã Đồng Nẻo"] == ("37", "", "chưa gửi")
    assert {path.name for path in out.iterdir()} == {
        "doi-chieu.csv",
        "nhiem-vu.csv",
        "tong-hop.csv",
        "doi-chieu.xlsx",
        "doi-chieu.html",
        "bao-cao.docx",
    }


def test_one_plan_that_cannot_be_read_does_not_stop_the_others(directive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "hong.docx"
    broken.write_bytes(b"")
    listed = tmp_path / "dang-ky.csv"
    listed.write_text("Đơn vị,Số đăng ký\nĐảng bộ xã Tân Khê,15\nĐảng bộ phường Hà Khê,39\n", encoding="utf-8")
    out = tmp_path / "doi-chieu"
    out.mkdir()
    (out / "cua-toi.txt").write_text("giữ lại", encoding="utf-8")
    assert main(["reconcile", str(directive), str(broken), str(listed), "--out", str(out)]) == 1
    assert "hong.docx" in capsys.readouterr().err
    assert (out / "doi-chieu.html").is_file()
    assert (out / "cua-toi.txt").read_text(encoding="utf-8") == "giữ lại"


def test_the_example_is_written_checked_and_shared_among(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["units", "init", "--list", "chi-bo.xlsx"]) == 0
    assert main(["units", "check", "units.toml"]) == 0
    assert main(["units", "check", "chi-bo.xlsx"]) == 0
    assert main(["units", "init"]) == 1
    capsys.readouterr()
    for units in ("units.toml", "chi-bo.xlsx"):
        assert main(["allocate", "12", "--units", units, "--periods", "Quý I=25%", "Quý II=25%", "Quý III=25%", "Quý IV=25%"]) == 0
        printed = capsys.readouterr().out
        assert "\tCộng\t12\t3\t3\t3\t3" in printed
        assert "phần dư lớn nhất" in printed
    assert {path.name for path in (tmp_path / "ket-qua" / "phan-bo").iterdir()} == {"phan-bo.csv", "phan-bo.xlsx", "phan-bo.docx"}


def test_a_demand_that_cannot_be_met_ends_with_what_to_relax(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["units", "init"])
    assert main(["allocate", "1", "--units", "units.toml"]) == 1
    assert "hạ mức tối thiểu" in capsys.readouterr().err
    assert not (tmp_path / "ket-qua").exists()


@pytest.mark.parametrize(
    "arguments",
    [["allocate", "mười", "--units", "a.xlsx"], ["allocate", "5", "--units", "a", "--periods", "Quý I"], ["units"]],
    ids=" ".join,
)
def test_a_wrong_command_line_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as ended:
        status = int(str(ended.code))
    assert status == 2
    assert capsys.readouterr().err
