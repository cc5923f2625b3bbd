using System.Globalization;
using System.Text.RegularExpressions;

namespace Lemmata.Tool.Mutants.Making;

/// <summary>The class that says which fault is there, which is compiled into the library.</summary>
internal static partial class SwitchCode
{
    /// <summary>The variable of the environment with the number of the fault; nothing is changed where it is absent.</summary>
    public const string MutantVariable = "LEMMATA_MUTANT";

    /// <summary>The variable of the environment with the file for the numbers of the faults that were come to.</summary>
    public const string ReachedVariable = "LEMMATA_MUTANTS_REACHED";

    /// <summary>The class.</summary>
    /// <param name="count">Number of faults.</param>
    public static string Of(int count) => $$"""
        namespace Lemmata.Mutants
        {
            internal static class Switch
            {
                internal static readonly int Active =
                    int.TryParse(System.Environment.GetEnvironmentVariable("{{MutantVariable}}"), out var given) ? given : -1;
                private static readonly bool[]? Reached = Recorded();

                // The fields have their values before the first method is compiled, which then holds them as constants.
                [System.Runtime.CompilerServices.ModuleInitializer]
                internal static void Ready() =>
                    System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Switch).TypeHandle);

                internal static bool Is(int mutant)
                {
                    if (Reached is not null) Reached[mutant] = true;
                    return Active == mutant;
                }

                private static bool[]? Recorded()
                {
                    if (System.Environment.GetEnvironmentVariable("{{ReachedVariable}}") is not { } file) return null;
                    var reached = new bool[{{count.ToString(CultureInfo.InvariantCulture)}}];
                    System.AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.WriteAllLines(file,
                        System.Linq.Enumerable.Select(
                            System.Linq.Enumerable.Where(System.Linq.Enumerable.Index(reached), each => each.Item),
                            each => each.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                    return reached;
                }
            }
        }
        """;

    /// <summary>
    /// Code that compares and records nothing: a comparison of a constant costs nothing once a method is compiled well,
    /// while calls in long methods are no longer put in place.
    /// </summary>
    public static string WithoutRecording(string code) => Question().Replace(code, ".Active == $1");

    [GeneratedRegex(@"(?<=Lemmata\.Mutants\.Switch)\.Is\((\d+)\)")]
    private static partial Regex Question();
}
