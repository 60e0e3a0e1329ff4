#!/usr/bin/env bash
# The main job once, on a directive and a commune that we made up: what was found, and the commune's plan.
set -euo pipefail
cd "$(dirname "$0")/.."
trienkhai=.venv/bin/trienkhai
out=ket-qua
stem=hai-lam-38-kh-tu

.venv/bin/python -m corpora.build "$out/van-ban" >/dev/null
"$trienkhai" extract "$out/van-ban/$stem.docx" --out "$out" >/dev/null
"$trienkhai" draft "$out/van-ban/$stem.docx" --unit "Vĩnh Lạc" --units corpora/units/vinh-lac.toml \
    --date 2026-01-28 --out "$out/$stem.du-thao" >/dev/null
.venv/bin/python tools/found.py "$out/$stem/directive.json"

cat <<END

Kết quả nằm trong thư mục $PWD/$out:
  $stem/summary.html            trang đọc và in (mở bằng trình duyệt)
  $stem/workbook.xlsx           mọi danh sách và biểu, mở bằng Excel
  $stem/deadlines.ics           thời hạn, mở bằng Outlook hoặc lịch điện thoại
  $stem/directive.json          toàn bộ dữ kiện, kèm chỗ đọc được
  $stem.du-thao/vinh-lac.docx   dự thảo kế hoạch của xã Vĩnh Lạc, mở bằng Word
END
