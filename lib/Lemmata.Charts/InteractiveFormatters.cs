using Lemmata.Display;
using Lemmata.Plotting;
using Plotly.NET;
using Figure = Lemmata.Plotting.Figure;

namespace Lemmata.Charts;

/// <summary>
/// Charts shown as they are in .NET Interactive, whose formatting is known by name only, so that no package is
/// referenced. This collection's own session knows such charts by itself.
/// </summary>
internal static class InteractiveFormatters
{
    private const string Formatting = "Microsoft.DotNet.Interactive.Formatting";

    /// <summary>Registers them where that engine runs.</summary>
    public static void Register()
    {
        var formatter = AppDomain.CurrentDomain.GetAssemblies()
            .FirstOrDefault(assembly => assembly.GetName().Name == Formatting)?.GetType(Formatting + ".Formatter");
        var register = formatter?.GetMethod("Register", [typeof(Type), typeof(Action<object, TextWriter>), typeof(string)]);
        var prefer = formatter?.GetMethod("SetPreferredMimeTypesFor", [typeof(Type), typeof(string[])]);
        if (register is null || prefer is null) return;
        foreach (var type in new[] { Figure.PlotlyMime, Mime.Text })
        {
            Action<object, TextWriter> write = (chart, writer) =>
                ChartFigure.Of((GenericChart)chart).Render(type, writer);
            register.Invoke(null, [typeof(GenericChart), write, type]);
        }

        prefer.Invoke(null, [typeof(GenericChart), new[] { Figure.PlotlyMime, Mime.Text }]);
    }
}
