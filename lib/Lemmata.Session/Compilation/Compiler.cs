using System.Diagnostics.CodeAnalysis;

namespace Lemmata.Session.Compilation;

/// <summary>Whether the compiler is part of the program.</summary>
internal static class Compiler
{
    /// <summary>
    /// False in a program published without the compiler, which runs prepared cells alone: the trimmer then takes away
    /// every branch that asks, and with the branches the compiler.
    /// </summary>
    [FeatureSwitchDefinition("Lemmata.Session.Compiler")]
    public static bool IsHere => !AppContext.TryGetSwitch("Lemmata.Session.Compiler", out var here) || here;
}
