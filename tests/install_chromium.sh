#!/bin/sh
# Brings Chromium where it may: Debian or Ubuntu, as root. Elsewhere the browser tests are skipped.
set -eu
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo '安装 Chromium（浏览器测试用）……'
    # A Chinese font, so that pages are measured with the glyphs a reader sees.
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null && exit 0
    echo 'Chromium 没有装上。' >&2
fi
[ "${REQUIRE_BROWSER:-}" != 1 ] || { echo 'REQUIRE_BROWSER=1，但没有 Chromium。' >&2; exit 1; }
echo '没有 Chromium，跳过浏览器测试；Debian 上请运行：sudo apt-get install chromium fonts-noto-cjk'
