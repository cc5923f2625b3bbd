using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Lemmata.Tool.Tests.Kernel;

/// <summary>Jupyter's own programs with this kernel: nbconvert, and the classic notebook in a browser.</summary>
[Trait("Needs", "kernel")]
public sealed class JupyterTests
{
    [Fact(Timeout = 180_000)]
    public async Task Nbconvert_executes_the_Poisson_notebook_and_stores_its_figures()
    {
        RequireProgram("/usr/bin/jupyter-nbconvert", "Debian's jupyter-nbconvert");
        var source = Path.Combine(TemporaryCollection.Repository, "notebooks", "poisson-limit.ipynb");
        var prefix = await InstallAsync();
        var target = TemporaryFolders.Create("lemmata nbconvert");
        var start = Jupyter(
            "/usr/bin/jupyter-nbconvert",
            prefix,
            "--to",
            "notebook",
            "--execute",
            "--ExecutePreprocessor.kernel_name=lemmata",
            "--ExecutePreprocessor.timeout=120",
            "--output-dir",
            target,
            source);
        using var convert = Process.Start(start)!;
        var log = convert.StandardError.ReadToEndAsync();
        await convert.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(180));
        Assert.True(convert.ExitCode == 0, await log);

        var executed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(target, "poisson-limit.ipynb")))!;
        var outputs = executed["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).ToList();
        Assert.DoesNotContain(outputs, output => output!["output_type"]!.GetValue<string>() == "error");
        var figures = outputs.Where(output => output!["data"]?["image/svg+xml"] is not null).ToList();
        Assert.True(figures.Count >= 3, $"{figures.Count} figures in the executed notebook");
        Assert.All(figures, figure => Assert.NotNull(figure!["data"]!["application/vnd.plotly.v1+json"]));
    }

    [Fact(Timeout = 180_000)]
    public async Task The_classic_notebook_runs_interrupts_completes_and_restarts()
    {
        RequireProgram("/usr/bin/jupyter-notebook", "Debian's jupyter-notebook");
        if (InstalledChromium.Absent is { } absent) Assert.Skip(absent);
        var prefix = await InstallAsync();
        // A fresh copy: the front end saves by itself.
        var folder = TemporaryFolders.Create("lemmata classic");
        await File.WriteAllTextAsync(Path.Combine(folder, "trial.ipynb"), Trial());
        var port = FreePort();
        var start = Jupyter(
            "/usr/bin/jupyter-notebook",
            prefix,
            "--no-browser",
            "--allow-root",
            "--ip=127.0.0.1",
            $"--port={port}",
            "--NotebookApp.token=",
            "--NotebookApp.password=",
            $"--notebook-dir={folder}");
        using var server = Process.Start(start)!;
        _ = server.StandardError.ReadToEndAsync();
        try
        {
            await WaitForPortAsync(port);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await InstalledChromium.LaunchAsync(playwright);
            var page = await browser.NewPageAsync();
            page.SetDefaultTimeout(40000);
            await page.GotoAsync($"http://127.0.0.1:{port}/notebooks/trial.ipynb");
            await page.WaitForFunctionAsync("() => window.Jupyter?.notebook?.kernel?.is_connected()");

            await page.EvaluateAsync("() => Jupyter.notebook.execute_all_cells()");
            await page.WaitForSelectorAsync(".output_area svg circle");
            await WaitForOutputAsync(page, 1, "40");

            await RunCodeAsync(page, "while (true) { }");
            await page.WaitForTimeoutAsync(800);
            await page.EvaluateAsync("() => Jupyter.notebook.kernel.interrupt()");
            await WaitForOutputAsync(page, 2, "interrupted");

            Assert.True(await CompletesAsync(page, "numbers.Rever", "Reverse"), "no completion came");
            await page.Keyboard.PressAsync("Escape");

            await page.EvaluateAsync("() => Jupyter.notebook.kernel.restart()");
            await page.WaitForTimeoutAsync(1500);
            await page.WaitForFunctionAsync("() => Jupyter.notebook.kernel.is_connected()");
            await RunCodeAsync(page, "\"after the \" + \"restart\"");
            await WaitForOutputAsync(page, 2, "after the restart");

            await RunCodeAsync(page, "Environment.Exit(3);");
            await page.WaitForTimeoutAsync(5000);
            await page.WaitForFunctionAsync("() => Jupyter.notebook.kernel.is_connected()");
            await RunCodeAsync(page, "\"after the \" + \"crash\"");
            await WaitForOutputAsync(page, 2, "after the crash");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private static Task RunCodeAsync(IPage page, string code) =>
        page.EvaluateAsync(
            "code => { const n = Jupyter.notebook; while (n.ncells() < 3) n.insert_cell_at_bottom('code'); const "
                + "cell = n.get_cell(2); cell.clear_output(); cell.set_text(code); n.select(2); n.execute_cell(); }",
            code);

    // This front end asks for nothing while it counts the kernel as busy or its editor has no focus yet: a reader
    // presses again.
    private static async Task<bool> CompletesAsync(IPage page, string start, string expected)
    {
        for (var pressed = 0; pressed < 8; pressed++)
        {
            await page.EvaluateAsync(
                "text => { const n = Jupyter.notebook, cell = n.get_cell(2); cell.set_text(text); n.select(2); "
                    + "n.edit_mode(); cell.code_mirror.focus(); cell.code_mirror.execCommand('goDocEnd'); }",
                start);
            await page.Keyboard.PressAsync("Tab");
            try
            {
                await page.WaitForFunctionAsync(
                    "word => Jupyter.notebook.get_cell(2).get_text().includes(word) || "
                        + "[...document.querySelectorAll('#complete option')].some(one => "
                            + "one.textContent.includes(word))",
                    expected, new() { Timeout = 5000 });
                return true;
            }
            catch (TimeoutException)
            {
                // Asked too early.
            }
        }
        return false;
    }

    private static Task WaitForOutputAsync(IPage page, int cell, string text) =>
        page.WaitForFunctionAsync(
            "([index, text]) => (Jupyter.notebook.get_cell(index)?.output_area?.element?.text() ?? '').includes(text)",
            new object[] { cell, text }
        );

    private static string Trial()
    {
        var cells = new[]
        {
            "HTML(\"<svg width='20' height='20'><circle r='9'/></svg>\")",
            "var numbers = new List<int> { 7, 33 }; numbers.Sum()",
            "1",
        };
        return new JsonObject
        {
            ["cells"] = new JsonArray([
                .. cells.Select(code =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["cell_type"] = "code",
                            ["execution_count"] = null,
                            ["metadata"] = new JsonObject(),
                            ["outputs"] = new JsonArray(),
                            ["source"] = code,
                        }
                ),
            ]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject
                {
                    ["name"] = "lemmata",
                    ["display_name"] = "C# (Lemmata)",
                    ["language"] = "C#",
                },
            },
            ["nbformat"] = 4, ["nbformat_minor"] = 4,
        }.ToJsonString();
    }

    private static async Task<string> InstallAsync()
    {
        var prefix = TemporaryFolders.Create("lemmata kernel spec");
        var (status, output) = await ToolProcess.RunAsync("kernel", "install", "--path", prefix);
        Assert.True(status == 0, output);
        return prefix;
    }

    private static ProcessStartInfo Jupyter(string program, string prefix, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var home = TemporaryFolders.Create("lemmata home");
        start.Environment["JUPYTER_PATH"] = Path.Combine(prefix, "share", "jupyter");
        start.Environment["JUPYTER_CONFIG_DIR"] =
            start.Environment["JUPYTER_RUNTIME_DIR"] =
            start.Environment["IPYTHONDIR"] =
                home;
        return start;
    }

    private static void RequireProgram(string path, string name)
    {
        if (!File.Exists(path)) Assert.Skip($"{name} is not installed at {path}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitForPortAsync(int port)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(40); await Task.Delay(200))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                // Not up yet.
            }
        }
        Assert.Fail($"nothing listens on port {port}");
    }
}
