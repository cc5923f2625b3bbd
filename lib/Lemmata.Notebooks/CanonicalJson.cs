using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lemmata.Notebooks;

/// <summary>
/// JSON as the Jupyter programs and VS Code write notebooks: keys sorted, one space of indent, <c>\n</c>, text
/// unescaped, numbers as JavaScript has them, a line end after the last brace. Saving an unchanged notebook there or
/// here gives the same bytes.
/// </summary>
public static class CanonicalJson
{
    private static readonly SearchValues<char> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code), '"', '\\']);

    /// <summary>The text of a node.</summary>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(node, text, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(JsonNode? node, StringBuilder text, int depth)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 }:
                text.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                text.Append("[]");
                break;
            case JsonObject members:
                var separator = '{';
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    NewLine(text.Append(separator), depth + 1);
                    Quote(name, text);
                    text.Append(": ");
                    Write(value, text, depth + 1);
                    separator = ',';
                }
                NewLine(text, depth);
                text.Append('}');
                break;
            case JsonArray items:
                separator = '[';
                foreach (var item in items)
                {
                    NewLine(text.Append(separator), depth + 1);
                    Write(item, text, depth + 1);
                    separator = ',';
                }
                NewLine(text, depth);
                text.Append(']');
                break;
            default:
                switch (node.GetValueKind())
                {
                    case JsonValueKind.String:
                        Quote(node.GetValue<string>(), text);
                        break;
                    case JsonValueKind.Number:
                        text.Append(JavaScriptNumber.Respell(node.ToJsonString()));
                        break;
                    default:
                        text.Append(node.ToJsonString());
                        break;
                }
                break;
        }
    }

    private static void NewLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth);

    private static void Quote(string value, StringBuilder text)
    {
        text.Append('"');
        var rest = value.AsSpan();
        for (int at; (at = rest.IndexOfAny(Escaped)) >= 0; rest = rest[(at + 1)..])
        {
            text.Append(rest[..at]);
            switch (rest[at])
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append(@"\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                default:
                    text.Append("\\u").Append(((int)rest[at]).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        text.Append(rest).Append('"');
    }
}
