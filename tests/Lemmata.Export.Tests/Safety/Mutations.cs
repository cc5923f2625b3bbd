using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lemmata.Export.Tests.Safety;

/// <summary>Changes files as accidents and adversaries do: bytes, cuts, and values of the wrong kind in every place.</summary>
internal sealed class Mutations(Random random)
{
    private static readonly Func<JsonNode?>[] Wrong =
    [
        () => null, () => 5, () => -1e308, () => true, () => "", () => "\0", () => "<script>alert(1)</script>",
        () => new JsonArray(), () => new JsonObject(), () => new JsonArray(null, 1, "x", new JsonObject()),
        () => new JsonObject { [""] = null }, () => new string('(', 3000), () => new string('[', 3000),
        () => new string('>', 500) + " x", () => "\ue000" + "99\ue001", () => "a\u2028b\ufeff\u202e",
        () => "$\\frac{" + new string('{', 400) + "$ $$ \\begin{align}", () => "<a " + new string('a', 3000) + "\"",
        () => string.Concat(Enumerable.Repeat("<div>", 800)), () => string.Concat(Enumerable.Repeat("- ", 800)) + "x",
        () => string.Concat(Enumerable.Repeat("| a ", 500)) + "\n" + string.Concat(Enumerable.Repeat("|---", 500)),
        () => "\u001b[31m\u001b[999999999999m", () => string.Concat(Enumerable.Repeat("**a_", 800)),
        () => string.Concat(Enumerable.Repeat("a<", 1500)), () => string.Concat(Enumerable.Repeat("x=>", 1500)) + "x",
        () => string.Concat(Enumerable.Repeat("!-", 1500)) + "x", () => string.Concat(Enumerable.Repeat("if(x)", 1500)),
        () => string.Concat(Enumerable.Repeat("x?", 1500)), () => string.Concat(Enumerable.Repeat("a.b(", 200)),
        () => string.Concat(Enumerable.Repeat("$\"{", 200)), () => "999999999999999999999", () => "```\n~~~\n```", () => "![](attachment:x)[](../../..)[]: <",
    ];

    /// <summary>A changed file of the text.</summary>
    public byte[] Of(string text)
    {
        if (random.Next(3) == 0) { return Bytes(Encoding.UTF8.GetBytes(text)); }
        var root = JsonNode.Parse(text)!;
        for (var changes = random.Next(1, 4); changes > 0; changes--) { root = Changed(root); }
        var written = root.ToJsonString();
        if (random.Next(8) == 0) { written = Doubled(written); }
        return random.Next(10) == 0 ? Bytes(Encoding.UTF8.GetBytes(written)) : Encoding.UTF8.GetBytes(written);
    }

    private JsonNode Changed(JsonNode root)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        var parent = places[random.Next(places.Count)];
        switch (parent)
        {
            case JsonObject members:
                var key = members.Count == 0 || random.Next(10) == 0 ? "x"
                    : members.ElementAt(random.Next(members.Count)).Key;
                if (random.Next(8) == 0) { members.Remove(key); }
                else { members[key] = Value(places); }
                break;
            case JsonArray items when items.Count > 0:
                var index = random.Next(items.Count);
                if (random.Next(6) == 0) { items.RemoveAt(index); }
                else if (random.Next(6) == 0) { items.Insert(index, items[index]?.DeepClone()); }
                else { items[index] = Value(places); }
                break;
        }

        return root;
    }

    private JsonNode? Value(List<JsonNode> places) => random.Next(8) switch
    {
        // Of another place: a value that is right elsewhere.
        0 => places[random.Next(places.Count)].DeepClone() is var moved && moved.ToJsonString().Length < 3000 ? moved : 1,
        1 => Nested(random.Next(1, 70)),
        _ => Wrong[random.Next(Wrong.Length)](),
    };

    private static JsonNode Nested(int depth)
    {
        JsonNode node = 1;
        for (; depth > 0; depth--) { node = depth % 2 == 0 ? new JsonArray(node) : new JsonObject { ["data"] = node }; }
        return node;
    }

    /// <summary>Says a key of some object twice.</summary>
    private string Doubled(string text)
    {
        var at = text.IndexOf('{', random.Next(text.Length));
        return at < 0 || at + 1 >= text.Length || text[at + 1] != '"' ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text[..(at + 1)]}\"id\":1,\"id\":2,{text[(at + 1)..]}");
    }

    private byte[] Bytes(byte[] bytes)
    {
        switch (random.Next(7))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes, .. bytes];
            case 2:
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":[", 5000)));
            case 3:
                return [0xEF, 0xBB, 0xBF, .. bytes];
            case 4:
                return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("e", "\\ud800",
                    StringComparison.Ordinal));
            default:
                var copy = (byte[])bytes.Clone();
                for (var count = random.Next(1, 8); count > 0; count--)
                {
                    copy[random.Next(copy.Length)] = (byte)random.Next(256);
                }

                return copy;
        }
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject or JsonArray) { places.Add(node); }
        foreach (var inner in node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        })
        {
            Collect(inner, places);
        }
    }
}
