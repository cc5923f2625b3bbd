using System.Text.Json;
using Microsoft.Playwright;

namespace Lemmata.Export.Tests;

/// <summary>Steps of a cell on its page: walked by keyboard, slider and ear, and read without any script.</summary>
[Collection(nameof(BrowserSite)), Trait("Needs", "browser")]
public sealed class WalkRows(BrowserSite site)
{
    private const int Steps = 14;

    [Fact]
    public async Task The_keyboard_alone_opens_walks_and_closes()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        await opened.Page.FocusAsync(".walk .open");
        await opened.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("next", await Focused(opened, "dataset.to"));
        Assert.Equal($"Step 1 of {Steps}, line 7", await Where(opened));
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal($"Step 3 of {Steps}, line 25", await Where(opened));
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal($"Step 2 of {Steps}, line 8", await Where(opened));
        await opened.Page.Keyboard.PressAsync("End");
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal($"Step {Steps} of {Steps}, line 28", await Where(opened));
        await opened.Page.Keyboard.PressAsync("Home");
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal($"Step 1 of {Steps}, line 7", await Where(opened));
        await opened.Page.Keyboard.PressAsync("Tab");
        await opened.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("range", await Focused(opened, "type"));
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal($"Step 2 of {Steps}, line 8", await Focused(opened, "ariaValueText ?? document.activeElement.getAttribute('aria-valuetext')"));
        await opened.Page.FocusAsync(".walk .open");
        await opened.Page.Keyboard.PressAsync("Enter");
        Assert.False(await opened.Page.IsVisibleAsync(".walker"));
        Assert.Equal("false", await opened.Page.GetAttributeAsync(".walk .open", "aria-expanded"));
        Assert.Empty(opened.Errors);
    }

    [Fact]
    public async Task Each_step_says_where_it_is_and_what_has_changed()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        Assert.Equal("polite", await opened.Page.GetAttributeAsync("#live", "aria-live"));
        await WalkTo(opened, 8);
        await opened.Page.WaitForFunctionAsync($"() => document.querySelector('#live').textContent === 'Step 8 of {Steps}, line 27; sum is 0; i is 1'");
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        await opened.Page.WaitForFunctionAsync($"() => document.querySelector('#live').textContent === 'Step 9 of {Steps}, line 4 in Twice; n is 1'");
    }

    [Fact]
    public async Task The_values_are_those_of_the_step_and_say_what_they_were()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        await WalkTo(opened, 11);
        Assert.Equal(["sum 1 was 0 (c)", "i 2 was 1 (c)"], [.. (await Values(opened)).Where(row => row[0] is 's' or 'i')]);
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal(["n 2 new (c)"], await Values(opened));
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal(["n 2", "return 4 new (c)"], await Values(opened));
        await opened.Page.Keyboard.PressAsync("End");
        Assert.DoesNotContain(await Values(opened), row => row.StartsWith("i ", StringComparison.Ordinal));
        await WalkTo(opened, 3);
        Assert.Equal(["1", "0", "0", "<b>1</b>"], await opened.Page.Locator(".now .grid td").AllTextContentsAsync());
    }

    [Fact]
    public async Task The_line_that_comes_next_is_marked_in_the_code_and_in_sight_at_any_width()
    {
        foreach (var width in new[] { 1280, 375 })
        {
            await using var opened = await site.OpenAsync(site.Fixture("descent.html"), width: width);
            foreach (var step in new[] { Steps, 1 })
            {
                await WalkTo(opened, step);
                var off = await opened.Page.EvaluateAsync<double>("""
                    () => {
                      const code = document.querySelector('.walked'), style = getComputedStyle(code, '::before');
                      const line = Number(document.querySelector('.walker output').textContent.match(/line (\d+)/)[1]);
                      const text = code.querySelector('code'), range = document.createRange();
                      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
                      let left = line - 1;
                      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                        for (let i = 0; i < node.data.length; i++) {
                          if (left === 0 && node.data[i].trim()) {
                            range.setStart(node, i); range.setEnd(node, i + 1);
                            const at = range.getBoundingClientRect(), box = code.getBoundingClientRect();
                            if (at.top < box.top - 1 || at.bottom > box.bottom + 1) return 1000;
                            const mark = box.top - code.scrollTop + parseFloat(style.top);
                            return Math.abs(mark + parseFloat(style.height) / 2 - (at.top + at.bottom) / 2);
                          }
                          if (node.data[i] === '\n') left--;
                        }
                      }
                      return 2000;
                    }
                    """);
                Assert.True(off < 6, $"at {width} pixels the mark of step {step} is {off} pixels off");
                Assert.True(await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= width);
            }
        }
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task An_open_walk_is_clean_for_axe_and_its_marked_line_has_contrast(ColorScheme theme)
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"), theme);
        await WalkTo(opened, 11);
        var worst = await opened.Page.EvaluateAsync<JsonElement>("""
            () => {
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const colour = text => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
              const light = c => { const [r, g, b] = [...c].slice(0, 3).map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
              const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + .05) / (y + .05); };
              const code = document.querySelector('.walked'), ground = colour(getComputedStyle(code, '::before').backgroundColor);
              const found = [code, ...code.querySelectorAll('span')].map(e => [ratio(colour(getComputedStyle(e).color), ground), e.className]);
              return { kinds: new Set(found.map(one => one[1])).size, low: found.filter(one => one[0] < 4.5).map(one => one.join(' ')) };
            }
            """);
        Assert.True(worst.GetProperty("kinds").GetInt32() >= 5);
        Assert.Equal("[]", worst.GetProperty("low").ToString());
        Assert.Empty(await AccessRows.Axe(opened, $"{theme}"));
    }

    [Fact]
    public async Task Without_scripts_the_steps_are_a_table_and_no_button_stands_there_in_vain()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"), script: false);
        Assert.False(await opened.Page.IsVisibleAsync(".walk .open"));
        await opened.Page.ClickAsync(".walk summary");
        Assert.Equal(Steps, await opened.Page.Locator(".walk .data > .scroll > table > tbody > tr").CountAsync());
        Assert.Equal(["2", "8", "", """["</script><img src=x onerror=window.hacked=5>"]""", "", "", "", "", ""], await Row(opened, 2));
        Assert.Equal(["12", "4", "Twice", "–", "–", "–", "–", "2", ""], await Row(opened, 12));
    }

    [Fact]
    public async Task Markup_in_a_value_stays_text()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        await WalkTo(opened, 2);
        Assert.Contains("""["</script><img src=x onerror=window.hacked=5>"]""", string.Join('\n', await Values(opened)), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator(".walk img").CountAsync());
        Assert.True(await opened.Page.EvaluateAsync<bool>("() => window.hacked === undefined"));
    }

    [Fact]
    public async Task On_paper_the_code_stands_alone()
    {
        await using var opened = await site.OpenAsync(site.Fixture("descent.html"));
        await WalkTo(opened, 4);
        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await opened.Page.IsVisibleAsync(".walker"));
        Assert.False(await opened.Page.IsVisibleAsync(".walk .open"));
        Assert.Equal("none", await opened.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.walked'), '::before').display"));
        Assert.True(await opened.Page.EvaluateAsync<bool>("() => { const code = document.querySelector('.walked'); return code.scrollHeight <= code.clientHeight + 1; }"));
    }

    private static async Task WalkTo(BrowserSite.Opened opened, int step)
    {
        if (!await opened.Page.IsVisibleAsync(".walker")) { await opened.Page.ClickAsync(".walk .open"); }
        await opened.Page.FocusAsync(".walker [data-to=next]");
        await opened.Page.Keyboard.PressAsync("Home");
        for (var i = 1; i < step; i++) { await opened.Page.Keyboard.PressAsync("ArrowRight"); }
        Assert.StartsWith($"Step {step} of", await Where(opened), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Row(BrowserSite.Opened opened, int step) => await opened.Page.Locator(
        $".walk .data > .scroll > table > tbody > tr:nth-child({step}) > *").AllTextContentsAsync();

    private static Task<string> Where(BrowserSite.Opened opened) => opened.Page.InnerTextAsync(".walker output");

    private static Task<string> Focused(BrowserSite.Opened opened, string what) =>
        opened.Page.EvaluateAsync<string>($"() => document.activeElement.{what}");

    /// <summary>The rows of values as text, with a mark behind those that are marked.</summary>
    private static Task<string[]> Values(BrowserSite.Opened opened) => opened.Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll('.now > tbody > tr')].map(row =>
          [...row.cells].map(cell => cell.textContent.trim()).join(' ') + (row.className ? ` (${row.className})` : ''))
        """);
}
