namespace Lemmata.Notebooks;

/// <summary>A file that cannot be read as a notebook; the message says which file, where, and what to do.</summary>
public sealed class NotebookFormatException(string message, Exception? inner = null) : Exception(message, inner);
