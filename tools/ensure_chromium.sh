#!/bin/sh
# The browser tests drive Debian's Chromium; install it where it is missing and that is allowed.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null
    exit 0
fi
printf 'Missing: Chromium, for the browser tests\n  Remedy: sudo apt install chromium\n' >&2
exit 1
