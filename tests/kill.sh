#!/usr/bin/env bash
# Kills run, export --run and export at random moments of their writing, 200 times or as often as the argument says, and
# checks after each that notebooks, kept results and the site are old or new, never torn. Some twenty minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release tests/Lemmata.Tool.Tests
LEMMATA_KILLS=${1:-200} exec dotnet tests/Lemmata.Tool.Tests/bin/Release/net10.0/Lemmata.Tool.Tests.dll \
  -explicit only -class Lemmata.Tool.Tests.Running.KillTests -showLiveOutput
