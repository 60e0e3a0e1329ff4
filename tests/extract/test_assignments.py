"""Who is given which duty: leading, along with others, by heading, in the passive; what only reports or states gives none."""

from __future__ import annotations

import pytest

from extract.assignments import read_assignments
from extract.directive import Assignment
from tests.extract.written import passages

Row = tuple[str, str]
"""body, role"""


def assignments(*lines: str) -> tuple[Assignment, ...]:
    return read_assignments(passages(*lines), ())


def rows(*lines: str) -> list[Row]:
    return [(a.body, a.role) for a in assignments(*lines)]


GIVEN: list[tuple[str, list[Row]]] = [
    # a subject and its verb
    ("Các chi bộ rà soát danh sách quần chúng ưu tú.", [("Các chi bộ", "implement")]),
    ("Ủy ban nhân dân các xã bố trí kinh phí, cử người theo dõi.", [("Ủy ban nhân dân các xã", "implement")]),
    (
        "Các đảng ủy, chi bộ trực thuộc Huyện ủy xây dựng kế hoạch.",
        [("Các đảng ủy", "implement"), ("chi bộ trực thuộc Huyện ủy", "implement")],
    ),
    ("Mặt trận Tổ quốc và các đoàn thể vận động hội viên.", [("Mặt trận Tổ quốc", "implement"), ("các đoàn thể", "implement")]),
    ("Sở Văn hóa, Thể thao và Du lịch hướng dẫn.", [("Sở Văn hóa, Thể thao và Du lịch", "implement")]),
    ("Đồng chí Bí thư Đảng ủy phụ trách chung.", [("Đồng chí Bí thư Đảng ủy", "implement")]),
    ("Cấp ủy cơ sở hoặc chi bộ nơi chuyển đến kiểm tra hồ sơ.", [("Cấp ủy cơ sở", "implement"), ("chi bộ nơi chuyển đến", "implement")]),
    (
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương rà soát chương trình.",
        [("Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương", "implement")],
    ),
    (
        "Thường trực HĐND, các Ban của HĐND giám sát việc thực hiện.",
        [("Thường trực HĐND", "implement"), ("các Ban của HĐND", "implement")],
    ),
    ("Các trường đại học, cao đẳng trên địa bàn xây dựng kế hoạch.", [("Các trường đại học, cao đẳng trên địa bàn", "implement")]),
    ("VNPT tỉnh nâng cấp hạ tầng thanh toán.", [("VNPT tỉnh", "implement")]),
    ("Việc bình xét do Hội Nông dân xã chủ trì.", [("Hội Nông dân xã", "lead")]),
    (
        "Các cơ sở có hoạt động về dược trên địa bàn có trách nhiệm tự kiểm tra.",
        [("Các cơ sở có hoạt động về dược trên địa bàn", "implement")],
    ),
    ("Cục Công nghệ thông tin nâng cấp phần mềm.", [("Cục Công nghệ thông tin", "implement")]),
    ("Ủy ban nhân dân tỉnh đã chỉ đạo Cục Thuế thí điểm.", []),
    ("Hằng quý Đảng ủy xã họp đánh giá tiến độ.", [("Đảng ủy xã", "implement")]),
    ("Theo định kỳ Ủy ban nhân dân các xã tổng hợp số liệu.", [("Ủy ban nhân dân các xã", "implement")]),
    (
        "Thủ trưởng các sở trong phạm vi chức năng, nhiệm vụ được giao có kế hoạch triển khai.",
        [("Thủ trưởng các sở", "implement")],
    ),
    ("Phòng Nội vụ theo phạm vi quản lý của mình kiểm tra hồ sơ.", [("Phòng Nội vụ", "implement")]),
    ("Đảng ủy được giao quyền cấp trên cơ sở rà soát hồ sơ.", [("Đảng ủy được giao quyền cấp trên cơ sở", "implement")]),
    # a bracket inside a list, a speck of the scan inside a name
    (
        "Sở Nội vụ (cơ quan thường trực), Sở Tài chính và các địa phương tổng hợp kết quả.",
        [("Sở Nội vụ", "implement"), ("Sở Tài chính", "implement"), ("các địa phương", "implement")],
    ),
    ("Thủ trưởng. các phòng rà soát danh sách.", [("Thủ trưởng. các phòng", "implement")]),
    (
        "Công an huyện phối hợp, hỗ trợ chính quyền các xã tuần tra.",
        [("Công an huyện", "implement"), ("chính quyền các xã", "coordinate")],
    ),
    # lead and coordinate
    (
        "Ban Tổ chức Huyện ủy chủ trì, phối hợp với Văn phòng Huyện ủy tổng hợp kết quả.",
        [("Ban Tổ chức Huyện ủy", "lead"), ("Văn phòng Huyện ủy", "coordinate")],
    ),
    (
        "Công an xã chủ trì cùng Ban Chỉ huy quân sự tuần tra.",
        [("Công an xã", "lead"), ("Ban Chỉ huy quân sự", "coordinate")],
    ),
    (
        "Huyện đoàn phối hợp Liên đoàn Lao động huyện giới thiệu đoàn viên.",
        [("Huyện đoàn", "implement"), ("Liên đoàn Lao động huyện", "coordinate")],
    ),
    (
        "Phòng Nội vụ phối hợp với Phòng Tài chính - Kế hoạch, Kho bạc Nhà nước bố trí kinh phí.",
        [("Phòng Nội vụ", "implement"), ("Phòng Tài chính - Kế hoạch", "coordinate"), ("Kho bạc Nhà nước", "coordinate")],
    ),
    ("Sở Y tế là cơ quan thường trực, theo dõi việc thực hiện.", [("Sở Y tế", "implement")]),
    # handed over
    ("Giao Ban Tổ chức Huyện ủy theo dõi, đôn đốc.", [("Ban Tổ chức Huyện ủy", "implement")]),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam huyện giám sát.", [("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "implement")]),
    ("Yêu cầu các chi bộ báo cáo kết quả.", [("các chi bộ", "implement")]),
    ("Ban Thường vụ Huyện ủy đề nghị các ngành triển khai.", [("các ngành", "implement")]),
    ("Đối với các trường học, phải công khai thực đơn.", [("các trường học", "implement")]),
    ("Đối với chi bộ chưa kết nạp, đảng ủy phân công người giúp đỡ.", [("đảng ủy", "implement")]),
    (
        "Giao cho Văn phòng Huyện ủy chủ trì, phối hợp với các ban xây dựng Đảng theo dõi.",
        [("Văn phòng Huyện ủy", "lead"), ("các ban xây dựng Đảng", "coordinate")],
    ),
    (
        "Yêu cầu thủ trưởng các cơ quan, đơn vị, Chủ tịch UBND các xã nghiêm túc thực hiện.",
        [("thủ trưởng các cơ quan, đơn vị", "implement"), ("Chủ tịch UBND các xã", "implement")],
    ),
    ("Giao trách nhiệm cho Công an xã tuần tra.", [("Công an xã", "implement")]),
    # passive
    ("Quần chúng ưu tú phải được chi ủy quan tâm bồi dưỡng.", [("chi ủy", "implement")]),
    # behind an opening
    ("Việc kiểm tra do Ủy ban Kiểm tra chủ trì thực hiện.", [("Ủy ban Kiểm tra", "lead")]),
    ("Căn cứ Kế hoạch này, các chi bộ xây dựng kế hoạch cụ thể.", [("các chi bộ", "implement")]),
    ("Hằng năm, Phòng Nội vụ rà soát danh sách.", [("Phòng Nội vụ", "implement")]),
    ("Sau khi kết thúc, các đơn vị tổng kết.", [("các đơn vị", "implement")]),
    ("Để thực hiện tốt nhiệm vụ trên, đề nghị các xã tập trung chỉ đạo.", [("các xã", "implement")]),
    ("Trong quá trình thực hiện, nếu có vướng mắc, các chi bộ phản ánh về Đảng ủy.", [("các chi bộ", "implement")]),
    # without a subject only those along with whom
    ("Phối hợp với Hội Phụ nữ tuyên truyền.", [("Hội Phụ nữ", "coordinate")]),
    # an aside
    ("Thường xuyên phối hợp chặt chẽ giữa nhà trường với chi bộ thôn.", [("chi bộ thôn", "coordinate")]),
    ("Các trường, trong đó có trường mầm non, phải công khai thực đơn.", [("Các trường", "implement")]),
    ("Các xã, nơi có khu công nghiệp, chỉ đạo thành lập tổ chức đảng.", [("Các xã", "implement")]),
    ("Văn phòng (qua bộ phận tổng hợp) theo dõi.", [("Văn phòng", "implement")]),
    # clauses and sentences
    (
        "Các cơ quan báo chí, Đài Truyền thanh huyện tuyên truyền.",
        [("Các cơ quan báo chí", "implement"), ("Đài Truyền thanh huyện", "implement")],
    ),
    (
        "Các sở, ban, ngành; Ủy ban nhân dân các xã căn cứ chức năng xây dựng kế hoạch.",
        [("Các sở, ban, ngành", "implement"), ("Ủy ban nhân dân các xã", "implement")],
    ),
    ("Các xã rà soát; các trường báo cáo.", [("Các xã", "implement"), ("các trường", "implement")]),
    ("Các xã rà soát. Các trường báo cáo.", [("Các xã", "implement"), ("Các trường", "implement")]),
    ("Các xã rà soát danh sách. Các xã báo cáo kết quả.", [("Các xã", "implement")]),
    # regulations: who a body is, told at length
    ("Chi đoàn nơi đoàn viên học tập nhận xét kết quả rèn luyện.", [("Chi đoàn nơi đoàn viên học tập", "implement")]),
    (
        "Ủy ban nhân dân xã nơi hộ kinh doanh đặt trụ sở xác nhận vào đơn.",
        [("Ủy ban nhân dân xã nơi hộ kinh doanh đặt trụ sở", "implement")],
    ),
    ("Cán bộ bị thu hồi thẻ phải nộp lại thẻ cho văn phòng.", [("Cán bộ bị thu hồi thẻ", "implement")]),
    (
        "Cán bộ làm việc tại quầy tiếp dân và trả hồ sơ có trách nhiệm ghi sổ.",
        [("Cán bộ làm việc tại quầy tiếp dân và trả hồ sơ", "implement")],
    ),
    ("Mọi cá nhân sử dụng thư viện đều phải giữ gìn tài liệu.", [("Mọi cá nhân sử dụng thư viện", "implement")]),
    (
        "Cơ quan tham mưu về công tác cán bộ của Huyện ủy có trách nhiệm lưu hồ sơ.",
        [("Cơ quan tham mưu về công tác cán bộ của Huyện ủy", "implement")],
    ),
    (
        "Ban chấp hành (hoặc bí thư nơi chưa có ban chấp hành) công bố quyết định.",
        [("Ban chấp hành", "implement"), ("bí thư", "implement")],
    ),
    ("Ban giám khảo xếp hạng các bài thi.", [("Ban giám khảo", "implement")]),
    # … what follows from a condition
    ("Hồ sơ thiếu giấy tờ thì phòng một cửa hướng dẫn bổ sung.", [("phòng một cửa", "implement")]),
    ("Người lao động ký hợp đồng đủ 06 tháng thì công đoàn cơ sở xem xét kết nạp.", [("công đoàn cơ sở", "implement")]),
    ("Các xã rà soát hồ sơ, nếu còn thiếu thì Phòng Nội vụ bổ sung.", [("Các xã", "implement"), ("Phòng Nội vụ", "implement")]),
    ("Nơi chưa có tổ công tác thì do trưởng thôn lập danh sách.", [("trưởng thôn", "implement")]),
    ("Trong thời hạn 10 ngày làm việc Ủy ban nhân dân cấp xã thu hồi giấy phép.", [("Ủy ban nhân dân cấp xã", "implement")]),
    ("Quá thời hạn trên, chi cục xử phạt theo quy định.", [("chi cục", "implement")]),
    # … who agrees, decides or is empowered
    ("Kế hoạch phải được Thường trực Hội đồng nhân dân đồng ý bằng văn bản.", [("Thường trực Hội đồng nhân dân", "implement")]),
    (
        "Hội viên phải học nghề, được trung tâm dạy nghề huyện cấp giấy chứng nhận.",
        [("Hội viên", "implement"), ("trung tâm dạy nghề huyện", "implement")],
    ),
    ("Hình thức bỏ phiếu do hội nghị chi đoàn quyết định.", [("hội nghị chi đoàn", "implement")]),
    ("a) Công đoàn cơ sở được ủy quyền: Do tập thể ban chấp hành xem xét, quyết định.", [("tập thể ban chấp hành", "implement")]),
    ("Ban Thường vụ ủy nhiệm cho Ban Tổ chức ký giấy giới thiệu.", [("Ban Tổ chức", "implement")]),
    # all who answer
    (
        "Chánh Văn phòng; Giám đốc các sở; Chủ tịch Ủy ban nhân dân các xã chịu trách nhiệm thi hành Quyết định này.",
        [("Chánh Văn phòng", "implement"), ("Giám đốc các sở", "implement"), ("Chủ tịch Ủy ban nhân dân các xã", "implement")],
    ),
]

