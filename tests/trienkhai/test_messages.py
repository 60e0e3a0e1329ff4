"""What people are told: what is wrong, and what to do."""

from __future__ import annotations

import pytest

from ingest import errors
from trienkhai.messages import Complaint, Messages, catalogue, complaint_line


def causes(of: type[errors.InputError] = errors.InputError) -> list[type[errors.InputError]]:
    return [of, *(cause for child in of.__subclasses__() for cause in causes(child))]


@pytest.mark.parametrize("cause", causes(), ids=lambda cause: cause.code)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_cause_has_its_own_words_and_a_remedy(cause: type[errors.InputError], language: str) -> None:
    entry = catalogue("en" if language == "en" else "vi")["error"][cause.code]
    assert entry["what"]
    assert entry["remedy"]


@pytest.mark.parametrize(
    ("code", "values", "what"),
    [
        ("unknown-format", {"found": "tệp nén ZIP"}, "không phải văn bản Word hay PDF: tệp nén ZIP"),
        ("unknown-format", {}, "không phải văn bản Word hay PDF"),
        ("too-large", {"found": "900 MB", "limit": "200 MB"}, "tệp quá lớn: 900 MB, giới hạn 200 MB"),
        ("damaged-file", {"detail": None}, "tệp hỏng hoặc bị cắt cụt"),
        ("no-text", {"pages": 2000}, "không đọc được chữ nào (trang trắng, hoặc bản chụp quá mờ), 2000 trang"),
        ("no-such-code", {}, "không đọc được tệp"),
    ],
)
def test_values_bring_their_punctuation(code: str, values: dict[str, object], what: str) -> None:
    assert Messages().complaint(code, **values).what == what


def test_a_name_cannot_break_the_line_or_speak_to_the_terminal() -> None:
    line = complaint_line("72\n\x1b[31m.docx", Complaint("hỏng", "xin lại"))
    assert line == "72��[31m.docx — hỏng — xin lại"


def test_a_file_name_with_braces_is_shown_as_it_is() -> None:
    assert Messages().text("progress", "reading", file="{0} {file} %s.docx") == "{0} {file} %s.docx: đang đọc …"
