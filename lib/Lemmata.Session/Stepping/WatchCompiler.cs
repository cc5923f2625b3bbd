using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using Lemmata.Session.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lemmata.Session.Stepping;

/// <summary>What a watch came to.</summary>
/// <param name="Value">Its value, where there is no error.</param>
/// <param name="Error">Why there is none.</param>
/// <param name="Changed">Variables of the stop that it assigned, by their number, with the new values.</param>
internal sealed record WatchAnswer(object? Value, string? Error, IReadOnlyDictionary<int, object?> Changed);

/// <summary>
/// Evaluates C# with the variables of a stop in scope: it is compiled on top of the cell's own piece, so that it sees
/// what the cell sees, and declares the stop's variables before. Compiled once for a place.
/// </summary>
internal sealed class WatchCompiler(
    Func<Submission, string, (Submission? Watch, IReadOnlyList<Diagnostic> Found)> compile)
{
    private const string Seen = "global::Lemmata.Session.Stepping.WatchValues.Seen";
    private const string Self = "__this";

    private static readonly IReadOnlyDictionary<int, object?> Nothing = new Dictionary<int, object?>();

    private readonly ConcurrentDictionary<(int Place, string Text), Compiled> known = new();

    /// <summary>Evaluates on the calling thread, where no stop is met meanwhile.</summary>
    /// <param name="place">Whose variables are in scope.</param>
    /// <param name="recorder">The stopped thread's recorder, which holds their values.</param>
    /// <param name="expression">C#, an expression or an assignment.</param>
    public WatchAnswer Run(StopPlace place, StopRecorder recorder, string expression) =>
        Run(place, [.. place.Values.Select((_, index) => recorder.Live(index))], expression);

    /// <summary>As above, with values of the caller's.</summary>
    public WatchAnswer Run(StopPlace place, object?[] values, string expression)
    {
        if (place.Piece is null) return new WatchAnswer(null, "the cell has no variables yet", Nothing);
        if (string.IsNullOrWhiteSpace(expression)) return new WatchAnswer(null, "there is nothing to evaluate", Nothing);
        var compiled = known.GetOrAdd((place.Id, expression), key => Compile(place, values, key.Text));
        if (compiled.Watch is not { } watch) return new WatchAnswer(null, compiled.Error, Nothing);
        var all = values.Concat(compiled.Members.Select(member => Member(Of(place, values), member))).ToArray();
        try
        {
            var instances = (object?[])watch.Instances.Clone();
            for (var slot = 0; slot < place.Piece.Instances.Length; slot++) instances[slot] = place.Piece.Instances[slot];
            var value = WatchValues.With(all, () => watch.Factory!(instances).GetAwaiter().GetResult());
            return new WatchAnswer(value, null, Changed(place, values, instances[^1]));
        }
        catch (Exception thrown) when (thrown is not (OutOfMemoryException or ThreadInterruptedException))
        {
            return new WatchAnswer(null, $"{thrown.GetType().Name}: {thrown.Message}", Nothing);
        }
    }

    private static object? Of(StopPlace place, object?[] values)
    {
        var index = place.Values.ToList().FindIndex(value => value.Name == "this");
        return index < 0 ? null : values[index];
    }

    private static Dictionary<int, object?> Changed(StopPlace place, object?[] values, object? instance)
    {
        var changed = new Dictionary<int, object?>();
        foreach (var (index, value) in place.Values.Index())
        {
            if (!value.CanSet || instance?.GetType().GetField(value.Name) is not { } field) continue;
            var now = field.GetValue(instance);
            if (!Equals(now, values[index])) changed[index] = now;
        }

        return changed;
    }

    private Compiled Compile(StopPlace place, object?[] values, string expression)
    {
        var parsed = SyntaxFactory.ParseExpression(expression);
        var names = parsed.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Where(name => name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
            .Select(name => name.Identifier.ValueText).Distinct().ToList();
        var text = new StringBuilder();
        foreach (var (index, value) in place.Values.Index())
        {
            if (value.Name == "return") continue;
            var name = value.Name == "this" ? Self : "@" + value.Name;
            text.Append(value.Speakable).Append(' ').Append(name).Append("=(").Append(value.Speakable).Append(')')
                .Append(Seen).Append('(').Append(index.ToString(CultureInfo.InvariantCulture)).Append(");");
        }

        // Members of "this" by their bare names, private ones too.
        var members = new List<string>();
        if (Of(place, values) is { } self)
        {
            members.AddRange(names.Where(name => place.Values.All(value => value.Name != name) && HasMember(self, name)));
            foreach (var (index, name) in members.Index())
                text.Append("dynamic @").Append(name).Append('=').Append(Seen).Append('(').Append(values.Length + index).Append(");");
            var positions = parsed.DescendantTokens().Where(token => token.IsKind(SyntaxKind.ThisKeyword))
                .Select(token => token.SpanStart).OrderDescending();
            foreach (var at in positions) expression = expression.Remove(at, 4).Insert(at, Self);
        }

        var (watch, found) = compile(place.Piece!, text.Append('\n').Append(expression).ToString());
        var wrong = found.Where(one => one.Severity == DiagnosticSeverity.Error).Select(one => one.GetMessage()).FirstOrDefault();
        return new Compiled(watch, wrong ?? (watch?.Factory is null ? "that is no expression" : null), members);
    }

    private static bool HasMember(object self, string name) => Find(self.GetType(), name) is not null;

    private static object? Member(object? self, string name) => self is null ? null : Find(self.GetType(), name) switch
    {
        FieldInfo field => field.GetValue(field.IsStatic ? null : self),
        PropertyInfo property => property.GetValue(self),
        _ => null,
    };

    private static MemberInfo? Find(Type type, string name)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        return type.GetField(name, all) is { } field ? field
            : type.GetProperty(name, all) is { CanRead: true } property && property.GetIndexParameters().Length == 0 ? property
            : null;
    }

    private sealed record Compiled(Submission? Watch, string? Error, IReadOnlyList<string> Members);
}