NONE_GIVEN = [
    "Toàn Đảng bộ có 45 chi bộ với 1.230 đảng viên.",
    "Các chi bộ chỉ đăng ký kết nạp 41 đảng viên.",
    "Nâng cao chất lượng sinh hoạt chi bộ.",
    "Tổ chức các lớp bồi dưỡng.",
    "Mỗi chi bộ kết nạp 01 đảng viên.",
    "Từng xã mở 02 lớp.",
    "Báo cáo kết quả về Huyện ủy.",
    "Năm 2023, các chi bộ đã kết nạp 57 đảng viên.",
    "Đảng viên là nữ chiếm 45%.",
    "Nhà thầu bị nhắc nhở quá 03 lần thì chấm dứt hợp đồng.",
    "Ban Thường vụ Huyện ủy yêu cầu:",
    "Các chi bộ thực hiện tốt các nội dung sau:",
    "Việc kết nạp đảng viên là một trong những tiêu chí xếp loại.",
    "Kế hoạch này được phổ biến đến các chi bộ.",
    "Ngày 06/9/2023, Thường trực Huyện ủy làm việc với các xã.",
    "Tiếp tục đổi mới phương thức lãnh đạo của các cấp ủy.",
    "Phấn đấu kết nạp 20 đảng viên.",
    "Kinh phí do ngân sách huyện bảo đảm.",
    "Chỉ đạo Ủy ban nhân dân xã bố trí kinh phí.",
    "Đoàn viên có quyền khiếu nại lên đoàn cấp trên.",
    "Hội viên được xét tặng kỷ niệm chương.",
    "Cơ quan cấp huyện được thành lập phòng chuyên môn.",
    "Hội đồng gồm Chủ tịch, Thư ký và các ủy viên.",
    "Công đoàn bộ phận thực hiện theo quy định của Tổng Liên đoàn.",
    "Chi hội trưởng vẫn là ủy viên ban chấp hành.",
    "Thành viên hội đồng có thể nêu câu hỏi với tác giả.",
    "Đối với chi hội: Tặng giấy khen, bằng khen.",
    "Hội đồng thi có nhiệm vụ:",
]


