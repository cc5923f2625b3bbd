using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lemmata.Export.Markup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lemmata.Export.Components;

/// <summary>Turns components into markup, for several threads at once.</summary>
internal sealed class PageRendering : IDisposable
{
    private readonly ServiceProvider services;

    // Each does one thing at a time.
    private readonly ConcurrentBag<HtmlRenderer> idle = [];

    public PageRendering()
    {
        // The default encoder writes every letter beyond ASCII as a number.
        services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
    }

    public void Dispose()
    {
        foreach (var renderer in idle) renderer.Dispose();
        services.Dispose();
    }

    /// <summary>Renders a component with its parameters.</summary>
    public SafeHtml Render<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name,
            parameter => parameter.Value));
        if (!idle.TryTake(out var renderer)) renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(view))
            .ToHtmlString()).GetAwaiter().GetResult();
        idle.Add(renderer);
#pragma warning disable RS0030 // A door: components escape what they are given.
        return SafeHtml.Trusted(html);
#pragma warning restore RS0030
    }
}
