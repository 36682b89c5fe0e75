#!/usr/bin/env bash
# What a terminal shows of a command, as SVG on standard output; needs tmux and Python's rich.
#   picture.sh TITLE COLUMNS ROWS 'TEXT THAT THE SCREEN SHOWS AT LAST' COMMAND...
set -euo pipefail
title=$1 columns=$2 rows=$3 last=$4
shift 4
socket=guidelint-picture-$$
trap 'tmux -L "$socket" kill-server' EXIT
tmux -L "$socket" -f /dev/null new-session -d -x "$columns" -y "$rows" "TERM=tmux-256color COLORTERM=truecolor; export TERM COLORTERM; $*; sleep 60"
tmux -L "$socket" set -g status off
tmux -L "$socket" set -g default-terminal tmux-256color
tmux -L "$socket" set -ga terminal-overrides ',*:Tc'
for _ in $(seq 100); do
  tmux -L "$socket" capture-pane -p | grep -qF -- "$last" && break
  sleep 0.2
done
tmux -L "$socket" capture-pane -ep | python3 -c '
import io, re, sys
from rich.console import Console
from rich.text import Text
console = Console(record=True, width=int(sys.argv[2]), file=io.StringIO(), legacy_windows=False)
console.print(Text.from_ansi(sys.stdin.read().rstrip("\n")), soft_wrap=True)
svg = console.export_svg(title=sys.argv[1], unique_id="picture")
# No fonts from the network, and dashes stay dashes.
svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
print(svg.replace("font-variant-east-asian: full-width;", "font-variant-ligatures: none;"))
' "$title" "$columns"
