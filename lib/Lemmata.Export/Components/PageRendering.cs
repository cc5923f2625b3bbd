using System.Text.Encodings.Web;
using System.Text.Unicode;
using Lemmata.Export.Markup;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lemmata.Export.Components;

/// <summary>Turns components into markup.</summary>
internal sealed class PageRendering : IDisposable
{
    private readonly ServiceProvider services;
    private readonly HtmlRenderer renderer;

    public PageRendering()
    {
        // The default encoder writes every letter beyond ASCII as a number.
        services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
    }

    public void Dispose()
    {
        renderer.Dispose();
        services.Dispose();
    }

    /// <summary>Renders a component with its parameters.</summary>
    public SafeHtml Render<TComponent>(params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var view = ParameterView.FromDictionary(parameters.ToDictionary(parameter => parameter.Name,
            parameter => parameter.Value));
        var html = renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(view))
            .ToHtmlString()).GetAwaiter().GetResult();
#pragma warning disable RS0030 // A door: components escape what they are given.
        return SafeHtml.Trusted(html);
#pragma warning restore RS0030
    }
}
