namespace Lemmata.Tool.Sweeps;

/// <summary>A sweep that cannot go on as asked; the message says what was wrong, where, and what to do.</summary>
internal sealed class SweepException(string message, Exception? inner = null) : Exception(message, inner);
