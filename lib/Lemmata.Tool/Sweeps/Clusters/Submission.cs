namespace Lemmata.Tool.Sweeps.Clusters;

/// <summary>What is asked of a cluster.</summary>
internal sealed record Submission
{
    /// <summary>The sweep.</summary>
    public required SweepFolder Sweep { get; init; }

    /// <summary>The tasks, from 0, in ascending order.</summary>
    public required IReadOnlyList<int> Tasks { get; init; }

    /// <summary>Runs of a task.</summary>
    public required int RunsPerTask { get; init; }

    /// <summary>The most tasks at once; null for as many as the cluster gives.</summary>
    public int? AtOnce { get; init; }

    /// <summary>The time limit of a task, as the cluster writes it; null for the cluster's own.</summary>
    public string? Time { get; init; }

    /// <summary>Processors of a task.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>Whether each run has a process of its own.</summary>
    public bool IsolatesByProcess { get; init; }

    /// <summary>Further options of <c>sweep work</c>, with a space before each.</summary>
    public string WorkOptions => IsolatesByProcess ? " --isolate process" : "";

    /// <summary>The assembly of the tool that the nodes start.</summary>
    public required string Tool { get; init; }

    /// <summary>The program that starts it.</summary>
    public required string Dotnet { get; init; }

    /// <summary>Further words for the cluster's own command.</summary>
    public IReadOnlyList<string> Further { get; init; } = [];
}
