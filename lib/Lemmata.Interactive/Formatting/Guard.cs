using System.Runtime.CompilerServices;
using Lemmata.Session.Formatting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lemmata.Interactive.Formatting;

/// <summary>
/// A reader's formatter that may not format its own value again and again: an overflow of the stack would end the
/// session, so it is an error before.
/// </summary>
internal sealed class Guard : ITypeFormatter
{
    private const int MostDepth = 100;
    private static readonly ConditionalWeakTable<ITypeFormatter, Guard> Known = [];
    private static readonly Lock Gate = new();

    [ThreadStatic]
    private static int depth;

    private readonly ITypeFormatter inner;

    private Guard(ITypeFormatter inner) => this.inner = inner;

    /// <inheritdoc/>
    public string MimeType => inner.MimeType;

    /// <inheritdoc/>
    public Type Type => inner.Type;

    /// <summary>Guards the formatters registered since the last call; the latest still comes first.</summary>
    public static void Registered()
    {
        lock (Gate)
        {
            var latestFirst = Formatter.RegisteredFormatters(includeDefaults: false);
            foreach (var formatter in latestFirst.Where(each => each is not Guard).Reverse().ToList())
            {
                if (Known.TryGetValue(formatter, out _)) continue;
                var guard = new Guard(formatter);
                Known.Add(formatter, guard);
                Formatter.Register(guard);
            }
        }
    }

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context)
    {
        if (depth == MostDepth)
        {
            throw new InvalidOperationException(
                $"the formatter of {TypeNames.Of(Type)} for {MimeType} formats its own value, which never ends; "
                    + "let it write the value's members");
        }

        depth++;
        try
        {
            return inner.Format(instance, context);
        }
        finally
        {
            depth--;
        }
    }
}
