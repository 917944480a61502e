#!/bin/sh
# Says what this machine lacks, in words, before anything is installed. Usage: check_machine.sh PYTHON
set -u
python=$1
lacks=0

lack() {
    printf 'Missing: %s\n  Remedy: %s\n' "$1" "$2" >&2
    lacks=1
}

if ! command -v "$python" >/dev/null 2>&1; then
    lack "Python 3.11 or newer ('$python' was not found)" "apt install python3 python3-venv, or: make PYTHON=/path/to/python3.11"
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    lack "Python 3.11 or newer ('$python' is $("$python" --version 2>&1))" "install a newer Python, then: make PYTHON=python3.11"
elif ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    lack "Python's venv module" "apt install python3-venv"
fi

if ! command -v node >/dev/null 2>&1; then
    lack "Node.js 20 or newer ('node' was not found)" "install Node.js 20 or newer with npm, for instance from nodejs.org"
elif ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'; then
    lack "Node.js 20 or newer (this is $(node --version))" "install Node.js 20 or newer"
fi
if ! command -v npm >/dev/null 2>&1; then
    lack "npm" "it comes with Node.js; on Debian: apt install npm"
fi

exit "$lacks"
