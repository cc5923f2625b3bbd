using System.Diagnostics;
using System.Globalization;
using Lemmata.Notebooks;
using Lemmata.Session.Formatting;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session.Cells;

/// <summary>Runs a cell's segments in order: code, references, and the lines that start with <c>#!</c>.</summary>
internal sealed class CellDirectives(CellSession session)
{
    /// <summary>Every directive with what it does, as messages list them.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> Known =
    [
        ("#!import", "run a .csx or .cs file, or the C# cells of an .ipynb, in this session"),
        ("#!csharp", "the lines below are C# (the default)"),
        ("#!markdown", "show the lines below as Markdown"),
        ("#!html", "show the lines below as HTML"),
        ("#!javascript", "run the lines below in the page"),
        ("#!mermaid", "show the lines below as a diagram, where the front end can"),
        ("#!time", "show how long the rest of the cell takes"),
        ("#!who", "list the session's variables"),
        ("#!whos", "list them with their values"),
        ("#!value", "keep the lines below as a text: --name x"),
        ("#!set", "make a variable: --name x --value 5, or @csharp:y, @value:z, @input:prompt"),
        ("#!share", "make a variable of a kept text: --from value x"),
        ("#!lsmagic", "list these directives"),
        ("#!about", "say what runs the cells"),
    ];

    private readonly CellValues values = new(session);
    private readonly List<MetadataReference> references = [];
    private readonly Stack<string> importing = new();

    /// <summary>Takes the references added since the last submission.</summary>
    public IReadOnlyList<MetadataReference> TakeReferences()
    {
        var taken = references.ToList();
        references.Clear();
        return taken;
    }

