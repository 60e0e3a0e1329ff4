"""Names of bodies: where they begin and end, how lists part, and what only looks like one."""

from __future__ import annotations

import pytest

from extract.grammar.bodies import bodies_at, followed_by_verb, head_at, is_bodies, split

NAMES: list[tuple[str, tuple[str, ...]]] = [
    # party
    ("Ban Tổ chức Huyện ủy tổng hợp kết quả", ("Ban Tổ chức Huyện ủy",)),
    ("Ban Thường vụ Thành ủy yêu cầu", ("Ban Thường vụ Thành ủy",)),
    ("Ủy ban Kiểm tra Đảng ủy giám sát việc thực hiện", ("Ủy ban Kiểm tra Đảng ủy",)),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy hướng dẫn", ("Ban Tuyên giáo và Dân vận Tỉnh ủy",)),
    ("Văn phòng Huyện ủy theo dõi, đôn đốc", ("Văn phòng Huyện ủy",)),
    ("Các chi bộ rà soát danh sách", ("Các chi bộ",)),
    ("Chi bộ quân sự xã bồi dưỡng dân quân", ("Chi bộ quân sự xã",)),
    ("Bí thư chi bộ chịu trách nhiệm trước cấp ủy", ("Bí thư chi bộ",)),
    ("Đảng bộ Công an tỉnh quán triệt", ("Đảng bộ Công an tỉnh",)),
    ("Trung tâm Chính trị huyện mở lớp bồi dưỡng", ("Trung tâm Chính trị huyện",)),
    ("Các đảng ủy, chi bộ trực thuộc Thị ủy xây dựng kế hoạch", ("Các đảng ủy", "chi bộ trực thuộc Thị ủy")),
    ("Các huyện ủy, thị ủy chỉ đạo", ("Các huyện ủy", "thị ủy")),
    ("Cấp ủy, chi bộ chủ động tìm nguồn", ("Cấp ủy", "chi bộ")),
    ("Các cấp ủy, tổ chức đảng lãnh đạo", ("Các cấp ủy", "tổ chức đảng")),
    ("đồng chí Bí thư Đảng ủy phụ trách chung", ("đồng chí Bí thư Đảng ủy",)),
    # state
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ("Sở Văn hóa, Thể thao và Du lịch",)),
    ("Sở Nông nghiệp và Môi trường thẩm định", ("Sở Nông nghiệp và Môi trường",)),
    ("Sở Lao động - Thương binh và Xã hội tổng hợp", ("Sở Lao động - Thương binh và Xã hội",)),
    ("Sở Giáo dục và Đào tạo, Sở Y tế phối hợp", ("Sở Giáo dục và Đào tạo", "Sở Y tế")),
    ("Các sở, ban, ngành tỉnh triển khai", ("Các sở, ban, ngành tỉnh",)),
    ("Ủy ban nhân dân các xã, phường, thị trấn tổ chức", ("Ủy ban nhân dân các xã, phường, thị trấn",)),
    ("UBND xã niêm yết công khai", ("UBND xã",)),
    ("Phòng Nội vụ huyện tham mưu", ("Phòng Nội vụ huyện",)),
    ("Phòng Tài chính - Kế hoạch, Kho bạc Nhà nước bố trí kinh phí", ("Phòng Tài chính - Kế hoạch", "Kho bạc Nhà nước")),
    ("Công an xã tuần tra", ("Công an xã",)),
    ("Ban Chỉ huy quân sự phường huấn luyện", ("Ban Chỉ huy quân sự phường",)),
    ("Hạt Kiểm lâm tuần tra rừng", ("Hạt Kiểm lâm",)),
    ("Trạm Y tế tiêm bổ sung", ("Trạm Y tế",)),
    ("Đài Phát thanh và Truyền hình đưa tin", ("Đài Phát thanh và Truyền hình",)),
    ("Chủ tịch Ủy ban nhân dân các xã chịu trách nhiệm", ("Chủ tịch Ủy ban nhân dân các xã",)),
    ("Thủ trưởng các cơ quan, đơn vị chỉ đạo", ("Thủ trưởng các cơ quan, đơn vị",)),
    ("Hiệu trưởng các trường phân công giáo viên", ("Hiệu trưởng các trường",)),
    ("Trung tâm Phục vụ hành chính công tiếp nhận", ("Trung tâm Phục vụ hành chính công",)),
    ("Bộ Y tế ban hành", ("Bộ Y tế",)),
    # organisations
    ("Chi nhánh Ngân hàng Chính sách xã hội huyện giải ngân", ("Chi nhánh Ngân hàng Chính sách xã hội huyện",)),
    ("Thuế tỉnh hỗ trợ hộ kinh doanh", ("Thuế tỉnh",)),
    ("Thuế cơ sở 5 tỉnh hỗ trợ hộ kinh doanh", ("Thuế cơ sở 5 tỉnh",)),
    ("Tổng công ty Điện lực cung cấp", ("Tổng công ty Điện lực",)),
    ("Người sử dụng lao động bảo đảm chế độ", ("Người sử dụng lao động",)),
    ("Nhà Văn hóa thiếu nhi tổ chức trại hè", ("Nhà Văn hóa thiếu nhi",)),
    ("Cán bộ, đảng viên nêu gương", ("Cán bộ", "đảng viên")),
    # one head for several parts
    ("Các trường mầm non, tiểu học, trung học cơ sở tổ chức khai giảng", ("Các trường mầm non, tiểu học, trung học cơ sở",)),
    ("Đảng ủy các xã: Hòa Lạc, Tân Lập, Phú Hạ rà soát", ("Đảng ủy các xã: Hòa Lạc, Tân Lập, Phú Hạ",)),
    ("Trưởng ban, phó trưởng ban các cơ quan Đảng gương mẫu", ("Trưởng ban", "phó trưởng ban các cơ quan Đảng")),
    ("Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ thẩm duyệt", ("Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ",)),
    ("Hội Bảo trợ người khuyết tật và trẻ mồ côi trao quà", ("Hội Bảo trợ người khuyết tật và trẻ mồ côi",)),
    ("Mặt trận Tổ quốc và các đoàn thể vận động", ("Mặt trận Tổ quốc", "các đoàn thể")),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện giám sát", ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện",)),
    ("Hội Nông dân, Hội Liên hiệp Phụ nữ, Hội Cựu chiến binh vận động", ("Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Cựu chiến binh")),
    ("Huyện đoàn, Liên đoàn Lao động huyện giới thiệu đoàn viên", ("Huyện đoàn", "Liên đoàn Lao động huyện")),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh xã phát động", ("Đoàn Thanh niên Cộng sản Hồ Chí Minh xã",)),
    ("Các tổ chức chính trị - xã hội tuyên truyền", ("Các tổ chức chính trị - xã hội",)),
    ("Liên đoàn Lao động tỉnh chủ trì", ("Liên đoàn Lao động tỉnh",)),
    ("Cán bộ, công chức, viên chức chấp hành", ("Cán bộ", "công chức", "viên chức")),
    ("Hội Cựu thanh niên xung phong thăm hỏi", ("Hội Cựu thanh niên xung phong",)),
    # names with a verb inside
    ("Ban Chỉ đạo chuyển đổi số tỉnh rà soát", ("Ban Chỉ đạo chuyển đổi số tỉnh",)),
    ("Ban Chỉ đạo xây dựng nông thôn mới xã họp hằng quý", ("Ban Chỉ đạo xây dựng nông thôn mới xã",)),
    ("Ban Quản lý dự án hằng tháng báo cáo", ("Ban Quản lý dự án",)),
    ("Tổ quản lý bảo vệ rừng thôn tuần tra", ("Tổ quản lý bảo vệ rừng thôn",)),
    ("Tổ công tác rà soát", ("Tổ công tác",)),
    ("Viện Kiểm sát nhân dân huyện kiểm sát việc thi hành", ("Viện Kiểm sát nhân dân huyện",)),
    ("Phòng khám đa khoa khám sàng lọc", ("Phòng khám đa khoa",)),
    ("Các đồng chí Huyện ủy viên được phân công phụ trách xã kiểm tra", ("Các đồng chí Huyện ủy viên được phân công phụ trách xã",)),
    ("Ban Chỉ đạo cải cách hành chính tổng hợp", ("Ban Chỉ đạo cải cách hành chính",)),
    ("Cục Thi hành án dân sự tỉnh phân loại án", ("Cục Thi hành án dân sự tỉnh",)),
    ("Bưu điện huyện chi trả lương hưu", ("Bưu điện huyện",)),
    ("Các tổ bầu cử kiểm phiếu", ("Các tổ bầu cử",)),
    ("Hội đồng nghĩa vụ quân sự xã xét duyệt", ("Hội đồng nghĩa vụ quân sự xã",)),
    ("Tòa án nhân dân huyện xét xử", ("Tòa án nhân dân huyện",)),
    ("Bảo hiểm xã hội cơ sở Vĩnh Lạc cấp thẻ", ("Bảo hiểm xã hội cơ sở Vĩnh Lạc",)),
    ("Kho bạc Nhà nước khu vực X thanh toán", ("Kho bạc Nhà nước khu vực X",)),
    ("Ban Nhân dân các khu phố treo cờ", ("Ban Nhân dân các khu phố",)),
    ("Đảng ủy đặc khu xây dựng phương án", ("Đảng ủy đặc khu",)),
    ("Đảng ủy Quân sự, Đảng ủy Công an tỉnh lãnh đạo", ("Đảng ủy Quân sự", "Đảng ủy Công an tỉnh")),
    ("Báo và Phát thanh, Truyền hình tỉnh mở chuyên mục", ("Báo và Phát thanh, Truyền hình tỉnh",)),
    ("Các ban xây dựng Đảng, Văn phòng Thị ủy theo dõi", ("Các ban xây dựng Đảng", "Văn phòng Thị ủy")),
    ("Giám đốc các sở; Thủ trưởng các ban, ngành chịu trách nhiệm", ("Giám đốc các sở", "Thủ trưởng các ban, ngành")),
    ("Đảng ủy các phường Hà Khê, Cửa Trầm kiểm điểm", ("Đảng ủy các phường Hà Khê, Cửa Trầm",)),
    ("Ban Chỉ đạo tỉnh về cải cách hành chính tổng hợp", ("Ban Chỉ đạo tỉnh về cải cách hành chính",)),
    ("Thành viên Hội đồng thẩm định trao đổi từng hồ sơ", ("Thành viên Hội đồng thẩm định",)),
    ("Đoàn cấp trên cách một cấp quyết định", ("Đoàn cấp trên cách một cấp",)),
    ("Cấp ủy nơi cán bộ đang công tác giới thiệu về nơi ở", ("Cấp ủy nơi cán bộ đang công tác",)),
    # where the name ends
    ("Chi bộ vẫn xem xét", ("Chi bộ",)),
    ("Chi hội ít nhất mỗi quý họp một lần", ("Chi hội",)),
    ("Các cơ quan có liên quan cung cấp số liệu", ("Các cơ quan có liên quan",)),
    ("Các chi bộ để theo dõi", ("Các chi bộ",)),
    ("Các xã, thị trấn; các cơ quan, đơn vị thực hiện", ("Các xã, thị trấn", "các cơ quan, đơn vị")),
    ("Chi bộ thôn Đông (nơi có nhà máy) vận động", ("Chi bộ thôn Đông",)),
    ("Uỷ ban nhân dân xã Hoà Lạc tổ chức", ("Uỷ ban nhân dân xã Hoà Lạc",)),
    ("Doanh nghiệp có vốn đầu tư nước ngoài thành lập tổ chức", ("Doanh nghiệp có vốn đầu tư nước ngoài",)),
    ("Cơ quan tham mưu, giúp việc cấp ủy nghiên cứu", ("Cơ quan tham mưu, giúp việc cấp ủy",)),
]

