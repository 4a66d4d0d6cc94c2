#!/bin/sh
# Brings a Chromium where it may: Debian or Ubuntu, as root. Elsewhere the browser tests are skipped.
# Without windows it draws the same with a third less work; one that is there already does as well.
set -eu
if command -v chromium-headless-shell >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo '安装 Chromium（浏览器测试用）……'
    # A Chinese font, so that pages are measured with the glyphs a reader sees.
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get update -qq || true
    for browser in chromium-headless-shell chromium; do
        if [ "$browser" = chromium ] && command -v chromium >/dev/null 2>&1; then exit 0; fi
        if apt-get install -y -qq --no-install-recommends "$browser" fonts-noto-cjk >/dev/null 2>&1; then exit 0; fi
    done
fi
for browser in chromium chromium-browser google-chrome; do
    if command -v "$browser" >/dev/null 2>&1; then exit 0; fi
done
echo '没有 Chromium，跳过浏览器测试；Debian 上请运行：sudo apt-get install chromium-headless-shell fonts-noto-cjk'
[ "${REQUIRE_BROWSER:-}" != 1 ] || { echo 'REQUIRE_BROWSER=1，但没有 Chromium。' >&2; exit 1; }
