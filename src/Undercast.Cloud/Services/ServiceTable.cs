using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Protocol;

namespace Undercast.Cloud;

/// <summary>The object behind each API. Made at its first call, so that a start does not pay for services that nobody uses.</summary>
public sealed class ServiceTable
{
    private readonly FrozenDictionary<ApiDescriptor, Lazy<object>> _byApi;
    private readonly FrozenDictionary<string, ApiDescriptor> _byName;

    /// <summary>Gathers the APIs of every module.</summary>
    /// <exception cref="InvalidOperationException">Two modules serve an API of the same name and version.</exception>
    public ServiceTable(IEnumerable<IServiceModule> modules, IServiceProvider provider)
    {
        var byApi = new Dictionary<ApiDescriptor, Lazy<object>>();
        var byName = new Dictionary<string, ApiDescriptor>(StringComparer.Ordinal);
        var versions = new HashSet<(string, string)>();
        foreach (var module in modules)
        {
            foreach (var api in module.Apis)
            {
                if (!versions.Add((api.Api.Name, api.Api.Version))) throw new InvalidOperationException($"Two modules serve {api.Api.Name} {api.Api.Version}.");
                var type = module.ServiceFor(api);
                byApi.Add(api, new Lazy<object>(() => provider.GetRequiredService(type)));
                // Where an API has two versions, calls from inside mean the first that the module names.
                byName.TryAdd(api.Api.Name, api);
            }
        }
        _byApi = byApi.ToFrozenDictionary();
        _byName = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every API.</summary>
    public IEnumerable<ApiDescriptor> Apis => _byApi.Keys;

    /// <summary>The object that serves <paramref name="api"/>.</summary>
    public object For(ApiDescriptor api) => _byApi[api].Value;

    /// <summary>The API of that name, or null.</summary>
    public ApiDescriptor? Find(string name) => _byName.GetValueOrDefault(name);
}
