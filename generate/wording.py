"""The house form of words, and a paragraph's sentences and clauses with their places."""

from __future__ import annotations

import re
from functools import lru_cache

_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_TONES |= {old.capitalize(): new.capitalize() for old, new in _TONES.items()} | {old.upper(): new.upper() for old, new in _TONES.items()}
_OLD_TONE = re.compile(r"(?<![qQ])(" + "|".join(_TONES) + r")(?![^\W\d_])")
_TIGHT_DASH = re.compile(r"(chính trị|kinh tế)\s*[-–]\s*(xã hội)", re.IGNORECASE)
_COMMITTEE = re.compile(
    r"(?<!\w)(Ban [Tt]hường vụ|Thường trực|Ban Tổ chức|Ban Tuyên giáo(?: và Dân vận)?|Ban Dân vận|Ban Nội chính|Ủy ban Kiểm tra|Văn phòng)"
    r" ((?i:tỉnh|thành|huyện|quận|thị)) ủy\b(?!(?:,| và) (?:các )?(?:huyện|quận|thị|thành|đảng) ủy)"
)
_IN_FULL = {"BTV": "Ban Thường vụ", "NK": "nhiệm kỳ", "đ/c": "đồng chí", "Đ/c": "Đồng chí"}
_SHORT = re.compile(r"(?<![\w-])(?:BTV(?= (?:[A-ZĐ]|huyện|thị|thành|tỉnh|quận))|NK(?= \d)|[Đđ]/c(?= ))(?![\w/-])")
_YEARS = re.compile(r"(?<=[^\d/.])((?:19|20)\d\d) ?[-–] ?((?:19|20)\d\d)(?![\d/])")
_FOOTNOTE = re.compile(r"(?<=[\w%)”\"])(?<!\Wm)(?<!\W[kcd]m)[¹²³⁰⁴-⁹]+(?!\w)")
_EVERY = re.compile(r"\b([hH])àng (năm|quý|tháng|tuần|ngày)\b")
_ENSURE = re.compile(r"\b([đĐ])ảm bảo\b")
_LABEL = re.compile(r"^\s*(?:(?:[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])[.)/-]+\s+|\d{1,2},\s+(?=[A-ZĐ][a-zà-ỹ])|\d+(?:\.\d+)+\s+|[-–+*•]+\s*)+")
_ABBREVIATION = re.compile(r"(?:\b(?:số|tp|tx|tt|ths|ts|gs|bs|đ/c|st)|\b[A-ZĐ])$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:^|\s)(?:của|và|các|với|cho|tại|theo|những|hoặc|giữa)$")
_SENTENCE_END = re.compile(r"(?:[.!?]|\.{3}|…)[\"”')\]¹²³⁴-⁹]*\s+")
_CLAUSE_END = re.compile(r";\s+|, (?=trước mắt,? (?:cần|phải|tập trung|khẩn trương|nhanh chóng) )")
"""A semicolon, or the comma before what is urgent: "xây dựng kế hoạch, trước mắt cần rà soát …"."""
VERBS = (
    "chủ trì|phối hợp|chủ động|tiếp tục|thường xuyên|định kỳ|tham mưu|hướng dẫn|tổng hợp|theo dõi|đôn đốc|kiểm tra|giám sát|định hướng|"
    "chỉ đạo|tăng cường|đẩy mạnh|xây dựng|tổ chức(?! (?:chính trị|đảng|cơ sở|trực thuộc|hội|đoàn thể|Công đoàn|Đoàn|Hội|Mặt trận))"
    "|mở|đưa|phát động|vận động|tuyên truyền|"
    "thực hiện|triển khai|căn cứ|có trách nhiệm|chịu trách nhiệm|báo cáo|nghiêm túc|kịp thời|quán triệt|rà soát|lãnh đạo|đổi mới|"
    "nâng cao|chú trọng|bố trí|bảo đảm|ban hành|giúp|giới thiệu|huy động|phát hiện|lựa chọn|phân công|cụ thể hóa|khẩn trương|làm tốt|"
    "duy trì|tập trung|quan tâm|hoàn thành|cung cấp"
    "|lập (?:danh|kế|hồ|dự)|gửi|nắm (?:chắc|tình)"
)
"""Verbs that orders begin with."""
VERB = re.compile(rf"(?:^|(?P<comma>,)? )(?i:{VERBS})\b")


@lru_cache(maxsize=20_000)
def house_form(text: str) -> str:
    """One form of a word, without footnote marks: "Ban thường vụ huyện uỷ đảm bảo²" → "Ban Thường vụ Huyện ủy bảo đảm".

    "kinh tế- xã hội" → "kinh tế - xã hội".
    """
    toned = _SHORT.sub(lambda match: _IN_FULL[match[0]], _OLD_TONE.sub(lambda match: _TONES[match[1]], text))
    toned = _YEARS.sub(r"\1 - \2", toned)
    spaced = _TIGHT_DASH.sub(r"\1 - \2", toned)
    spaced = _COMMITTEE.sub(lambda match: f"{match[1].replace('thường', 'Thường')} {match[2].capitalize()} ủy", spaced)
    spaced = _EVERY.sub(r"\1ằng \2", spaced)
    return _FOOTNOTE.sub("", _ENSURE.sub(lambda match: ("Bảo" if match[1] == "Đ" else "bảo") + " đảm", spaced))


_BODIES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "MTTQ": "Mặt trận Tổ quốc", "MTTQVN": "Mặt trận Tổ quốc Việt Nam"}
_BODY = re.compile(r"(?<![\w/.-])(?:UBND|HĐND|MTTQ(?:VN)?)(?![\w/-])")


