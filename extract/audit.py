"""Audit: do the printed sums hold, are rows missing, does the text agree with the tables.

Where a sum along a row and one down a column (`sums`) fail together at one cell and ask for the same number there, that cell is
named. Nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from extract.anchors import anchor
from extract.directive import Directive, Finding, Target
from extract.findings import catalogue, finding
from extract.language import fold, key
from extract.lexicon import alternation, entry, whole
from extract.sums import Claim, Place, claims, counted_rows, rows_of_sums
from extract.table_words import cell_number, grand_total, is_empty, says_sum
from extract.tables import PrintedTable
from ingest.document import Document, Paragraph

_NEAR_COUNTS = 8


def audit_tables(tables: tuple[PrintedTable, ...]) -> tuple[Finding, ...]:
    """What does not add up or seems lost in the tables, each with the cell that a person should look at."""
    found: list[Finding] = []
    last_ordinal = 0
    for table in tables:
        found += _broken_cells(table)
        found += _sum_findings(table)
        found += _percent_findings(table)
        gaps, last_ordinal = _ordinal_findings(table, last_ordinal)
        found += gaps
        found += _incomplete(table)
    return tuple(found)


def audit_text(directive: Directive, document: Document, tables: tuple[PrintedTable, ...]) -> tuple[Finding, ...]:
    """Where the text and the tables say different things, or the text announces what is not there."""
    return (*_grand_totals(document, tables), *_targets_against_tables(directive, tables), *_missing_annexes(document))


# Sums -----------------------------------------------------------------------------------------------------------------


def _sum_findings(table: PrintedTable) -> Iterator[Finding]:
    made = claims(table)
    failing = [claim for claim in made if not claim.holds]
    for place, value in _culprits(table, made, failing):
        yield _mismatch(table, place, value, "crossing")
        failing = [claim for claim in failing if place not in claim.places]
    for row in sorted({claim.whole[0] for claim in failing if claim.along == "column"}):
        of_row = [claim for claim in failing if claim.along == "column" and claim.whole[0] == row]
        claimed = [claim for claim in made if claim.along == "column" and claim.whole[0] == row]
        if len(of_row) >= 3 and len(of_row) * 2 > len(claimed):
            yield _wrong_row(table, of_row)
            failing = [claim for claim in failing if claim not in of_row]
    for claim in failing:
        yield _mismatch(table, claim.whole, claim.computed, f"by_{claim.along}", claim)


def _culprits(table: PrintedTable, made: Sequence[Claim], failing: Sequence[Claim]) -> Iterator[tuple[Place, float]]:
    """Cells at which failing sums of a row and a column cross, and one number would mend every sum that they take part in."""
    crossing = {place for claim in failing if claim.along == "row" for place in claim.places}
    crossing &= {place for claim in failing if claim.along == "column" for place in claim.places}
    for place in sorted(crossing):
        value = table.value(*place) or 0.0
        wanted = {claim.demands(place, value) for claim in made if place in claim.places}
        if len(wanted) == 1 and (only := wanted.pop()) >= 0 and only != value:
            yield place, only


def _mismatch(table: PrintedTable, place: Place, computed: float, reason: str, claim: Claim | None = None) -> Finding:
    row, column = place
    because = catalogue()["sum-mismatch"][reason].format(computed=_number(computed), parts=_parts_named(table, claim) if claim else "")
    return finding(
        "sum-mismatch", table.anchor(row, column), table=_named(table), row=_row_name(table, row), column=table.columns[column].name,
        printed=table.facts.rows[row].cells[column] or catalogue()["sum-mismatch"]["blank"], because=because,
    )  # fmt: skip


def _wrong_row(table: PrintedTable, failing: Sequence[Claim]) -> Finding:
    row = failing[0].whole[0]
    columns = "; ".join(
        catalogue()["sum-row-mismatch"]["column"].format(
            column=table.columns[claim.whole[1]].name, printed=_number(claim.printed), computed=_number(claim.computed)
        )
        for claim in failing
    )
    label = table.labels[row]
    place = table.anchor(row, label if label is not None else failing[0].whole[1])
    parts = _parts_named(table, failing[0])
    return finding("sum-row-mismatch", place, table=_named(table), row=_row_name(table, row), parts=parts, columns=columns)


def _parts_named(table: PrintedTable, claim: Claim) -> str:
    if claim.along == "row":
        return ", ".join(f"“{table.columns[column].last_level}”" for _, column in claim.parts)
    rows = [row for row, _ in claim.parts]
    if len(rows) == 1:
        return f"“{_row_name(table, rows[0])}”"
    words = catalogue()["sum-mismatch"]["rows"]
    return words.format(count=len(rows), first=_row_name(table, rows[0]), last=_row_name(table, rows[-1]))


def _row_name(table: PrintedTable, row: int) -> str:
    return table.label(row) or table.ordinals[row] or str(row + 1)


def _named(table: PrintedTable) -> str:
    """Bảng 1 (Giao chỉ tiêu năm 2022)."""
    number = table.facts.id.removeprefix("b")
    title = f" ({table.facts.title})" if table.facts.title else ""
    return f"Bảng {number}{title}"


def _number(value: float) -> str:
    """The Vietnamese way: 1804.5 → "1.804,5"."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


