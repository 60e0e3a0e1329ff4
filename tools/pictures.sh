#!/usr/bin/env bash
# Makes the README's pictures again out of the demo: needs LibreOffice, chromium and poppler-utils.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stem=hai-lam-38-kh-tu

make demo >/dev/null 2>&1
soffice "-env:UserInstallation=file://$work/profile" --headless \
    --convert-to 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"false"},"ExportNotesInMargin":{"type":"boolean","value":"true"}}' --outdir "$work" \
    "ket-qua/$stem.du-thao/vinh-lac.docx" >/dev/null 2>&1
pdftoppm -r 110 -f 1 -l 1 -png "$work/vinh-lac.pdf" "$work/draft"
mv "$work"/draft-*.png docs/draft.png
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1140,1610 --screenshot="$work/summary.png" \
    "file://$PWD/ket-qua/$stem/summary.html" >/dev/null 2>&1
mv "$work/summary.png" docs/summary.png
