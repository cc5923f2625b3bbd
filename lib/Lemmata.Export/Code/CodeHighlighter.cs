using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Lemmata.Export.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Lemmata.Export.Code;

/// <summary>
/// C# to HTML by Roslyn's classifier. All code cells of a notebook are one script, so a cell is coloured with the
/// knowledge of the cells before it.
/// </summary>
internal sealed partial class CodeHighlighter
{
    private readonly string cacheFolder;
    private readonly string loadScript;
    private readonly Lazy<(AdhocWorkspace Workspace, ProjectId Project)> host;
    private readonly Lazy<string> loadKey;

    /// <param name="cacheFolder">Folder outside version control.</param>
    /// <param name="loadScript">The load script that names assemblies and namespaces; it need not exist.</param>
    public CodeHighlighter(string cacheFolder, string? loadScript)
    {
        this.cacheFolder = Path.Combine(cacheFolder, "code");
        this.loadScript = loadScript is not null && File.Exists(loadScript) ? File.ReadAllText(loadScript) : "";
        host = new(CreateHost);
        loadKey = new(() => this.loadScript + string.Concat(References().Select(path =>
            Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))))));
    }

    /// <summary>One HTML fragment per code cell, in the order given.</summary>
    public IReadOnlyList<SafeHtml> Highlight(IReadOnlyList<string> cells)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            "2\0" + loadKey.Value + "\0" + string.Join("\0", cells))))[..24];
        var file = Path.Combine(cacheFolder, key + ".txt");
        if (ReadCache(file, cells) is { } cached) { return [.. cells.Zip(cached, Mark)]; }

        var script = new StringBuilder();
        var starts = new List<int>();
        foreach (var cell in cells)
        {
            starts.Add(script.Length);
            // A cell may end in an expression without semicolon; magic commands are no C#.
            script.Append(Magic().Replace(cell, match => new string(' ', match.Length))).Append("\n;\n");
        }

        var (workspace, project) = host.Value;
        var document = workspace.CurrentSolution.AddDocument(DocumentId.CreateNewId(project), "notebook.csx",
            SourceText.From(script.ToString()))
            .GetProject(project)!.Documents.Last();
        var spans = Classifier.GetClassifiedSpansAsync(document, new TextSpan(0, script.Length)).GetAwaiter()
            .GetResult()
            .Where(span => ClassOf(span.ClassificationType) is not null)
            .OrderBy(span => span.TextSpan.Start).ThenBy(span => span.TextSpan.Length).ToList();
        var found = cells.Select((cell, i) => spans
            .Where(span => span.TextSpan.Start >= starts[i] && span.TextSpan.End <= starts[i] + cell.Length)
            .Select(span => (span.TextSpan.Start - starts[i], span.TextSpan.Length, ClassOf(span.ClassificationType)!))
                .ToList()).ToList();
        WriteCache(file, found);
        return [.. cells.Zip(found, Mark)];
    }

    /// <summary>Colours by syntax alone: keywords, literals, comments, and names that are called.</summary>
    public static SafeHtml Approximate(string code)
    {
        var spans = new List<(int, int, string)>();
        SyntaxToken previous = default;
        var tokens = SyntaxFactory.ParseTokens(code, options: new CSharpParseOptions(kind: SourceCodeKind.Script))
            .ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
            {
                if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
                {
                    spans.Add((trivia.SpanStart, trivia.Span.Length, "cm"));
                }
            }

            var kind = token.Kind();
            var called = i + 1 < tokens.Count && tokens[i + 1].IsKind(SyntaxKind.OpenParenToken);
            var style = kind is SyntaxKind.NumericLiteralToken ? "nu"
                : kind is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringToken ? "st"
                : SyntaxFacts.IsKeywordKind(kind) || token.Text is "var" or "select" or "from" or "where" && !called
                    ? "k"
                : kind is SyntaxKind.IdentifierToken && called ? previous.IsKind(SyntaxKind.NewKeyword) ? "ty" : "m"
                : null;
            if (style is not null && token.Span.Length > 0) { spans.Add((token.SpanStart, token.Span.Length, style)); }
            previous = token;
        }

        return Mark(code, spans.OrderBy(span => span.Item1));
    }

    private static SafeHtml Mark(string code, IEnumerable<(int Start, int Length, string Style)> spans)
    {
        var html = new HtmlBuilder();
        var position = 0;
        foreach (Match magic in Magic().Matches(code))
        {
            spans = spans.Append((magic.Index, magic.Groups["name"].Length, "k"));
        }
        foreach (var (start, length, style) in spans.OrderBy(span => span.Start))
        {
            if (start < position) { continue; }
            html.AppendText(code[position..start])
                .Append($"<span class=\"{style}\">{code.Substring(start, length)}</span>");
            position = start + length;
        }

        return html.AppendText(code[position..]).ToSafe();
    }

    private static string? ClassOf(string classification) => classification switch
    {
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword or ClassificationTypeNames.PreprocessorKeyword => "k",
        ClassificationTypeNames.Comment or ClassificationTypeNames.ExcludedCode => "cm",
        ClassificationTypeNames.NumericLiteral => "nu",
        ClassificationTypeNames.StringLiteral or ClassificationTypeNames.VerbatimStringLiteral
            or ClassificationTypeNames.StringEscapeCharacter => "st",
        ClassificationTypeNames.ClassName or ClassificationTypeNames.RecordClassName or ClassificationTypeNames.RecordStructName
            or ClassificationTypeNames.StructName or ClassificationTypeNames.InterfaceName or ClassificationTypeNames.EnumName
            or ClassificationTypeNames.DelegateName or ClassificationTypeNames.TypeParameterName => "ty",
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => "m",
        var name when name.StartsWith("xml doc comment", StringComparison.Ordinal) => "cm",
        _ => null,
    };

    private (AdhocWorkspace, ProjectId) CreateHost()
    {
        var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var usings = UsingLine().Matches(loadScript)
            .Where(match => !match.Groups["static"].Success && !match.Groups["alias"].Success)
            .Select(match => match.Groups["name"].Value);
        var statics = UsingLine().Matches(loadScript).Where(match => match.Groups["static"].Success)
            .Select(match => match.Groups["name"].Value);
        var platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) && File.Exists(path));
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "notebook",
            "notebook", LanguageNames.CSharp,
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview, kind: SourceCodeKind.Script),
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary,
                usings: usings.Concat(statics)),
            metadataReferences: platform.Concat(References()).Select(path => MetadataReference.CreateFromFile(path)),
                isSubmission: false));
        return (workspace, project.Id);
    }

    /// <summary>The files that a load script references, in its order; they need not exist.</summary>
    public static IEnumerable<string> References(string loadScript) =>
        ReferenceLine().Matches(loadScript).Select(match => match.Groups["path"].Value);

    private IEnumerable<string> References() =>
        References(loadScript).Where(File.Exists).Order(StringComparer.Ordinal);

    /// <summary>What the classifier said before; the cache holds places and classes, never markup.</summary>
    private static List<List<(int, int, string)>>? ReadCache(string file, IReadOnlyList<string> cells)
    {
        try
        {
            if (!File.Exists(file)) { return null; }
            var lines = File.ReadAllLines(file);
            return lines.Length != cells.Count ? null
                : [.. lines.Select((line, i) => line.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(entry =>
            {
                var parts = entry.Split(',');
                var (start, length) = (int.Parse(parts[0], CultureInfo.InvariantCulture),
                    int.Parse(parts[1], CultureInfo.InvariantCulture));
                return start < 0 || length < 0 || start + length > cells[i].Length ? throw new FormatException()
                    : (start, length, parts[2]);
            }).ToList())];
        }
        catch (Exception problem) when (
            problem is IOException or UnauthorizedAccessException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static void WriteCache(string file, IEnumerable<List<(int Start, int Length, string Style)>> cells)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var temporary = file + "." + Environment.ProcessId;
            File.WriteAllText(temporary,
                string.Concat(cells.Select(cell => string.Join(';',
                cell.Select(span => FormattableString.Invariant($"{span.Start},{span.Length},{span.Style}"))) + "\n")));
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Only a cache.
        }
    }

    [GeneratedRegex(@"(?m)^(?<name>#![A-Za-z-]+)[^\n]*")]
    private static partial Regex Magic();

    [GeneratedRegex("""(?m)^\s*#r\s+"(?<path>[^"]+)"\s*$""")]
    private static partial Regex ReferenceLine();

    [GeneratedRegex(@"(?m)^\s*(?:global\s+)?using\s+(?<static>static\s+)?(?<alias>\w+\s*=\s*)?(?<name>[A-Za-z0-9_.]+)\s*;")]
    private static partial Regex UsingLine();
}