def bodies_in_full(text: str) -> str:
    """ "UBND tỉnh" → "Ủy ban nhân dân tỉnh"; the code in "04/CT-UBND" stays."""
    return _BODY.sub(lambda match: _BODIES[match[0]], text)


def label_length(text: str) -> int:
    """Length of the printed number or dash: 5 for "1.1. Quán triệt …"."""
    match = _LABEL.match(text)
    return match.end() if match else 0


def sentences(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Bounds of the sentences from `start`; "TP. Hồng Lĩnh" and "số. 5" stay whole."""
    bounds = []
    for match in _SENTENCE_END.finditer(text, start):
        following = text[match.end() : match.end() + 2].lstrip("\"'“‘(*+- ")
        before = text[start : match.start()]
        if (
            not following
            or following[0].islower()
            or (text[match.start()] == "." and (_ABBREVIATION.search(before) or _GOES_ON.search(before)))
        ):
            continue
        bounds.append((start, len(text[: match.end()].rstrip())))
        start = match.end()
    if text[start:].strip():
        bounds.append((start, len(text)))
    return bounds


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Bounds of what stands between semicolons, brackets kept whole; a bracketed sentence at the end is a clause of its own."""
    bounds = []
    for match in _CLAUSE_END.finditer(text, start, end):
        if text.count("(", start, match.start()) > text.count(")", start, match.start()):
            continue
        bounds.append((start, match.start()))
        start = match.end()
    tail = re.search(r"\s\((?=[A-ZĐÂÊÔƯ])(?=.{60})", text[start:end])
    if tail and text[start:end].rstrip(" .").endswith(")"):
        bounds.append((start, start + tail.start()))
        start += tail.end()
        end = text.rindex(")", start, end)
    if start < end:
        bounds.append((start, end))
    return bounds


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_ALWAYS_LARGE = re.compile(
    r"[A-ZĐ]{2}|Đảng\b(?! viên)|Ban (?:Thường vụ|Tổ chức|Tuyên giáo|Dân vận|Chấp hành|Nội chính|Xây dựng Đảng|Chỉ|Bí thư)|Ủy ban|Văn phòng|"
    r"Bí thư (?:Chi bộ|Đảng ủy)|Chi bộ|Chi ủy|(?:Huyện|Tỉnh|Thị|Quận|Thành) ủy|Mặt trận|Trung tâm|Công đoàn|"
    r"Nhân dân|Nhà nước|Bộ (?=[A-ZĐ])|Chính phủ|Trung ương"
    r"|(?:Hội|Đoàn|Liên đoàn|Tòa án|Viện Kiểm sát) (?=[A-ZĐ])|Thông tư (?=số |liên tịch)|Nghị định (?=số )|Luật (?=[A-ZĐ])"
)


_LARGE_NAMES = (
    "Đảng bộ", "Đảng ủy", "Điều lệ Đảng", "Đảng Cộng sản Việt Nam", "Trung ương", "Nhà nước", "Quốc hội", "Chính phủ", "Việt Nam",
    "Mặt trận Tổ quốc", "Ủy ban nhân dân", "Hội đồng nhân dân", "Ủy ban Kiểm tra", "Hồ Chí Minh", "Bác Hồ", "Nhân dân",
    "Ban Thường vụ", "Bộ Chính trị",
)  # fmt: skip


def in_small_letters(text: str) -> str:
    """A heading in capitals as a sentence has it: "THI HÀNH ĐIỀU LỆ ĐẢNG" → "thi hành Điều lệ Đảng"."""
    lower = text.lower()
    for name in _LARGE_NAMES:
        lower = re.sub(rf"\b{name.lower()}\b", name, lower)
    return re.sub(r"(?<=xây dựng )đảng\b|(?<=của )đảng\b|(?<=vào )đảng\b|(?<=về )đảng\b", "Đảng", lower)


def common(text: str) -> str:
    """A small first letter where a common word stands: "Tiêm chủng mở rộng" → "tiêm chủng mở rộng"; "Đảng", "Quốc hội", "TP" stay."""
    return small(text) if re.match(r"[A-ZĐÀ-Ỹ][a-zà-ỹ]* [a-zà-ỹ]", text) else text


def small(text: str) -> str:
    """A small first letter, unless an abbreviation or a name that is always written large stands there."""
    return text if _ALWAYS_LARGE.match(text) else text[:1].lower() + text[1:]


def tidy(text: str) -> str:
    """Traces of cutting removed: doubled marks, a mark after a space, empty brackets."""
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"\b(của|và|các|với|cho|tại|theo|giữa)\. (?=[A-ZĐa-zà-ỹ])", r"\1 ", text)
    text = re.sub(r"\b([Cc])ác các\b", r"\1ác", text)
    text = re.sub(r"\b(Ủy ban nhân dân \w+)(?:,| và) \1\b", r"\1", text)
    text = re.sub(r"\s+([,;.:)])", r"\1", text)
    text = re.sub(r"([,;])(?:\s*[,;])+", r"\1", text)
    text = re.sub(r"[,;:\s]+\.(?!\.)", ".", text)
    return re.sub(r"\s+", " ", text).strip(" ,;:")


def ended(text: str) -> str:
    """With one full stop at its end; "…/." loses the stroke."""
    return re.sub(r"[\s.;,:/]+$", "", text) + ("" if text.endswith(("…", "]")) and not text.endswith("[………]") else ".")


def is_a_sentence(text: str) -> bool:
    """With a verb of its own: "Lịch sử Đảng bộ tỉnh" only goes on with the list before it."""
    verb = VERB.search(text)
    return verb is not None and not verb["comma"]
