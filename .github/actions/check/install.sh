#!/usr/bin/env bash
# Makes an environment with importkit. Inputs come as variables: what somebody typed is never a part of a script.
set -euo pipefail
"$PYTHON" -m venv "$ENVIRONMENT"
bin=$ENVIRONMENT/bin
[ -d "$bin" ] || bin=$ENVIRONMENT/Scripts  # on Windows
"$bin/python" -m pip install --quiet --disable-pip-version-check "${INSTALL:-$SOURCE}"