NO_BODIES = [
    "Tổ chức các lớp tập huấn",
    "Tổ chức thực hiện tốt kế hoạch",
    "Báo cáo kết quả về Huyện ủy",
    "Phòng, chống dịch bệnh",
    "Phòng cháy, chữa cháy rừng",
    "Hội nghị tổng kết",
    "Hội nhập quốc tế",
    "Xã hội hóa giáo dục",
    "Đoàn kết nội bộ",
    "Trường hợp đặc biệt",
    "Thanh tra, kiểm tra công vụ",
    "Đội ngũ cán bộ",
    "Bộ máy chính quyền",
    "Lãnh đạo, chỉ đạo quyết liệt",
    "Lãnh đạo thực hiện tốt nhiệm vụ",
    "Khối lượng công việc",
    "Tăng cường công tác kiểm tra",
    "Nâng cao chất lượng",
    "Xây dựng kế hoạch",
    "Đơn vị tính: người",
    "Quỹ đất công",
    "100% chi bộ",
    "",
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names(text: str, names: tuple[str, ...]) -> None:
    found = bodies_at(text, 0)
    assert found is not None
    assert found.names == names
    assert text[found.start : found.end].startswith(names[0])
    assert text[: found.end].endswith(names[-1])


@pytest.mark.parametrize("text", NO_BODIES)
def test_no_body_begins_here(text: str) -> None:
    assert bodies_at(text, 0) is None


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("các chi bộ trực thuộc", "các chi bộ"),
        ("Ban Tuyên giáo Huyện ủy", "Ban Tuyên giáo"),
        ("đồng chí Bí thư", "đồng chí Bí thư"),
        ("chi bộn", None),
        ("rà soát", None),
    ],
)
def test_heads(text: str, head: str | None) -> None:
    end = head_at(text, 0)
    assert (text[:end] if end is not None else None) == head


