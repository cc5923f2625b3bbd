namespace Lemmata.Session.Compilation;

/// <summary>A compiled piece on its way to another process.</summary>
/// <param name="Image">The assembly; null where there is nothing to run.</param>
/// <param name="Symbols">Its debug information, null where there is no assembly.</param>
internal sealed record PreparedPiece(byte[]? Image, byte[]? Symbols)
{
    /// <summary>A piece without anything to run.</summary>
    public static PreparedPiece Nothing { get; } = new(null, null);
}
