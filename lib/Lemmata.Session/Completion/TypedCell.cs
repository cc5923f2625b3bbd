namespace Lemmata.Session.Completion;

/// <summary>A cell that a reader is typing, and what stands above it.</summary>
/// <param name="Code">Its text as it is now.</param>
/// <param name="Folder">The folder that paths in directives are relative to.</param>
internal sealed record TypedCell(string Code, string Folder)
{
    /// <summary>The C# cells above it that have not run as they stand now, from the first.</summary>
    public IReadOnlyList<string> Above { get; init; } = [];
}