@pytest.mark.parametrize(("text", "expected"), GIVEN)
def test_assignments(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", NONE_GIVEN)
def test_no_assignments(text: str) -> None:
    assert rows(text) == []


HEADED: list[tuple[tuple[str, ...], list[Row]]] = [
    (("**1. Ban Tổ chức Huyện ủy**", "- Tổng hợp kết quả.", "- Đôn đốc các xã."), [("Ban Tổ chức Huyện ủy", "implement")] * 2),
    (("**1. Ban Tổ chức Huyện ủy:** Tổng hợp kết quả.",), [("Ban Tổ chức Huyện ủy", "implement")]),
    (("2. Ủy ban nhân dân các xã: bố trí kinh phí.",), [("Ủy ban nhân dân các xã", "implement")]),
    (("- Các trường học: công khai thực đơn.",), [("Các trường học", "implement")]),
    (
        ("a) Sở Y tế: chủ trì, phối hợp với các địa phương tiêm chủng.",),
        [("Sở Y tế", "lead"), ("các địa phương", "coordinate")],
    ),
    (("+ Công an các xã: nắm chắc tình hình.",), [("Công an các xã", "implement")]),
    (("* Riêng Ban Thường vụ Huyện đoàn: chỉ đạo các cơ sở đoàn.",), [("Ban Thường vụ Huyện đoàn", "implement")]),
    (
        ("**1. Sở Y tế**", "- Chủ trì, phối hợp với Sở Tài chính xây dựng dự toán."),
        [("Sở Y tế", "lead"), ("Sở Tài chính", "coordinate")],
    ),
    (
        ("**1. Văn phòng Huyện ủy, Ban Dân vận**", "- Theo dõi việc thực hiện."),
        [("Văn phòng Huyện ủy", "implement"), ("Ban Dân vận", "implement")],
    ),
    (
        ("2. Sở Xây dựng chủ trì, phối hợp với Công an tỉnh:", "- Kiểm tra các công trình.", "- Xử lý vi phạm."),
        [("Sở Xây dựng", "lead"), ("Công an tỉnh", "coordinate")] * 2,
    ),
    (("2. Sở Xây dựng có trách nhiệm:", "a. Kiểm tra các công trình.", "b. Xử lý vi phạm."), [("Sở Xây dựng", "implement")] * 2),
    (("**2.1. Trách nhiệm**", "2.1.1. Các chi bộ rà soát danh sách."), [("Các chi bộ", "implement")]),
    (("2.1.1. Chi ủy:", "- Rà soát danh sách."), [("Chi ủy", "implement")]),
    (("**1. Ban Tổ chức**", "1.1. Tiếp tục rà soát; lập danh sách."), [("Ban Tổ chức", "implement")]),
    (("**1. Ban Tổ chức**", "- Tổng hợp kết quả.", "**2. Kinh phí**", "- Bảo đảm theo quy định."), [("Ban Tổ chức", "implement")]),
    (("**1. Ban Tổ chức**", "- Các chi bộ rà soát danh sách."), [("Các chi bộ", "implement")]),
    (("**I. TÌNH HÌNH**", "- Các chi bộ rà soát danh sách."), []),
    (("**1. Ban Tổ chức**", "¹ Theo số liệu năm trước."), []),
    (
        ("**1. Ban Tổ chức**", "- Tổng hợp kết quả.", "Trên đây là Kế hoạch, đề nghị các chi bộ thực hiện."),
        [("Ban Tổ chức", "implement"), ("các chi bộ", "implement")],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), HEADED)
def test_a_heading_may_name_who_acts(lines: tuple[str, ...], expected: list[Row]) -> None:
    assert rows(*lines) == expected


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("Các chi bộ rà soát danh sách quần chúng ưu tú.", "rà soát danh sách quần chúng ưu tú"),
        ("Giao Ban Tổ chức Huyện ủy theo dõi, đôn đốc.", "theo dõi, đôn đốc"),
        ("Hằng năm, Phòng Nội vụ rà soát danh sách.", "rà soát danh sách"),
        ("Các xã rà soát; các trường báo cáo.", "rà soát"),
    ],
)
def test_the_task_is_what_the_body_does(text: str, task: str) -> None:
    assert assignments(text)[0].task == task


