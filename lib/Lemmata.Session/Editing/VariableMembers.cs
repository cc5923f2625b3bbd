using System.Collections;
using System.Globalization;
using System.Reflection;
using Lemmata.Session.Formatting;

namespace Lemmata.Session.Editing;

/// <summary>What a value consists of, as a view unfolds it. A value's own members run here.</summary>
internal static class VariableMembers
{
    /// <summary>Whether a value has parts to unfold.</summary>
    public static bool Has(object? value) => !ValueFormatter.IsScalar(value) && value is not Delegate;

    /// <summary>Items of collections, else fields and properties, private ones of cells too.</summary>
    /// <param name="value">The value.</param>
    /// <param name="most">How many at most.</param>
    public static IEnumerable<(string Name, object? Value)> Of(object? value, int most)
    {
        if (value is null) return [];
        if (value is Array { Rank: > 1 } array)
        {
            return array.Cast<object?>().Take(most).Select((item, index) => ($"[{string.Join(", ", Place(array, index))}]", item));
        }

        if (value is IDictionary pairs)
        {
            return pairs.Cast<DictionaryEntry>().Take(most)
                .Select(pair => ($"[{VariableView.Line(pair.Key)}]", pair.Value));
        }

        return value is ICollection items
            ? items.Cast<object?>().Take(most)
                .Select((item, index) => ($"[{index.ToString(CultureInfo.InvariantCulture)}]", item))
            : Fields(value).Concat(ValueFormatter.Members(value.GetType())
                .Select(member => (member.Name, ValueFormatter.Read(member.Get, value))))
                .DistinctBy(member => member.Item1).Take(most);
    }

    private static IEnumerable<(string, object?)> Fields(object value) => value.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(field => !field.Name.StartsWith('<') && !field.FieldType.IsPointer)
        .Select(field => (field.Name, field.GetValue(value)));

    private static IEnumerable<int> Place(Array array, int index)
    {
        var place = new int[array.Rank];
        for (var axis = array.Rank - 1; axis >= 0; axis--)
        {
            place[axis] = index % array.GetLength(axis);
            index /= array.GetLength(axis);
        }

        return place;
    }
}
