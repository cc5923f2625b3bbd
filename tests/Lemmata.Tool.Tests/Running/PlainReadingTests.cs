using Lemmata.Notebooks;
using Lemmata.Session.Cells;
using Lemmata.Session.Compilation;
using Lemmata.Tool.Running;
using Microsoft.CodeAnalysis.CSharp;

namespace Lemmata.Tool.Tests.Running;

/// <summary>What is read of cells without the compiler is what the compiler reads, or nothing.</summary>
public sealed class PlainReadingTests
{
    private static readonly string Notebooks = Path.Combine(TemporaryCollection.Repository, "notebooks");

    [Fact]
    public void Cells_of_all_notebooks_have_the_directives_and_files_that_the_compiler_finds()
    {
        var (split, read) = (0, 0);
        var cells = Directory.EnumerateFiles(Notebooks, "*.ipynb").SelectMany(file => Notebook.Load(file).CodeCells)
            .Select(cell => cell.Source).Append(File.ReadAllText(Path.Combine(Notebooks, "..", "lib", "lemmata.csx")));
        foreach (var code in cells.Select(code => code.ReplaceLineEndings("\n")))
        {
            if (CellText.PlainDirectives(code) is { } found)
            {
                Assert.Equal(CellText.ParsedDirectives(code, code.Split('\n')), found);
                split += found.Count;
            }

            if (RunCache.MayNameFile(code, Notebooks)) continue;
            read++;
            Assert.DoesNotContain(
                CSharpSyntaxTree.ParseText(code, ScriptReferences.ParseOptions).GetRoot().DescendantTokens(),
                token => token.Value is string text && File.Exists(Path.Combine(Notebooks, text)));
        }

        Assert.True(split > 20 && read > 20, $"{split} directives and {read} cells are read without the compiler");
    }

    [Theory]
    [InlineData("#!import ../lib/a.csx", 1)]
    [InlineData("// Of the build.\n#r \"a.dll\"\n#r   \"b c.dll\"\nusing System;", 2)]
    [InlineData("var x = 1;\n  #!time\nvar y = \"#!import\";\n#!about", 2)]
    [InlineData("/*\n#!import a\n*/", -1)]
    [InlineData("var s = @\"\n#!import a\n\";", -1)]
    [InlineData("var s = \"\"\"\n#!import a\n\"\"\";", -1)]
    [InlineData("var s = $\"{1\n#!import a\n}\";", -1)]
    [InlineData("#if DEBUG\n#r \"a.dll\"\n#endif", -1)]
    [InlineData("var x = 1;\n#r \"a.dll\"", -1)]
    [InlineData("#i \"nuget: folder\"", -1)]
    public void Directives_are_read_without_the_compiler_only_where_no_string_or_comment_holds_them(string code, int count)
    {
        var found = CellText.PlainDirectives(code);
        Assert.Equal(count, found?.Count ?? -1);
        if (found is not null) Assert.Equal(CellText.ParsedDirectives(code, code.Split('\n')), found);
    }

    [Theory]
    [InlineData("Read(\"here.csv\")", true)]
    [InlineData("var a = 'x'; var q = '\"'; Read(\"here.csv\")", true)]
    [InlineData("$\"{Read(\"here.csv\")}\"", true)]
    [InlineData("Read(\"\\u0068ere.csv\")", true)]
    [InlineData("Read(@\"here.csv\")", true)]
    [InlineData("Read(\"\"\"here.csv\"\"\")", true)]
    [InlineData("Read(\"there.csv\") + here", false)]
    [InlineData("Math.Sqrt(2)", false)]
    public void A_cell_may_name_a_file_where_a_string_is_its_name_or_cannot_be_read_as_it_stands(string code, bool may)
    {
        var folder = Directory.CreateTempSubdirectory("lemmata-names-").FullName;
        File.WriteAllText(Path.Combine(folder, "here.csv"), "1");
        Assert.Equal(may, RunCache.MayNameFile(code, folder));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A comment in the middle of a line makes a cell one that only the compiler reads.</summary>
    [Theory]
    [InlineData("var n = 3;", "07")]
    [InlineData("var n = -3;", "1.5")]
    [InlineData("var n = 3L;", "5000000000")]
    [InlineData("var n = 3;", "5000000000")]
    [InlineData("var n = 1.0; // 0 to 1", "1e0")]
    [InlineData("var n = .5e-3f;", "0.1")]
    [InlineData("var n = 2m;", "1.50")]
    [InlineData("var n = 2d;", "∞")]
    [InlineData("double n = 1;", "2")]
    [InlineData("const int n = 1;", "x")]
    [InlineData("var n = true;", "False")]
    [InlineData("var n = \"a // b\";", " c ")]
    [InlineData("string n = \"\";", "é\"\\")]
    [InlineData("var other = 1;\n\n// Of all.\nvar n = 2;", "3")]
    public void A_value_has_the_form_that_the_compiler_gives_it(string cell, string text)
    {
        Assert.NotNull(PlainParameters.Of(cell));
        Assert.Null(PlainParameters.Of(cell + "\n/* */"));
        Assert.Equal(Form(cell + "\n/* */"), Form(cell));
        Assert.Equal(Applied(cell + "\n/* */").Replace("\n/* */", ""), Applied(cell));

        string Form(string source) => Told(() => Parameters.Canonical(Of(source))("n", text));

        string Applied(string source)
        {
            var notebook = Of(source);
            return Told(() =>
            {
                Parameters.Apply(notebook, new Dictionary<string, string> { ["n"] = text });
                return notebook.CodeCells.Single().Source;
            });
        }

        static Notebook Of(string source) => FencedText.ToNotebook($"# a\n\n```csharp parameters\n{source}\n```\n");

        static string Told(Func<string> work)
        {
            try
            {
                return work();
            }
            catch (ParameterException error)
            {
                return error.Message;
            }
        }
    }

    [Theory]
    [InlineData("var n = 1 + 2;")]
    [InlineData("var n = 3000000000;")]
    [InlineData("int[] n = [1, 2];")]
    [InlineData("var n = 1; var m = 2;")]
    [InlineData("var n = \"a\\n\";")]
    [InlineData("int? n = null;")]
    public void Another_form_of_parameter_is_left_to_the_compiler(string cell) => Assert.Null(PlainParameters.Of(cell));
}
