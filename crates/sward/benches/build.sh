#!/usr/bin/env bash
# Times a clean release build, and a check after an edit in one concept. Printed and watched, not
# asserted. Uses a target folder of its own, which it removes.
set -euo pipefail
cd "$(dirname "$0")/../../.."

target=$(mktemp -d)
concept=crates/meeting/src/subject.rs
cp -p "$concept" "$target/kept"
trap 'cp -p "$target/kept" "$concept"; rm -rf "$target"' EXIT
export CARGO_TARGET_DIR="$target/target"
TIMEFORMAT='%R s wall, %U s user, %S s system'

measure() {
    printf '%-44s' "$1"
    shift
    time "$@" > "$target/log" 2>&1 || { cat "$target/log"; exit 1; }
}

cargo fetch --locked --quiet
measure 'clean release build:' cargo build --release --locked
measure 'clean check of the workspace:' cargo check --workspace --locked
echo '// An edit.' >> "$concept"
measure 'check after an edit in meeting:' cargo check --workspace --locked
echo '// Another edit.' >> "$concept"
measure 'release build after an edit in meeting:' cargo build --release --locked
echo "$(grep -c '^name = ' Cargo.lock) crates in the lock; program of $(du -h "$CARGO_TARGET_DIR/release/sward" | cut -f1)"