def test_a_long_task_is_cut_between_words() -> None:
    (found,) = assignments("Các chi bộ rà soát " + "danh sách quần chúng ưu tú của từng thôn " * 12 + "trong xã.")
    assert found.task is not None
    assert len(found.task) <= 301
    assert found.task.endswith("…")
    assert found.anchor.quote.startswith(f"Các chi bộ {found.task[:-1]}")


def test_all_bodies_of_one_subject_have_one_task_and_place() -> None:
    one, other = assignments("Mặt trận Tổ quốc và các đoàn thể vận động hội viên.")
    assert (one.task, one.anchor) == (other.task, other.anchor)
    assert (one.id, other.id) == ("a1", "a2")


def test_the_anchor_covers_who_and_what() -> None:
    (found,) = assignments("Hằng năm, Phòng Nội vụ rà soát danh sách.")
    assert found.anchor.quote == "Phòng Nội vụ rà soát danh sách."


UNDER: list[tuple[tuple[str, ...], list[Row]]] = [
    # whom a lettered line names acts in the dashes under it, and in the text right behind it
    (
        ("2. Trách nhiệm cụ thể:", "a) Sở Tư pháp:", "- Rà soát các văn bản.", "b) Báo tỉnh:", "Mở chuyên mục tuyên truyền."),
        [("Sở Tư pháp", "implement"), ("Báo tỉnh", "implement")],
    ),
    (("1. Sở Y tế", "a) Tổ chức tập huấn.", "- Kiểm tra các trạm y tế."), [("Sở Y tế", "implement"), ("Sở Y tế", "implement")]),
    # a heading may say what it is about before it names the body
    (
        ("Điều 5. Trách nhiệm của Chủ tịch Ủy ban nhân dân tỉnh", "1. Ban hành quy định về một cửa."),
        [("Chủ tịch Ủy ban nhân dân tỉnh", "implement")],
    ),
    (("3. Đối với các trường", "Lập danh sách học sinh."), [("các trường", "implement")]),
    (("1. Thủ trưởng các sở có trách nhiệm:", "a) Báo cáo kết quả hằng quý."), [("Thủ trưởng các sở", "implement")]),
    # what is listed under a body without telling it to do something is no duty
    (("2. Sở Y tế", "- Công tác thống kê, báo cáo;", "- Việc thực hiện các quy định chuyên môn;"), []),
    (("2. Các công ty", "- Các Trung tâm Y tế có giường bệnh;", "GIÁM ĐỐC"), []),
    # another paper's words are no duty of this one; words put into another paper are
    (
        ("Nghị định số 268/2025/NĐ-CP quy định:", "“2. Sở Y tế thông báo.", "Công an tỉnh kiểm tra.”", "Các xã rà soát."),
        [("Các xã", "implement")],
    ),
    (("Luật quy định:", "“Sở Y tế thông báo cho doanh nghiệp.", "Các xã rà soát."), [("Các xã", "implement")]),
    (("Điều 4. Điều kiện đối với chủ nhiệm đề tài", "- Có trình độ đại học trở lên."), []),
]


@pytest.mark.parametrize(("lines", "expected"), UNDER)
def test_items_under_a_line_that_names_a_body(lines: tuple[str, ...], expected: list[Row]) -> None:
    assert rows(*lines) == expected
