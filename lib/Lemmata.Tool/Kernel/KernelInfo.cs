using System.Reflection;
using System.Text.Json.Nodes;
using Lemmata.Notebooks;

namespace Lemmata.Tool.Kernel;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    /// <summary>Content of a kernel_info_reply.</summary>
    public static JsonObject Content()
    {
        var version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);
        return new JsonObject
        {
            ["status"] = "ok",
            ["protocol_version"] = JupyterMessage.ProtocolVersion,
            ["implementation"] = "lemmata",
            ["implementation_version"] = version,
            ["banner"] = $"C# on .NET {Environment.Version} (Lemmata {version})",
            ["debugger"] = false,
            ["help_links"] = new JsonArray(),
            ["language_info"] = CellLanguage.Info(),
        };
    }
}
