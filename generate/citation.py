"""How the draft names the directive: in full the first time, short afterwards, without date in the title."""

from __future__ import annotations

import re
from typing import Literal

from extract.directive import Directive
from generate.numbers import blank_mark, date_text, numbered
from generate.plan import BLANK, Piece
from generate.slips import without_slips
from generate.voice import Superior
from generate.wording import bodies_in_full, common, house_form, in_small_letters

KINDS = {
    "KH": "Kế hoạch", "CT": "Chỉ thị", "NQ": "Nghị quyết", "QĐ": "Quyết định", "HD": "Hướng dẫn", "CV": "Công văn", "TB": "Thông báo",
    "BC": "Báo cáo", "KL": "Kết luận", "CTr": "Chương trình", "TTr": "Tờ trình", "QC": "Quy chế", "TT": "Thông tư", "NĐ": "Nghị định",
    "QyĐ": "Quy định", "ĐA": "Đề án", "CĐ": "Công điện", "TTri": "Thông tri",
}  # fmt: skip
Style = Literal["2018", "2026"]


def kind_name(directive: Directive) -> str:
    return KINDS.get(directive.kind or "", "Văn bản")


def subject_of(directive: Directive) -> str:
    """The subject within a sentence: "kết nạp đảng viên năm 2023", "tiêm chủng mở rộng"."""
    said = bodies_in_full(re.sub(r"\s+(?:[A-ZĐÀ-Ỹ]+ )+điện\s*:.*$", "", house_form(directive.subject or "")))
    said = without_slips(said) if directive.source.ocr else said
    return common(re.sub(r"^của [^,;]{3,80}? về (?:việc )?", "", in_small_letters(said) if said.isupper() else said))


_GIVING = re.compile(r"(?i)^(?:về )?(?:việc )?(?:giao|phân bổ|phân giao|phân khai) (?=(?:các )?(?:chỉ tiêu|dự toán|kế hoạch))")
_TO_WHOM = re.compile(r" cho (?:các )?(?:xã|phường|thị trấn|đặc khu|huyện|quận|đơn vị|cơ quan|địa phương|đảng bộ|chi bộ|\d)[^;]*$")


def to_nobody(subject: str) -> str:
    """ "chỉ tiêu tuyển quân cho các xã, phường" → "chỉ tiêu tuyển quân"."""
    return _TO_WHOM.sub("", subject)


def quota_of(directive: Directive) -> str:
    """What the quota is of: "chỉ tiêu kết nạp đảng viên năm 2022"; "giao dự toán thu … cho các xã" → "dự toán thu …"."""
    subject = to_nobody(_GIVING.sub("", subject_of(directive)))
    if _STRIVING.match(subject):
        return "các chỉ tiêu"
    return subject if re.match(r"(?:các )?(?:chỉ tiêu|dự toán|kế hoạch) ", subject) else f"chỉ tiêu {subject}".strip()


_STRIVING = re.compile(r"(?:nâng cao|tăng cường|đẩy mạnh|đổi mới|tiếp tục|tập trung|phát huy|một số)\b")
"""Nobody gives a quota of striving: "nâng cao chất lượng công tác …" is no "chỉ tiêu nâng cao chất lượng"."""


def about(directive: Directive) -> str:
    """The subject with "về" before it: "về kết nạp đảng viên năm 2023"; not before "thực hiện", "tiếp tục"."""
    subject = subject_of(directive)
    if not subject:
        return f"về {blank_mark('reference.subject')}"
    return subject if re.match(r"(về|thực hiện|tiếp tục)\b", subject) else f"về {subject}"


def _number(directive: Directive) -> str:
    return directive.number or blank_mark("reference.number")


def about_in_title(directive: Directive) -> str:
    """As `about`, with the blank as a title has it."""
    return shown(about(directive))


def shown(text: str) -> str:
    """A title is no row of pieces: its blanks are printed as they look."""
    return re.sub("\ue100.*?\ue101", BLANK, text)


def in_full(directive: Directive, superior: Superior, style: Style) -> tuple[Piece, ...]:
    """ "Kế hoạch số 12-KH/HU ngày 15/02/2023 của Ban Thường vụ Huyện ủy Tân Hà về kết nạp đảng viên năm 2023"."""
    day = date_text(directive.issued_on) if directive.issued_on else blank_mark("reference.date")
    comma = "," if style == "2026" else ""
    by = f" của {superior.office}{superior.full}" if superior.full else ""
    return numbered(f"{kind_name(directive)} số {_number(directive)}{comma} ngày {day}{by} {about(directive)}".rstrip(), None, directive)


def again_text(directive: Directive, style: Style) -> str:
    """ "Kế hoạch số 12-KH/HU"; under the rule book of 2026 without "số"."""
    return f"{kind_name(directive)} {'' if style == '2026' else 'số '}{_number(directive)}"


def again(directive: Directive, style: Style) -> tuple[Piece, ...]:
    return numbered(again_text(directive, style), None, directive)


def for_title(directive: Directive) -> str:
    """ "Chỉ thị số 15-CT/TU"; number without date and issuer's place."""
    return f"{kind_name(directive)} số {directive.number or BLANK}"
