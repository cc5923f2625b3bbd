namespace Lemmata.Export.Plotly.Drawing;

/// <summary>The colour scales that figures call by name, as equally spaced colours.</summary>
internal static class ScaleNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["viridis"] = "440154 482878 3e4a89 31688e 26828e 1f9e89 35b779 6ece58 b5de2b fde725",
        ["cividis"] = "00224e 123570 3b496c 575d6d 707173 8a8678 a59c74 c3b369 e1cc55 fee838",
        ["plasma"] = "0d0887 46039f 7201a8 9c179e bd3786 d8576b ed7953 fb9f3a fdca26 f0f921",
        ["inferno"] = "000004 1b0c41 4a0c6b 781c6d a52c60 cf4446 ed6925 fb9b06 f7d13d fcffa4",
        ["magma"] = "000004 180f3d 440f76 721f81 9e2f7f cd4071 f1605d fd9668 feca8d fcfdbf",
        ["turbo"] = "30123b 4662d7 36aaf9 1ae4b6 72fe5e c8ef34 faba39 f66b19 cb2a04 7a0403",
        ["jet"] = "000083 003caa 05ffff ffff00 fa0000 800000",
        ["hot"] = "000000 e60000 ffd200 ffffff",
        ["blackbody"] = "000000 e60000 e6d200 ffffff a0c8ff",
        ["earth"] = "000082 00b4b4 28d228 e6e632 784614 ffffff",
        ["electric"] = "000000 1e0064 780064 a05a00 e6c800 fffadc",
        ["picnic"] = "0000ff 3399ff 66ccff 99ccff ccccff ffffff ffccff ff99ff ff66cc ff6666 ff0000",
        ["portland"] = "0c3383 0a88ba f2d338 f28f38 d91e1e",
        ["rainbow"] = "96005a 0000c8 0019ff 0098ff 2cff96 97ff00 ffea00 ff6f00 ff0000",
        ["bluered"] = "0000ff ff0000",
        ["greys"] = "000000 ffffff",
        ["greens"] = "00441b 006d2c 238b45 41ab5d 74c476 a1d99b c7e9c0 e5f5e0 f7fcf5",
        ["blues"] = "050aac 283cbe 466ef5 5aa0f5 6ab0f5 dcdcdc",
        ["reds"] = "dcdcdc f5c39d f5a069 e4684f b20a1c",
        ["rdbu"] = "050aac 3c64e6 6a89f7 bebebe dcaa84 e6915a b20a1c",
        ["ylgnbu"] = "081d58 253494 225ea8 1d91c0 41b6c4 7fcdbb c7e9b4 edf8d9 ffffd9",
        ["ylorrd"] = "800026 bd0026 e31a1c fc4e2a fd8d3c feb24c fed976 ffeda0 ffffcc",
    };

    /// <summary>The colours of a name, also backwards where it ends in "_r"; null for one that is not known.</summary>
    public static IReadOnlyList<(double At, Rgb Colour)>? Of(string name)
    {
        var backwards = name.EndsWith("_r", StringComparison.OrdinalIgnoreCase);
        if (!Known.TryGetValue(backwards ? name[..^2] : name, out var text))
            return null;

        var colours = text.Split(' ').Select(hex => Rgb.Parse("#" + hex) ?? default).ToList();
        if (backwards)
            colours.Reverse();
        return [.. colours.Select((colour, i) => ((double)i / (colours.Count - 1), colour))];
    }
}
