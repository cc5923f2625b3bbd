using System.Text.Json.Nodes;
using Lemmata.Notebooks;
using Lemmata.Session.Completion;
using Lemmata.Session.Editing;
using Lemmata.Tool.Hosting;

namespace Lemmata.Tool.Editor;

/// <summary>
/// Answers what an editor asks of a cell while it is typed. Positions are UTF-16 offsets in the cell's text, whose
/// lines end with <c>\n</c>. lib/vscode/README.md lists questions and answers.
/// </summary>
internal sealed class EditorHandler
{
    private readonly ThreadedSession session;
    private readonly SemaphoreSlim one = new(1, 1); // The workspace behind it holds one typed cell at a time.
    private readonly Lazy<CodeAssist> assist;

    /// <summary>Answers from <paramref name="session"/>; a cell may run meanwhile.</summary>
    public EditorHandler(ThreadedSession session)
    {
        this.session = session;
        assist = new Lazy<CodeAssist>(() => new CodeAssist(session.Cells.Host, () => session.Last));
    }

    /// <summary>Answers a question.</summary>
    /// <param name="question">Its <c>what</c>, and what belongs to it.</param>
    /// <returns>The answer; null where there is nothing to say.</returns>
    /// <exception cref="ArgumentException">The question is not known.</exception>
    public async Task<JsonNode?> AnswerAsync(JsonObject question)
    {
        if (question.TextAt("what") is not { } what) throw new ArgumentException("a question needs a \"what\"");
        if (what == "variables") return await VariablesAsync().ConfigureAwait(false);
        if (what == "value") return await ValueAsync(question).ConfigureAwait(false);
        await one.WaitAsync().ConfigureAwait(false);
        try
        {
            return await OfCellAsync(what, question).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<JsonNode?> OfCellAsync(string what, JsonObject question)
    {
        var cell = new TypedCell(question.TextAt("code") ?? "", session.Options.Folder)
        {
            Above = [.. (question["above"] as JsonArray ?? []).Select(code => code.TextAt() ?? "")],
        };
        var at = question["at"]?.GetValue<int>() ?? 0;
        var none = CancellationToken.None;
        return what switch
        {
            "complete" => Json(await assist.Value.CompleteAsync(cell, at, none).ConfigureAwait(false)),
            "hover" => await assist.Value.InspectAsync(cell, at, none).ConfigureAwait(false) is var (signature, said)
                ? new JsonObject { ["signature"] = signature, ["documentation"] = said }
                : null,
            "call" => await new SignatureHelp(assist.Value).AtAsync(cell, at, none).ConfigureAwait(false) is { } call
                ? Json(call)
                : null,
            "findings" => new JsonArray([
                .. (await Editing.FindingsAsync(cell, none).ConfigureAwait(false)).Select(Json)]),
            "colours" => Packed(await Editing.ColoursAsync(cell, none).ConfigureAwait(false)),
            "occurrences" => new JsonArray([
                .. (await Editing.OccurrencesAsync(cell, at, none).ConfigureAwait(false))
                    .Select(span => (JsonNode)new JsonArray(span.Start, span.Length))]),
            "outline" => new JsonArray([.. CellEditing.Outline(cell.Code).Select(Json)]),
            _ => throw new ArgumentException($"there is no question \"{what}\""),
        };
    }

    private CellEditing Editing => new(assist.Value);

    private async Task<JsonNode?> VariablesAsync() =>
        await session.ReadAsync(() => session.Cells.Variables.Select(VariableView.Summary).ToList())
            .ConfigureAwait(false) is { } all
            ? new JsonArray([.. all.Select(Json)])
            : null;

    private Task<JsonNode?> ValueAsync(JsonObject question)
    {
        var name = question.TextAt("name") ?? "";
        var query = new RowQuery(
            question["from"]?.GetValue<int>() ?? 0,
            question["count"]?.GetValue<int>() ?? 200,
            question["sortBy"]?.GetValue<int>(),
            question["descending"]?.GetValue<bool>() ?? false,
            question.TextAt("find"));
        return session.ReadAsync(() => session.Cells.Variables.FirstOrDefault(variable => variable.Name == name)
            is { Value: { } value } ? Json(VariableTable.Rows(value, query)) : null);
    }

    private static JsonNode Json(Finding finding) => new JsonObject
    {
        ["start"] = finding.Start, ["length"] = finding.Length, ["code"] = finding.Code,
        ["message"] = finding.Message, ["error"] = finding.IsError,
    };

    private static JsonNode Json(Declared declared) => new JsonObject
    {
        ["name"] = declared.Name, ["detail"] = declared.Detail, ["kind"] = declared.Kind,
        ["start"] = declared.Start, ["length"] = declared.Length, ["nameStart"] = declared.NameStart,
    };

    private static JsonNode Json(VariableSummary summary) => new JsonObject
    {
        ["name"] = summary.Name, ["type"] = summary.Type, ["text"] = summary.Text, ["size"] = summary.Size,
    };

    private static JsonNode? Json(VariableRows? rows) => rows is null ? null : new JsonObject
    {
        ["columns"] = new JsonArray([.. rows.Columns.Select(name => (JsonNode)name)]),
        ["numbers"] = new JsonArray([.. rows.Numbers.Select(number => (JsonNode)number)]),
        ["rows"] = new JsonArray([
            .. rows.Cells.Select(row => (JsonNode)new JsonArray([.. row.Select(text => (JsonNode)text)]))]),
        ["total"] = rows.Total,
    };

    private static JsonNode Json(CallHelp call) => new JsonObject
    {
        ["active"] = call.Active, ["parameter"] = call.Parameter,
        ["overloads"] = new JsonArray([
            .. call.Overloads.Select(overload => (JsonNode)new JsonObject
            {
                ["label"] = overload.Label, ["documentation"] = overload.Documentation,
                ["parameters"] = new JsonArray([
                    .. overload.Parameters.Select(parameter => (JsonNode)new JsonObject
                    {
                        ["label"] = parameter.Label, ["documentation"] = parameter.Documentation,
                    }),
                ]),
            }),
        ]),
    };

    private static JsonNode Json(Proposals proposals) => new JsonObject
    {
        ["start"] = proposals.Start, ["end"] = proposals.End,
        ["items"] = new JsonArray([
            .. proposals.Items.Select(item => (JsonNode)new JsonObject
            {
                ["text"] = item.Text, ["kind"] = item.Kind, ["signature"] = item.Signature,
                ["documentation"] = item.Documentation,
            }),
        ]),
    };

    // Three numbers a colour: a notebook's cells have hundreds.
    private static JsonNode Packed(IEnumerable<Coloured> colours) => new JsonObject
    {
        ["kinds"] = new JsonArray([.. CellEditing.ColourKinds.Select(kind => (JsonNode)kind)]),
        ["spans"] = new JsonArray([
            .. colours.SelectMany(colour => new JsonNode[]
            {
                colour.Start, colour.Length, CellEditing.ColourKinds.IndexOf(colour.Kind),
            }),
        ]),
    };
}