# Percent columns


def _percent_findings(table: PrintedTable) -> Iterator[Finding]:
    rows = counted_rows(table)
    for column in (c for c in table.measures if table.columns[c].rate):
        counts = [c for c in table.measures if c < column and not table.columns[c].rate][-_NEAR_COUNTS:]
        for part, base in ((part, base) for part in reversed(counts) for base in counts if part != base):
            wrong = _wrong_shares(table, rows, column, part, base)
            if wrong is not None:
                yield from (_percent_mismatch(table, row, column, part, base, computed) for row, computed in wrong)
                break


def _wrong_shares(table: PrintedTable, rows: Sequence[int], column: int, part: int, base: int) -> list[tuple[int, float]] | None:
    """The rows on which the percentage is not `part` of `base`, None where it is not on most and so means something else."""
    wrong: list[tuple[int, float]] = []
    printed_shares = []
    for row in rows:
        if shares := _shares(table, row, column, part, base):
            printed, computed, slack = shares
            printed_shares.append(printed)
            if abs(printed - computed) > slack:
                wrong.append((row, computed))
            if len(wrong) > max(1, len(rows) // 10):
                return None
    proven = len(printed_shares) >= 4 and len(set(printed_shares)) > 1
    return wrong if proven and len(wrong) <= max(1, len(printed_shares) // 10) else None


def _shares(table: PrintedTable, row: int, column: int, part: int, base: int) -> tuple[float, float, float] | None:
    """Printed percentage, computed one, and how far rounding may part them."""
    printed, count, of = table.value(row, column), table.value(row, part), table.value(row, base)
    if printed is None or not count or not of:
        return None
    decimals = re.search(r",(\d+)", table.facts.rows[row].cells[column])
    return printed, 100 * count / of, 0.51 * 10 ** -(len(decimals[1]) if decimals else 0)


def _percent_mismatch(table: PrintedTable, row: int, column: int, part: int, base: int, computed: float) -> Finding:
    return finding(
        "percent-mismatch", table.anchor(row, column), table=_named(table), row=_row_name(table, row), column=table.columns[column].name,
        printed=table.facts.rows[row].cells[column], computed=_number(round(computed, 2)),
        part=table.columns[part].name, base=table.columns[base].name,
    )  # fmt: skip


# Rows -----------------------------------------------------------------------------------------------------------------


def _broken_cells(table: PrintedTable) -> Iterator[Finding]:
    """Words or broken numbers where the column counts ("1O", "2-3"), and one number merged over several units."""
    if table.facts.role != "quota":
        return
    for row in table.rows_of("unit", "subtotal", "total"):
        for column in table.measures:
            text = table.facts.rows[row].cells[column]
            if not is_empty(text) and cell_number(text) is None:
                yield _cell_finding("cell-not-a-number", table, row, column)
            elif table.is_shared(row, column) and cell_number(text) is not None:
                yield _cell_finding("cell-shared", table, row, column)


def _cell_finding(code: str, table: PrintedTable, row: int, column: int) -> Finding:
    text, name = table.facts.rows[row].cells[column], table.columns[column].name
    return finding(code, table.anchor(row, column), table=_named(table), row=_row_name(table, row), column=name, text=text)


def _ordinal_findings(table: PrintedTable, last: int) -> tuple[list[Finding], int]:
    """Gaps and repetitions in the TT column. Numbers may start again under a heading, and run on from the table before."""
    column = table.column_of("ordinal")
    numbered = [(row, int(o)) for row, o in enumerate(table.ordinals) if o.isdigit() and table.facts.rows[row].kind in {"unit", "group"}]
    if column is None or not numbered or table.folded:
        return [], last
    found = []
    if numbered[0][1] not in {0, 1, last + 1}:
        row, first = numbered[0]
        found.append(_misnumbered("row-number-gap", table, column, row, last if last < first else 0, first))
    for (_, before), (row, number) in pairwise(numbered):
        if number > before + 1:
            found.append(_misnumbered("row-number-gap", table, column, row, before, number))
        elif number <= before and number != 1:
            found.append(_misnumbered("row-number-repeated", table, column, row, before, number))
    return found, numbered[-1][1]


def _misnumbered(code: str, table: PrintedTable, column: int, row: int, before: int, number: int) -> Finding:
    return finding(code, table.anchor(row, column), table=_named(table), before=before, number=number, row=_row_name(table, row))


def _incomplete(table: PrintedTable) -> Iterator[Finding]:
    """Units after the last subtotal, where those before have theirs: the table ends too soon."""
    sums = rows_of_sums(table)
    units = table.rows_of("unit")
    if not sums or table.facts.role != "quota" or units[0] > sums[0]:
        return
    left = [row for row in units if row > sums[-1]]
    if left:
        place = table.anchor(left[-1], table.labels[left[-1]] or 0)
        words = catalogue()["sum-mismatch"]["rows"] if len(left) > 1 else "“{last}”"
        rows = words.format(count=len(left), first=_row_name(table, left[0]), last=_row_name(table, left[-1]))
        yield finding("table-incomplete", place, table=_named(table), rows=rows)


# Text and tables ------------------------------------------------------------------------------------------------------


def _grand_totals(document: Document, tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """A sentence under the tables: "Tổng cộng: 220 đảng viên." against what their last rows say together."""
    for block in document.blocks:
        printed = grand_total(block.text) if isinstance(block, Paragraph) else None
        quotas = [table for table in tables if table.facts.role == "quota" and table.block.index < block.index]
        if printed is None or not quotas:
            continue
        title = quotas[-1].facts.title
        of_title = [table for table in quotas if table.facts.title == title]
        sums = [*_totals_together(of_title), *_totals_together(quotas[-1:]), *_totals_together(quotas)]
        if sums and printed not in sums and isinstance(block, Paragraph):
            yield finding("grand-total-mismatch", anchor(block), printed=_number(printed), computed=_number(sums[0]))


def _totals_together(tables: Sequence[PrintedTable]) -> list[float]:
    """For each measure that all the tables have, what their totals make together."""
    names = [table.columns[column].name for table in tables[:1] for column in table.measures]
    found = []
    for name in names:
        totals = [column_total(table, name) for table in tables]
        if all(total is not None for total in totals):
            found.append(sum(total for total in totals if total is not None))
    return found


def column_total(table: PrintedTable, name: str) -> float | None:
    """What the whole table gives for a column: its total row, else the only sum, else None for a table that was cut."""
    column = next((c for c in table.measures if table.columns[c].name == name), None)
    sums = rows_of_sums(table)
    whole_sums = [row for row in sums if table.facts.rows[row].kind == "total" or len(sums) == 1]
    if column is None or not whole_sums or any(_incomplete(table)):
        return None
    return table.value(whole_sums[-1], column)


def _targets_against_tables(directive: Directive, tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """The figure of the text against what the quota tables hand out: "kết nạp 200 đảng viên" and a table of 220."""
    quotas = [table for table in tables if table.facts.role == "quota"]
    for target in directive.targets:
        handed_out = _handed_out(target, quotas)
        if handed_out is None:
            continue
        low, high = target.low, target.high
        if handed_out != (low if low is not None else high):
            asked = target.anchor.quote
            yield finding("target-differs-from-table", target.anchor, asked=asked, handed_out=_number(handed_out), unit=target.unit or "")


def _handed_out(target: Target, quotas: Sequence[PrintedTable]) -> float | None:
    """The total over the tables of one title whose measure names what the target counts, None without such a table."""
    if target.status != "target" or target.each or not target.unit or target.unit == "%" or not target.action:
        return None
    for title in dict.fromkeys(table.facts.title for table in quotas):
        of_title = [table for table in quotas if table.facts.title == title]
        for column in of_title[0].measures:
            name = of_title[0].columns[column].name
            if _names(f"{name} {title or ''}", target) and says_sum(name):
                totals = [column_total(table, name) for table in of_title]
                if all(total is not None for total in totals):
                    return sum(total for total in totals if total is not None)
    return None


def _names(head: str, target: Target) -> bool:
    """The head speaks of what the target asks: action and unit ("kết nạp", "đảng viên"), and of no other year."""
    words = key(head)
    unit = re.sub(r"\s+mới$", "", key(target.unit or ""))
    years = set(re.findall(r"(?:19|20)\d\d", head))
    period = {target.period.start[:4]} if target.period and target.period.start else set()
    return unit in words and key(target.action or "") in words and (not years or not period or bool(years & period))


def _missing_annexes(document: Document) -> Iterator[Finding]:
    """The text announces a table or list ("có biểu chi tiết kèm theo"), and the file ends without one."""
    for paragraph in document.paragraphs:
        match = _announcement().search(fold(paragraph.text))
        if match and not _has_annex(document, paragraph):
            place = anchor(paragraph, match.start(), match.end())
            yield finding("annex-missing", place, announced=place.quote)
            return


@cache
def _announcement() -> re.Pattern[str]:
    annex, announced = (whole(alternation(entry("tables", name).words)) for name in ("annex", "announced"))
    other = r"\s+(?:theo\s+)?(?:kế hoạch|quyết định|công văn|tờ trình|nghị quyết|chỉ thị|thông báo|hướng dẫn)\s+(?!này)"
    return re.compile(rf"{annex}[^.;:()]{{0,80}}?{announced}(?!{other})")


def _has_annex(document: Document, announcing: Paragraph) -> bool:
    annex = re.compile(alternation(entry("tables", "annex").words))
    headings = (p for p in document.paragraphs if p.index > announcing.index and len(p.text) < 120 and annex.match(fold(p.text)))
    return bool(document.tables) or any(headings)
