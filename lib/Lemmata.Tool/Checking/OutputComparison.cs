using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Checking;

/// <summary>
/// Compares stored outputs with fresh ones: byte by byte, or with numbers equal to a relative tolerance.
/// </summary>
internal static partial class OutputComparison
{
    /// <summary>The relative tolerance of numbers in a tolerant comparison.</summary>
    public const double Tolerance = 1e-9;

    /// <summary>What differs, one sentence for each cell, with the cell's place.</summary>
    /// <param name="stored">The notebook as it is on disk.</param>
    /// <param name="fresh">The notebook as it was just run, without export-only types.</param>
    /// <param name="tolerant">Whether numbers may differ by <see cref="Tolerance"/>.</param>
    public static IReadOnlyList<(NotebookCell Cell, string Message)> Differences(
        Notebook stored,
        Notebook fresh,
        bool tolerant)
    {
        var found = new List<(NotebookCell, string)>();
        foreach (var (old, now) in stored.CodeCells.Zip(fresh.CodeCells))
        {
            if (Difference(old.Outputs, now.Outputs, tolerant) is { } message)
            {
                found.Add((old, message));
            }
            else if (old.ExecutionCount != now.ExecutionCount)
            {
                found.Add(
                    (
                        old,
                        $"its count is {Shown(old.ExecutionCount)} in the file and {Shown(now.ExecutionCount)} in a run"
                    ));
            }
        }
        return found;
    }

    private static string Shown(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "absent";

    private static string? Difference(JsonArray old, JsonArray now, bool tolerant)
    {
        if (old.Count != now.Count)
            return $"it stores {old.Count} outputs, a run gives {now.Count}";
        for (var index = 0; index < old.Count; index++)
        {
            var (before, after) = (Flatten(old[index]), Flatten(now[index]));
            foreach (var part in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
            {
                if (!before.TryGetValue(part, out var was)) return $"output {index + 1} has no {part} in the file";
                if (!after.TryGetValue(part, out var isNow)) return $"output {index + 1} has {part} in the file only";
                if (was == isNow || (tolerant && SameUpToRounding(was, isNow))) continue;
                return $"output {index + 1} differs in {part}, {FirstDifference(was, isNow)}";
            }
        }
        return null;
    }

    private static Dictionary<string, string> Flatten(JsonNode? output)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in output as JsonObject ?? [])
        {
            if (name == "data" && value is JsonObject data)
            {
                foreach (var (mimeType, content) in data)
                {
                    parts[mimeType] = MultilineText.IsJson(mimeType)
                        ? CanonicalJson.Write(content)
                        : MultilineText.Join(content);
                }
            }
            else
            {
                parts[name] = name == "text" ? MultilineText.Join(value) : CanonicalJson.Write(value);
            }
        }
        return parts;
    }

    private static string FirstDifference(string was, string isNow)
    {
        var (old, now) = (was.Split('\n'), isNow.Split('\n'));
        var line = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {line + 1}: the file says “{At(old)}”, a run “{At(now)}”";

        string At(string[] lines) =>
            line >= lines.Length ? ""
            : lines[line].Length <= 100 ? lines[line].Trim()
            : lines[line][..99].Trim() + "…";
    }

    private static bool SameUpToRounding(string was, string isNow)
    {
        if (Number().Replace(was, "0") != Number().Replace(isNow, "0"))
            return false;
        return Number()
            .Matches(was)
            .Zip(Number().Matches(isNow))
            .All(pair => Close(pair.First.Value, pair.Second.Value));
    }

    private static bool Close(string was, string isNow)
    {
        if (was == isNow)
            return true;
        var (x, y) = (
            double.Parse(was, CultureInfo.InvariantCulture),
            double.Parse(isNow, CultureInfo.InvariantCulture));
        return Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y));
    }

    [GeneratedRegex(@"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")]
    private static partial Regex Number();
}
