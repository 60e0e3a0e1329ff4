"""Prints what was found in a directive as a short table: `python tools/found.py ket-qua/72/directive.json`."""

from __future__ import annotations

import sys
from pathlib import Path

from extract.directive import Directive, from_json
from generate.labels import label, shown_amount, shown_date, shown_rhythm, shown_title

WIDTH = 110


def rows(directive: Directive) -> list[tuple[str, str]]:
    found = [("Văn bản", f"{shown_title(directive)} ngày {shown_date(directive.issued_on)}, {directive.issuer}")]
    found += [("Trích yếu", directive.subject or "")]
    found += [(label("status", t.status), f"{t.action or ''} {shown_amount(t)}") for t in directive.targets if t.status == "target"]
    found += [
        ("thời hạn", f"{shown_date(d.due or d.start) or shown_rhythm(d.rrule)}: {d.task or d.anchor.quote}") for d in directive.deadlines
    ]
    found += [("phân công", f"{a.body} ({label('role', a.role)}): {a.task}") for a in directive.assignments[:4]]
    found += [("bảng", f"{t.title}: {len(t.rows)} dòng, {len(t.columns)} cột") for t in directive.tables]
    found += [("cần xem", f.message) for f in directive.findings]
    return found


def main() -> None:
    directive = from_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for name, text in rows(directive):
        line = " ".join(text.split())
        print(f"{name:<14}{line if len(line) <= WIDTH else line[: WIDTH - 1] + '…'}")
    print(
        f"{'tổng cộng':<14}{len(directive.targets)} chỉ tiêu và số liệu, {len(directive.deadlines)} thời hạn, "
        f"{len(directive.assignments)} phân công, {len(directive.allocations)} số phân bổ, {len(directive.findings)} điều cần xem"
    )


if __name__ == "__main__":
    main()
