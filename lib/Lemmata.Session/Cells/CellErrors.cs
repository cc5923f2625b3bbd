using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Lemmata.Session.Cells;

/// <summary>
/// Tells compiler diagnostics and exceptions in terms of the cell: its lines, without the engine's frames.
/// </summary>
internal static partial class CellErrors
{
    private const int MostShown = 10;
    private const int MostTraced = 60;

    /// <summary>Errors of the compiler, with the place within the cell and a mark under it.</summary>
    public static CellError Compilation(IEnumerable<Diagnostic> diagnostics, string code)
    {
        var errors = diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)
            .OrderBy(found => found.Location.SourceSpan.Start).ToList();
        var lines = code.Split('\n');
        var traceback = new List<string>();
        foreach (var error in errors.Take(MostShown))
        {
            var place = error.Location.GetMappedLineSpan().StartLinePosition;
            traceback.Add($"({place.Line + 1},{place.Character + 1}): error {error.Id}: {error.GetMessage()}");
            if (place.Line >= lines.Length || string.IsNullOrWhiteSpace(lines[place.Line]))
                continue;
            var length = Math.Max(
                1,
                Math.Min(error.Location.SourceSpan.Length, lines[place.Line].Length - place.Character));
            traceback.Add("    " + lines[place.Line]);
            traceback.Add("    " + new string(' ', place.Character) + new string('^', length));
        }
        if (errors.Count > MostShown) traceback.Add($"… and {errors.Count - MostShown} more errors");
        var line = errors.Count > 0 ? errors[0].Location.GetMappedLineSpan().StartLinePosition.Line + 1 : 0;
        return new CellError(
            "CompilationError",
            traceback.FirstOrDefault("the cell does not compile"),
            traceback,
            line);
    }

    /// <summary>
    /// An exception of user code; <paramref name="label"/> is the file name the cell was compiled under.
    /// </summary>
    public static CellError Thrown(Exception exception, string label, string code)
    {
        while (
            exception
                is TargetInvocationException
                    or TypeInitializationException
                    or AggregateException { InnerExceptions.Count: 1 }
            && exception.InnerException is { } inner)
        {
            exception = inner;
        }

        var lines = code.Split('\n');
        var line = 0;
        var traceback = new List<string>();
        for (
            Exception? current = exception;
            current is not null && traceback.Count < MostTraced;
            current = current.InnerException)
        {
            traceback.Add(
                $"{(current == exception ? "" : "caused by ")}{TypeName(current.GetType())}: {Message(current)}");
            foreach (var frame in new StackTrace(current, fNeedFileInfo: true).GetFrames().Take(MostTraced))
            {
                if (Describe(frame, out var ofCell) is not { } text || (text == "" && frame.GetFileLineNumber() == 0))
                    continue;
                var at = frame.GetFileLineNumber();
                if (ofCell && at > 0)
                {
                    if (line == 0 && frame.GetFileName() == label)
                        line = at;
                    text =
                        text == ""
                            ? $"{frame.GetFileName()}, line {at}"
                            : $"{text} in {frame.GetFileName()}, line {at}";
                }
                traceback.Add("   at " + text);
            }
        }
        if (line > 0 && line <= lines.Length) traceback.Add($"--> line {line}: {lines[line - 1].Trim()}");
        return new CellError(TypeName(exception.GetType()), Message(exception), traceback, line);
    }

    /// <summary>Whether code of a cell was running when it was thrown.</summary>
    public static bool IsOfCells(Exception exception) =>
        new StackTrace(exception)
            .GetFrames()
            .Any(frame =>
                frame.GetMethod()?.DeclaringType?.FullName?.StartsWith("Submission#", StringComparison.Ordinal)
                == true);

    private static string Message(Exception exception) => exception.Message.ReplaceLineEndings("\n");

    private static string TypeName(Type type) =>
        type.FullName?.StartsWith("Submission#", StringComparison.Ordinal) == true ? type.Name
        : type.Namespace is "System" ? type.Name
        : type.FullName ?? type.Name;

    /// <summary>
    /// A frame as a reader of the cell would name it: empty for the cell's own level, null for frames of the engine and
    /// of the async machinery.
    /// </summary>
    private static string? Describe(StackFrame frame, out bool ofCell)
    {
        ofCell = false;
        if (frame.GetMethod() is not { } method || method.DeclaringType is not { } type) return null;
        var name = type.FullName ?? type.Name;
        ofCell = name.StartsWith("Submission#", StringComparison.Ordinal);
        if (!ofCell)
        {
            var hidden = !type.IsVisible
                || type.Assembly == typeof(CellErrors).Assembly
                || name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal)
                || type.Namespace is "System.Runtime.ExceptionServices" or "System.Runtime.CompilerServices"
                || (type.Namespace is "System.Threading" or "System.Threading.Tasks"
                    && method.Name.Contains("Interrupt", StringComparison.Ordinal));
            if (hidden) return null;
        }
        var path = Submission().Replace(name, "").Replace('+', '.');
        var readable = path is "" ? method.Name : $"{path}.{method.Name}";
        if (readable.Contains("<<Initialize>>", StringComparison.Ordinal)) return "";
        if (method.Name is "<Factory>" or "<Initialize>") return null;
        readable = Lambda().Replace(readable, "lambda in $1");
        readable = Local().Replace(readable, "$1");
        readable = StateMachine()
            .Replace(readable, "$1")
            .Replace("lambda in <Initialize>", "lambda in the cell", StringComparison.Ordinal);
        if (readable.Contains('<') || method.IsDefined(typeof(CompilerGeneratedAttribute), false))
            return ofCell ? readable : null;
        var text = new StringBuilder(readable).Append('(');
        text.AppendJoin(
            ", ",
            method.GetParameters().Select(parameter => $"{parameter.ParameterType.Name} {parameter.Name}"));
        return text.Append(')').ToString();
    }

    [GeneratedRegex(@"^Submission#\d+\+?")]
    private static partial Regex Submission();

    [GeneratedRegex(@"^.*<(<?[^<>]+>?)>b__[\d_]+$")]
    private static partial Regex Lambda();

    [GeneratedRegex(@"^.*<[^<>]+>g__(\w+)\|[\d_]+$")]
    private static partial Regex Local();

    [GeneratedRegex(@"^(?:.*\.)?<(\w+)>d__\d+\.MoveNext$")]
    private static partial Regex StateMachine();
}
