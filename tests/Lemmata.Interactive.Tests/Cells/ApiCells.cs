namespace Lemmata.Interactive.Tests.Cells;

/// <summary>Cells that use the API of .NET Interactive in the ways that its readers do.</summary>
internal static class ApiCells
{
    private const string Plain = "nothing is said about the value, so each engine has its own form";
    private const string Script = "a script is announced as such; there it is wrapped in hypertext";

    /// <summary>Why the names of types differ in nothing but a number.</summary>
    public const string Number = "types carry the number of the piece that declares them, and the session's warm-up takes two";

    /// <summary>The cells in their order, with the reason where the two engines show different things.</summary>
    public static readonly IReadOnlyList<(string Code, string? Differs)> All =
    [
        ("""
         using Microsoft.DotNet.Interactive;
         using Microsoft.DotNet.Interactive.Formatting;
         using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;
         public record City(string Name, int Trams);
         public class Line { public string Name { get; init; } public Line Next { get; set; } }
         public interface IStop { string Sign { get; } }
         public class Stop : IStop { public string Sign => "H"; }
         public class Pair<T> { public T Left; public T Right; }
         """, null),
        ("1 + 1", Plain),
        ("new City(\"Basel\", 19)", Plain),
        ("\"a <b> text\"", null),
        ("div(\"a < b\", b(\"bold\"), span[style: \"color:red\"](\"red\"))", null),
        ("ul(Enumerable.Range(1, 3).Select(k => li(k)))", null),
        ("new LaTeXString(@\"\\frac{1}{2}\")", null),
        ("HTML(\"<em>soft</em>\")", null),
        ("new[] { new City(\"Bern\", 5), new City(\"Genf\", 4) }.DisplayTable();", null),
        ("\"# Heading\".DisplayAs(\"text/markdown\");", null),
        ("new City(\"Basel\", 19).Display(\"text/html\");", null),
        ("new City(\"Basel\", 19).Display(\"text/plain\");", null),
        ("new { A = 1, B = \"two\" }.Display(\"application/json\");", null),
        ("display(div(\"by function\"));", null),
        ("Formatter.Register<City>(city => $\"<b>{city.Name}</b>\", \"text/html\"); new City(\"Basel\", 19)", null),
        ("new[] { new City(\"Bern\", 5), new City(\"Genf\", 4) }", null),
        ("Formatter.Register<IStop>(stop => $\"stop {stop.Sign}\", \"text/html\"); new Stop()", null),
        ("Formatter.Register(typeof(Pair<>), (pair, writer) => writer.Write(\"a pair\"), \"text/html\"); "
            + "new Pair<int> { Left = 1, Right = 2 }", null),
        ("Formatter.Register<Line>((line, writer) => writer.Write($\"line {line.Name}\"), \"text/plain\"); "
            + "Formatter.SetPreferredMimeTypesFor(typeof(Line), \"text/plain\"); new Line { Name = \"6\" }", null),
        ("Formatter.SetPreferredMimeTypesFor(typeof(Line), \"text/html\", \"text/plain\"); new Line { Name = \"8\" }",
            Number),
        ("var loop = new Line { Name = \"10\" }; loop.Next = loop; loop.Display(\"text/html\");", Number),
        ("Formatter.ListExpansionLimit = 3; Enumerable.Range(0, 10).ToList()", null),
        ("Formatter.RecursionLimit = 2; new { A = new { B = new { C = 1 } } }", null),
        ("new City(\"Chur\", 0).ToDisplayString(\"text/html\")", null),
        ("new Dictionary<string, int> { [\"one\"] = 1, [\"two\"] = 2 }", null),
        ("Formatter.SetPreferredMimeTypesFor(typeof(object), \"text/plain\"); new { A = 1 }", Number),
        ("2.5", null),
        ("Formatter.ResetToDefault(); new City(\"Zug\", 0)", Plain),
        ("KernelInvocationContext.Current.Display(\"by context\", \"text/html\");", null),
        ("var shown = display(\"first\"); shown.Update(\"second\");", null),
        ("Javascript(\"console.log(1)\");", Script),
        ("Kernel.Current.Name", null),
    ];
}