    /// <summary>Runs a cell.</summary>
    /// <returns>The value of the last expression; null when there is none.</returns>
    public async Task<object?> RunAsync(string code, string label)
    {
        object? value = null;
        Stopwatch? watch = null;
        foreach (var segment in session.Segments(code))
        {
            // Only the last segment's value is the cell's; an earlier one is displayed where it stands.
            if (value is not null) await DisplayAsync(value).ConfigureAwait(false);
            value = null;
            switch (segment.Kind)
            {
                case SegmentKind.Code:
                    value = await session.SubmitAsync(segment.Text, label).ConfigureAwait(false);
                    break;
                case SegmentKind.Reference:
                    await ReferenceAsync(segment).ConfigureAwait(false);
                    break;
                case SegmentKind.Source:
                    AddSource(segment);
                    break;
                case SegmentKind.Load:
                    await ImportAsync(segment).ConfigureAwait(false);
                    break;
                case SegmentKind.Directive when segment.Name == "time":
                    watch = Stopwatch.StartNew();
                    break;
                default:
                    await DirectiveAsync(segment).ConfigureAwait(false);
                    break;
            }
        }
        if (references.Count > 0) await session.SubmitAsync("", label).ConfigureAwait(false);
        if (watch is null) return value;
        if (value is not null) await DisplayAsync(value).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"Wall time: {watch.Elapsed.TotalMilliseconds:0.#} ms");
    }

    private static async Task DisplayAsync(object value)
    {
        if (CellContext.Current is { } context)
            context.Output.Display(await CellSession.FormatAsync(value).ConfigureAwait(false), null);
    }

    private async Task DirectiveAsync(CellSegment segment)
    {
        var output = CellContext.Current?.Output;
        switch (segment.Name)
        {
            case "import":
                await ImportAsync(segment).ConfigureAwait(false);
                break;
            case "csharp" or "c#":
                break;
            case "markdown":
                output?.Display(
                    new MimeBundle { Data = { ["text/markdown"] = segment.Body, ["text/plain"] = segment.Body } },
                    null);
                break;
            case "html":
                output?.Display(MimeBundle.Html(segment.Body, segment.Body), null);
                break;
            case "javascript" or "js":
                output?.Display(new MimeBundle { Data = { ["application/javascript"] = segment.Body } }, null);
                break;
            case "mermaid":
                output?.Display(
                    new MimeBundle { Data = { [MimeTypes.Mermaid] = segment.Body, ["text/plain"] = segment.Body } },
                    null);
                break;
            case "value" or "set" or "share" when session.Options.Recording is not null:
                throw CellFailure.At(segment.Line, $"#!{segment.Name} makes a variable of what is there when it runs");
            case "value":
                await values.KeepAsync(segment).ConfigureAwait(false);
                break;
            case "set":
                await values.SetAsync(segment).ConfigureAwait(false);
                break;
            case "share":
                await values.ShareAsync(segment).ConfigureAwait(false);
                break;
            case "lsmagic":
                output?.Display(ValueFormatter.Format(Known.ToDictionary(known => known.Name, known => known.Meaning)), null);
                break;
            case "about":
                output?.Display(MimeBundle.Plain($"Lemmata, C# 14 on .NET {Environment.Version}"), null);
                break;
            case "whos":
                output?.Display(ValueFormatter.Format(session.Variables
                    .Select(variable => new Listed(variable.Name, TypeNames.Of(variable.Type), variable.Value)).ToList()),
                    null);
                break;
            case "who":
                output?.Display(ValueFormatter.Format(session.Variables.ToDictionary(
                    variable => variable.Name, variable => TypeNames.Of(variable.Type))), null);
                break;
            case "connect":
                output?.Display(MimeBundle.NotRun("A connection to another kernel"), null);
                break;
            case var other when CellLanguage.Others.Contains(other) || CellLanguage.IsConnection(other):
                output?.Display(MimeBundle.NotRun(CellLanguage.Title(other.Split('-')[0])), null);
                break;
            default:
                throw CellFailure.At(segment.Line, $"#!{segment.Name} is not a directive of this kernel; known are "
                    + string.Join(", ", Known.Select(known => $"{known.Name} ({known.Meaning})")));
        }
    }

    private sealed record Listed(string Variable, string Type, object? Value);

    private async Task ReferenceAsync(CellSegment segment)
    {
        if (segment.Text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            await PackageAsync(segment).ConfigureAwait(false);
            return;
        }
        if (IsProject(segment.Text))
        {
            throw CellFailure.At(
                segment.Line,
                $"#r \"{segment.Text}\": a notebook builds no projects; build it with dotnet build and name the .dll "
                    + "that comes out, such as #r \"bin/Release/net10.0/Name.dll\"");
        }

        var path = Resolve(segment.Text, Path.IsPathRooted(segment.Text) ? null : Folder);
        try
        {
            references.Add(session.Host.Reference(path));
        }
        catch (FileNotFoundException)
        {
            throw CellFailure.At(segment.Line, $"#r \"{segment.Text}\": there is no assembly {path}");
        }
    }

    private static bool IsProject(string reference) => reference.StartsWith("project:", StringComparison.OrdinalIgnoreCase)
        || Path.GetExtension(reference).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    private void AddSource(CellSegment segment)
    {
        const string scheme = "nuget:";
        var source = segment.Text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? segment.Text[scheme.Length..].Trim()
            : throw CellFailure.At(segment.Line, $"#i \"{segment.Text}\": write #i \"nuget: address or folder\"");
        try
        {
            session.Host.AddPackageSource(
                source.Contains("://", StringComparison.Ordinal) ? source : Resolve(source, Folder));
        }
        catch (DirectoryNotFoundException missing)
        {
            throw CellFailure.At(segment.Line, $"#i \"{segment.Text}\": {missing.Message}");
        }
    }

    private async Task PackageAsync(CellSegment segment)
    {
        if (!session.Options.AllowPackages)
        {
            throw CellFailure.At(
                segment.Line,
                $"#r \"{segment.Text}\": packages are not loaded from inside a cell here; reference a built assembly "
                    + "by its path"
            );
        }

        var request = segment.Text["nuget:".Length..].Trim();
        var token = CellContext.Current?.Token ?? CancellationToken.None;
        try
        {
            references.AddRange(await session.Host.PackageAsync(request, token).ConfigureAwait(false));
        }
        catch (InvalidOperationException error)
        {
            throw CellFailure.At(segment.Line, error.Message);
        }
    }

    private string Folder => importing.Count > 0 ? Path.GetDirectoryName(importing.Peek())! : session.Options.Folder;

    private static string Resolve(string path, string? folder) =>
        Path.GetFullPath(path.Trim().Trim('"'), folder ?? Environment.CurrentDirectory);

    private async Task ImportAsync(CellSegment segment)
    {
        var name = segment.Text.Trim().Trim('"');
        var path = Resolve(name, Folder);
        if (importing.Contains(path, StringComparer.Ordinal))
        {
            var chain = string.Join(" and ", importing.Select(Path.GetFileName));
            throw CellFailure.At(segment.Line, $"{name} imports itself, through {chain}");
        }
        importing.Push(path);
        try
        {
            foreach (var piece in session.Host.Code(path))
                await RunAsync(piece, Path.GetFileName(path)).ConfigureAwait(false);
        }
        catch (FileNotFoundException missing) when (missing.FileName == path)
        {
            throw CellFailure.At(segment.Line, Path.GetFileName(path) is "lemmata.csx" or "lemmata-charts.csx"
                ? $"{name} is not there: run `dotnet build` first, which writes it"
                : $"{name}: there is no such file; looked for {path}");
        }
        catch (NotebookFormatException error)
        {
            throw CellFailure.At(segment.Line, error.Message);
        }
        catch (CellFailure failure) when (importing.Count == 1)
        {
            throw new CellFailure(failure.Error with
            {
                Message = $"in {name}: {failure.Error.Message}", Line = segment.Line,
            });
        }
        finally
        {
            importing.Pop();
        }
    }
}
