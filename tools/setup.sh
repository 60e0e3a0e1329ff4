#!/usr/bin/env bash
# Makes .venv from requirements.lock and installs the project into it; does nothing when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON3:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "trienkhai cần Python 3.11 trở lên; máy này có: $("$python" --version 2>&1 || true). Hãy cài Python mới hơn rồi chạy lại." >&2
    exit 1
fi

home=$({ pwd; "$python" -c 'import sys; print(sys.version, sys.base_prefix)'; } | sha256sum)
contents=$(cat requirements.lock pyproject.toml tools/setup.sh | sha256sum)
if [ -f .venv/.contents ] && [ "$(cat .venv/.home .venv/.contents)" = "$home
$contents" ]; then
    exit 0
fi

# Debian packages: venv to make the environment; LibreOffice (with its spreadsheet part) to read old formats and, with a font with
# Vietnamese letters, to turn Word files into pages; Tesseract with Vietnamese data to read scans; PostgreSQL for the tests of the register.
debian_packages() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    command -v soffice >/dev/null || echo libreoffice-writer-nogui
    ls /usr/lib/libreoffice/program/libsc*lo.so >/dev/null 2>&1 || echo libreoffice-calc-nogui
    tesseract --list-langs 2>/dev/null | grep -qx vie || echo tesseract-ocr tesseract-ocr-vie
    [ -r /etc/os-release ] && . /etc/os-release
    local font=fonts-liberation
    [ "${VERSION_ID:-}" = 12 ] && font=fonts-liberation2
    dpkg -s "$font" >/dev/null 2>&1 || echo "$font"
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
}
if command -v dpkg >/dev/null; then
    wanted=$(debian_packages | xargs)
    install="apt-get install -y --no-install-recommends $wanted"
    if [ -n "$wanted" ] && [ "$(id -u)" = 0 ]; then
        echo "Cài gói Debian: $wanted …" >&2
        export DEBIAN_FRONTEND=noninteractive
        { $install || { apt-get update && $install; }; } >setup.log 2>&1 </dev/null \
            || echo "Chưa cài được: $wanted (xem setup.log). Các phần không cần đến vẫn chạy." >&2
    elif [ -n "$wanted" ]; then
        echo "Thiếu gói hệ thống; nhờ người quản trị chạy:  sudo $install" >&2
    fi
fi

if [ "$(cat .venv/.home 2>/dev/null)" != "$home" ]; then
    echo "Tạo môi trường .venv …" >&2
    "$python" -m venv --clear .venv
fi
echo "Cài thư viện theo requirements.lock …" >&2
pip() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input "$@"; }
pip --require-hashes -r requirements.lock
pip --no-deps --no-build-isolation --no-index --editable .
echo "$home" >.venv/.home
echo "$contents" >.venv/.contents
