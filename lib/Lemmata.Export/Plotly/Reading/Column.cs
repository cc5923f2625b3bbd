using System.Globalization;

namespace Lemmata.Export.Plotly.Reading;

/// <summary>A list of a chart: numbers, or texts of which some may be numbers.</summary>
internal sealed class Column
{
    /// <summary>Longer lists are cut.</summary>
    public const int Most = 1_000_000;

    private readonly double[] numbers;
    private readonly string?[]? texts;

    private Column(double[] numbers, string?[]? texts) => (this.numbers, this.texts) = (numbers, texts);

    /// <summary>A list without members.</summary>
    public static Column Empty { get; } = new([], null);

    public int Count => numbers.Length;

    /// <summary>True where every member is a number of JSON.</summary>
    public bool IsNumeric => texts is null;

    /// <summary>The number at a place; NaN where there is none.</summary>
    public double this[int index] => (uint)index < (uint)numbers.Length ? numbers[index] : double.NaN;

    public IReadOnlyList<double> Numbers => numbers;

    /// <summary>The text at a place; null where nothing stands there.</summary>
    public string? Text(int index) => (uint)index >= (uint)numbers.Length ? null
        : texts is not null && texts[index] is { } text ? text
        : double.IsFinite(numbers[index]) ? numbers[index].ToString("R", CultureInfo.InvariantCulture) : null;

    /// <summary>True where the member was written as text and not as a number.</summary>
    public bool IsText(int index) => texts is not null && (uint)index < (uint)texts.Length && texts[index] is not null;

    /// <summary>The numbers of a list.</summary>
    public static Column Of(IEnumerable<double> numbers) => new([.. numbers], null);

    /// <summary>The texts of a list.</summary>
    public static Column Of(IReadOnlyList<string> texts) =>
        new([.. texts.Select(text => PlotNode.Parse(text) ?? double.NaN)], [.. texts]);

    /// <summary>Reads a list; null where the place holds none.</summary>
    public static Column? Read(PlotNode node)
    {
        if (TypedArray.Read(node) is { } typed)
            return new Column(typed, null);

        if (node.Json is not System.Text.Json.Nodes.JsonArray)
            return null;

        if (node.Items.FirstOrDefault().IsList)
            return Levels(node);

        var items = node.Items.Take(Most).ToList();
        var numbers = new double[items.Count];
        string?[]? texts = null;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = items[i].Number ?? double.NaN;
            if (items[i].Json?.GetValueKind() is System.Text.Json.JsonValueKind.String
                or System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
            {
                texts ??= new string?[numbers.Length];
                texts[i] = items[i].Text;
            }
        }

        return new Column(numbers, texts);
    }

    /// <summary>Categories of several levels become one text each.</summary>
    private static Column Levels(PlotNode node)
    {
        var levels = node.Items.Take(4).Select(Read).OfType<Column>().ToList();
        var count = levels.Count == 0 ? 0 : levels.Max(level => level.Count);
        return Of([.. Enumerable.Range(0, count).Select(i => string.Join(" · ", levels.Select(level => level.Text(i))
            .Where(text => !string.IsNullOrEmpty(text))))]);
    }

    /// <summary>A list, or one value that holds for all.</summary>
    public static Column ReadOrRepeat(PlotNode node, int count) => Read(node)
        ?? (node.Number is { } number ? Of(Enumerable.Repeat(number, Math.Clamp(count, 0, Most))) : Empty);
}
