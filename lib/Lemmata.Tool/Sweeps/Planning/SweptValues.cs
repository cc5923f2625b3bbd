using System.Globalization;

namespace Lemmata.Tool.Sweeps.Planning;

/// <summary>The values of one parameter in a sweep, as typed: <c>0.1,0.3,1</c>, <c>0.2:0.8:0.1</c>, <c>0..9</c>.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Text">The values as typed.</param>
internal sealed record SweptValues(string Name, string Text)
{
    private const int MostValues = 10_000_000;

    /// <summary>Reads <c>name=values</c>.</summary>
    /// <exception cref="SweepException">There is no name, or no value.</exception>
    public static SweptValues Parse(string typed)
    {
        var equals = typed.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            throw new SweepException(
                $"-s {typed}: required is name=values, such as -s seed=0..9, -s share=0.2:0.8:0.1 or -s decay=0.1,0.3,1");
        }

        var values = new SweptValues(typed[..equals].Trim(), typed[(equals + 1)..].Trim());
        return values.Text.Length > 0
            ? values
            : throw new SweepException($"-s {typed}: there is no value for {values.Name}, so there would be no run");
    }

    /// <summary>Every value of a grid, in the order typed.</summary>
    /// <exception cref="SweepException">A range holds no value, too many, or has no step.</exception>
    public IReadOnlyList<string> All()
    {
        if (Bounds("..") is [var first, var last])
        {
            if (first != decimal.Truncate(first) || last != decimal.Truncate(last))
                throw Wrong("first..last counts in whole numbers; write first:last:step for others");
            return Range(first, last, 1);
        }

        return Bounds(":") switch
        {
            [_, _] => throw Wrong("a range of a grid needs a step, as in 0.2:0.8:0.1; without one it is for --random"),
            [var from, var to, var step] when step != 0 => Range(from, to, step),
            [_, _, _] => throw Wrong("its step is 0"),
            _ => Items(),
        };
    }

    /// <summary>One value at random.</summary>
    /// <param name="random">Where the choice comes from.</param>
    /// <exception cref="SweepException">A range holds no value.</exception>
    public string Draw(SplitMix64 random)
    {
        if (Bounds("..") is [var first, var last])
        {
            if (last < first) throw Wrong("it holds no value: its end is before its beginning");
            return Number(first + random.Below((ulong)(last - first) + 1));
        }

        var isLog = Text.EndsWith(":log", StringComparison.Ordinal);
        var bounds = Bounds(":", isLog ? Text[..^4] : Text);
        if (bounds is not [var from, var to])
        {
            var all = bounds is null ? Items() : All();
            return all[(int)random.Below((ulong)all.Count)];
        }

        if (to < from) throw Wrong("it holds no value: its end is before its beginning");
        if (isLog && from <= 0) throw Wrong("a logarithmic range begins above 0");
        var share = random.Unit();
        var value = isLog
            ? (double)from * Math.Pow((double)(to / from), share)
            : (double)from + share * (double)(to - from);
        return value.ToString("G9", CultureInfo.InvariantCulture);
    }

    // A text may hold colons and dots: a range is what consists of numbers alone.
    private decimal[]? Bounds(string separator, string? text = null)
    {
        var parts = (text ?? Text).Split(separator);
        if (parts.Length is not (2 or 3)) return null;
        var numbers = new decimal[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!decimal.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        return numbers;
    }

    // In decimals, so that 0.2:0.8:0.1 ends at 0.8 and holds 0.3.
    private List<string> Range(decimal from, decimal to, decimal step)
    {
        var count = decimal.Floor((to - from) / step) + 1;
        if (count < 1) throw Wrong("it holds no value: its step leads away from its end");
        if (count > MostValues) throw Wrong($"it holds {count} values; the most is {MostValues}");
        return [.. Enumerable.Range(0, (int)count).Select(i => Number(from + i * step))];
    }

    /// <summary>What stands between commas, except those within brackets or quotation marks.</summary>
    private List<string> Items()
    {
        var items = new List<string>();
        var (start, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < Text.Length; i++)
        {
            var letter = Text[i];
            if (letter == '"') isQuoted = !isQuoted;
            if (isQuoted) continue;
            if (letter is '[' or '(' or '{') depth++;
            if (letter is ']' or ')' or '}') depth--;
            if (letter != ',' || depth > 0) continue;
            items.Add(Text[start..i].Trim());
            start = i + 1;
        }

        items.Add(Text[start..].Trim());
        return items.TrueForAll(item => item.Length > 0)
            ? items
            : throw Wrong("two commas stand side by side, or one at the beginning or the end");
    }

    private static string Number(decimal value) =>
        (value / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private SweepException Wrong(string what) => new($"-s {Name}={Text}: {what}");
}