def test_a_head_is_looked_for_only_at_its_place() -> None:
    text = "Giao Phòng Nội vụ tổng hợp"
    assert head_at(text, 0) is None
    assert head_at(text, 5) == len("Giao Phòng")
    found = bodies_at(text, 5)
    assert found is not None
    assert found.names == ("Phòng Nội vụ",)


def test_names_end_where_they_must() -> None:
    text = "Các chi bộ, đảng bộ bộ phận rà soát"
    found = bodies_at(text, 0, len("Các chi bộ"))
    assert found is not None
    assert found.names == ("Các chi bộ",)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mặt trận và các đoàn thể", ("Mặt trận", "các đoàn thể")),
        ("Hội Nông dân, Hội Phụ nữ và Huyện đoàn", ("Hội Nông dân", "Hội Phụ nữ", "Huyện đoàn")),
        ("Sở Khoa học và Công nghệ", ("Sở Khoa học và Công nghệ",)),
        ("các sở, ban, ngành", ("các sở, ban, ngành",)),
        ("Văn phòng; Ban Tổ chức", ("Văn phòng", "Ban Tổ chức")),
        ("Ban Tổ chức cùng với Văn phòng", ("Ban Tổ chức", "Văn phòng")),
    ],
)
def test_split(text: str, parts: tuple[str, ...]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("title", "only_bodies"),
    [
        ("Các Ban Xây dựng Đảng, Trung tâm Chính trị quận", True),
        ("Ban Tổ chức Huyện ủy:", True),
        ("Mặt trận Tổ quốc và các đoàn thể quần chúng", True),
        ("Công an, Quân sự, Biên phòng", True),
        ("Tăng cường công tác lãnh đạo", False),
        ("Ban Tổ chức Huyện ủy rà soát danh sách", False),
        ("Tổ chức thực hiện", False),
    ],
)
def test_a_heading_may_name_bodies_and_nothing_else(title: str, only_bodies: bool) -> None:
    assert is_bodies(title) is only_bodies


@pytest.mark.parametrize(
    ("text", "name", "acts"),
    [
        ("Các chi bộ rà soát", "Các chi bộ", True),
        ("Các chi bộ, xây dựng kế hoạch", "Các chi bộ", True),
        ("Các chi bộ: tổ chức học tập", "Các chi bộ", True),
        ("Các chi bộ của xã", "Các chi bộ", False),
        ("Các chi bộ.", "Các chi bộ", False),
    ],
)
def test_who_acts_has_a_verb_behind(text: str, name: str, acts: bool) -> None:
    assert followed_by_verb(text, len(name)) is acts
