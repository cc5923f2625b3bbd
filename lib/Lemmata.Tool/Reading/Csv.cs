using System.Text;

namespace Lemmata.Tool.Reading;

/// <summary>
/// Lines of tables (RFC 4180, ended by <c>\n</c>): fields between commas, in quotation marks only where they have to be.
/// </summary>
internal static class Csv
{
    /// <summary>Writes a line.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<string> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) writer.Write(',');
            writer.Write(Quoted(fields[i]));
        }

        writer.Write('\n');
    }

    /// <summary>Goes on with a line by a comma and a field.</summary>
    public static void Add(TextWriter writer, string field)
    {
        writer.Write(',');
        writer.Write(Quoted(field));
    }

    /// <summary>The fields of a line that <see cref="Write"/> wrote, and whose values hold no line break.</summary>
    public static string[] Read(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal)) return line.Split(',');
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                if (isQuoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[i++]);
                else isQuoted = !isQuoted;
            }
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(line[i]);
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny(",\"\n\r") || (field.Length > 0 && (field[0] == ' ' || field[^1] == ' '))
            ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : field;
}
