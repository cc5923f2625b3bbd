namespace Lemmata.Learning.Topics.AsyncMethods;

/// <summary>What the parts of an async call ask each other, in order: one line a call, on the thread that runs.</summary>
public static class BuilderLog
{
    [ThreadStatic]
    private static List<string>? entries;

    /// <summary>Whether somebody listens on this thread.</summary>
    internal static bool IsOn => entries is not null;

    /// <summary>Runs something and returns what was logged meanwhile on this thread.</summary>
    /// <param name="run">Anything that works with <see cref="LoggedTask{T}"/> and <see cref="Gate"/>.</param>
    /// <returns>Lines such as <c>builder.Start</c>.</returns>
    public static IReadOnlyList<string> Of(Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var before = entries;
        var own = entries = [];
        try { run(); }
        finally { entries = before; }
        return own;
    }

    internal static void Add(string entry) => entries?.Add(entry);
}
