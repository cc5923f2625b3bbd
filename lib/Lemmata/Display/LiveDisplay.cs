using System.Reflection;

namespace Lemmata.Display;

/// <summary>An output that can be replaced while a cell runs.</summary>
/// <remarks>Works where the host has a static class <c>System.DisplayExtensions</c> with <c>Display(object, params
/// string[])</c>
/// whose result has <c>Update(object)</c>, as .NET Interactive has; elsewhere intermediate states are not shown
/// and <see cref="Finish"/> prints one console line.</remarks>
public sealed class LiveDisplay
{
    private readonly object? shown;
    private readonly MethodInfo? update;

    private LiveDisplay(object? shown)
    {
        this.shown = shown;
        update = shown?.GetType().GetMethod("Update", [typeof(object)])
            ?? shown?.GetType().GetMethods().FirstOrDefault(m => m.Name == "Update" && m.GetParameters().Length == 1);
    }

    /// <summary>Whether intermediate states reach the reader.</summary>
    public bool IsLive => update is not null;

    /// <summary>Shows a first state.</summary>
    /// <param name="value">Anything the host can display.</param>
    /// <returns>The handle for later states.</returns>
    public static LiveDisplay Show(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new LiveDisplay(DisplayMethod()?.Invoke(null, [value, Array.Empty<string>()]));
    }

    /// <summary>Replaces what is shown; does nothing where displays cannot change.</summary>
    /// <param name="value">The new state.</param>
    public void Update(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        update?.Invoke(shown, [value]);
    }

    /// <summary>Shows the last state, as one console line where displays cannot change.</summary>
    /// <param name="value">The last state.</param>
    public void Finish(object value)
    {
        if (IsLive) Update(value);
        else Console.WriteLine(value);
    }

    private static MethodInfo? DisplayMethod() =>
        // A host that has .NET Interactive's formatting beside its own displays is the one to ask.
        AppDomain.CurrentDomain.GetAssemblies().Reverse()
            .OrderBy(assembly => assembly.GetName().Name?.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(assembly => assembly.GetType("System.DisplayExtensions", throwOnError: false))
            .OfType<Type>()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .FirstOrDefault(method => method.Name == "Display" && !method.IsGenericMethodDefinition
                && method.GetParameters() is [{ ParameterType: var first }, { ParameterType: var second }]
                && first == typeof(object) && second == typeof(string[]));
}
