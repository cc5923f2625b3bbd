namespace Lemmata.Tool.Mutants;

/// <summary>Why faults cannot be made or tried, in a sentence for the person who asked.</summary>
internal sealed class MutationException(string message) : Exception(message);
