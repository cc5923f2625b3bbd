using System.ComponentModel;

namespace Lemmata.Session.Functions;

/// <summary>
/// The values that a reader gives to the parameters of a notebook whose cells were compiled beforehand. The compiled
/// parameters cell asks here, so that what it computes of a parameter follows as well.
/// </summary>
public static class CellParameters
{
    private static readonly Dictionary<string, object> Given = new(StringComparer.Ordinal);

    /// <summary>The value given to a parameter, or the one that the cell gives it.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="written">What the cell says.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static T Of<T>(string name, T written) => Given.TryGetValue(name, out var value) ? (T)value : written;

    /// <summary>Gives parameters their values; all others get back what the cell says.</summary>
    /// <param name="values">Name to a value of the variable's type.</param>
    internal static void Set(IReadOnlyDictionary<string, object> values)
    {
        Given.Clear();
        foreach (var (name, value) in values) Given[name] = value;
    }
}
