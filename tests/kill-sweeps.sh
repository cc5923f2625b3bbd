#!/usr/bin/env bash
# Kills the workers of small sweeps at random moments, 50 times or as often as the argument says, and checks that every
# table is the one of a sweep that nobody disturbed. Some five minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release tests/Lemmata.Tool.Tests
LEMMATA_KILLS=${1:-50} exec dotnet tests/Lemmata.Tool.Tests/bin/Release/net10.0/Lemmata.Tool.Tests.dll \
  -method Lemmata.Tool.Tests.Sweeps.StopTests.Workers_that_are_killed_at_any_moment_leave_the_table_as_it_is -showLiveOutput
