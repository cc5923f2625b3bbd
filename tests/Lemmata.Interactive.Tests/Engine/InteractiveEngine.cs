using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;

namespace Lemmata.Interactive.Tests.Engine;

/// <summary>A C# kernel of .NET Interactive as its front ends set it up, which runs the cells of one notebook.</summary>
internal sealed class InteractiveEngine : IDisposable
{
    private readonly CompositeKernel kernel;
    private readonly Dictionary<string, JsonObject> displays = new(StringComparer.Ordinal);

    public InteractiveEngine()
    {
        var csharp = new CSharpKernel().UseKernelHelpers().UseWho().UseValueSharing();
        kernel = new CompositeKernel { csharp, new HtmlKernel(), new JavaScriptKernel() };
        kernel.DefaultKernelName = csharp.Name;
        kernel.UseImportMagicCommand();
    }

    /// <summary>Runs every code cell of a notebook.</summary>
    /// <returns>A copy with this engine's outputs.</returns>
    public async Task<Notebook> RunAsync(Notebook notebook)
    {
        var executed = notebook.Clone();
        var count = 0;
        foreach (var cell in executed.CodeCells)
        {
            cell.ExecutionCount = ++count;
            cell.Outputs = [];
            foreach (var happened in (await kernel.SendAsync(new SubmitCode(cell.Source))).Events)
                Take(happened, cell);
        }
        return executed;
    }

    public void Dispose() => kernel.Dispose();

    private void Take(KernelEvent happened, NotebookCell cell)
    {
        switch (happened)
        {
            case StandardOutputValueProduced text:
                Stream(cell, "stdout", text);
                break;
            case StandardErrorValueProduced text:
                Stream(cell, "stderr", text);
                break;
            case CommandFailed failure:
                cell.Outputs.Add((JsonNode)new JsonObject
                {
                    ["output_type"] = "error",
                    ["ename"] = failure.Exception?.GetType().Name ?? "Error",
                    ["evalue"] = failure.Message,
                });
                break;
            case DisplayedValueUpdated { ValueId: { } id } update:
                if (!displays.TryGetValue(id, out var shown)) displays[id] = shown = LastDisplay(cell);
                shown["data"] = Data(update);
                break;
            case ReturnValueProduced result:
                Display(cell, "execute_result", result);
                break;
            case DisplayedValueProduced display:
                Display(cell, "display_data", display);
                break;
        }
    }

    private void Display(NotebookCell cell, string kind, DisplayEvent display)
    {
        var output = new JsonObject { ["data"] = Data(display), ["output_type"] = kind };
        if (display.ValueId is { } id) displays[id] = output;
        cell.Outputs.Add((JsonNode)output);
    }

    // This version announces a display under one id and its updates under another; the second stays the same.
    private static JsonObject LastDisplay(NotebookCell cell) =>
        cell.Outputs.OfType<JsonObject>().Last(output => output.TextAt("output_type") == "display_data");

    private static void Stream(NotebookCell cell, string name, DisplayEvent written)
    {
        var text = string.Concat(written.FormattedValues.Select(value => value.Value));
        if (cell.Outputs.LastOrDefault() is JsonObject last && last.TextAt("name") == name)
            last["text"] = MultilineText.Join(last["text"]) + text;
        else
            cell.Outputs.Add((JsonNode)new JsonObject { ["output_type"] = "stream", ["name"] = name, ["text"] = text });
    }

    private static JsonObject Data(DisplayEvent display)
    {
        var data = new JsonObject();
        foreach (var value in display.FormattedValues)
            data[value.MimeType] = MultilineText.IsJson(value.MimeType) ? JsonNode.Parse(value.Value) : value.Value;
        return data;
    }
}
