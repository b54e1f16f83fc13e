#!/usr/bin/env bash
# Runs importkit check with annotations and the summary of the job, and tells its exit code as an output.
set -euo pipefail
bin=$ENVIRONMENT/bin
[ -d "$bin" ] || bin=$ENVIRONMENT/Scripts  # on Windows

words=(--report github --jobs "$JOBS")
[ -z "$MODE" ] || words+=(--mode "$MODE")
[ -z "$FAIL_ON" ] || words+=(--fail-on "$FAIL_ON")
case $EXPECT in
  '' | false) ;;
  true) words+=(--expect) ;;
  *) words+=(--expected "$EXPECT") ;;
esac

# One a line, so that a name may have spaces; a last line without an end counts, too.
lines() { printf '%s\n' "$1" | tr -d '\r' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'; }
while IFS= read -r line; do words+=(--report "$line"); done < <(lines "$REPORTS")
while IFS= read -r line; do words+=("$line"); done < <(lines "$ARGUMENTS")
words+=(--)
while IFS= read -r line; do words+=("$line"); done < <(lines "$PATHS")

code=0
"$bin/importkit" check "${words[@]}" || code=$?
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
exit "$code"
