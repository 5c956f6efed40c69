namespace Undercast.Protocol;

/// <summary>Every API that this cloud speaks, found by what requests carry.</summary>
public sealed class ApiCatalog
{
    private readonly Dictionary<string, ApiDescriptor> _byTarget = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ApiDescriptor>> _bySigningName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiDescriptor> _byServiceId = new(StringComparer.Ordinal);

    /// <summary>Indexes the APIs; two that claim one target are an error.</summary>
    public ApiCatalog(IEnumerable<ApiDescriptor> apis)
    {
        Apis = [.. apis];
        foreach (var api in Apis)
        {
            if (api.Api.TargetPrefix is { } target && !_byTarget.TryAdd(target, api))
                throw new InvalidOperationException($"Two APIs claim the target {target}.");
            if (!_bySigningName.TryGetValue(api.SigningName, out var list)) _bySigningName[api.SigningName] = list = [];
            list.Add(api);
            _byServiceId.TryAdd(api.Api.ServiceId, api);
        }
    }

    /// <summary>All APIs.</summary>
    public IReadOnlyList<ApiDescriptor> Apis { get; }

    /// <summary>The API of an <c>X-Amz-Target</c> prefix.</summary>
    public ApiDescriptor? ByTarget(string prefix) => _byTarget.GetValueOrDefault(prefix);

    /// <summary>The APIs of a credential scope's service.</summary>
    public IReadOnlyList<ApiDescriptor> BySigningName(string name) => _bySigningName.TryGetValue(name, out var list) ? list : [];

    /// <summary>The API of a service id, as rpc-v2-cbor's path has it.</summary>
    public ApiDescriptor? ByServiceId(string id) => _byServiceId.GetValueOrDefault(id);
}
