namespace Lemmata.Tests;

/// <summary>
/// Tests that set the number of threads or the cell's cancellation, which other tests would notice, run alone.
/// </summary>
[CollectionDefinition(nameof(ProcessWideSettings), DisableParallelization = true)]
public sealed class ProcessWideSettings;
