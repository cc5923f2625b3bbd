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
        foreach (var letter in value)
        {
            switch (letter)
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
                case < ' ':
                    text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(letter);
                    break;
            }
        }
        text.Append('"');
    }
}
