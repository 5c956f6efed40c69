namespace Undercast.Protocol;

/// <summary>Every API that this cloud speaks, found by what requests carry.</summary>
public sealed class ApiCatalog
{
    private readonly Dictionary<string, ApiDescriptor> _byTarget = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ApiDescriptor>> _bySigningName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiDescriptor> _byServiceId = new(StringComparer.Ordinal);
    private readonly Dictionary<ApiDescriptor, RouteTable> _routes = [];

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
            // The path segment of rpc-v2-cbor is the model's shape name, which for some services is the target's prefix.
            _byServiceId.TryAdd(api.Api.ServiceId, api);
            if (api.Api.TargetPrefix is { } prefix) _byServiceId.TryAdd(prefix, api);
            if (RestWire(api) is not null) _routes[api] = new RouteTable(api);
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

    /// <summary>The REST wire that an API speaks, or null.</summary>
    internal static Wire? RestWire(ApiDescriptor api)
    {
        foreach (var wire in api.Api.Wires)
        {
            if (wire is Wire.RestJson1 or Wire.RestXml) return wire;
        }
        return null;
    }

    /// <summary>The operation of an API on its REST wire.</summary>
    internal OperationDescriptor? Route(ApiDescriptor api, WireRequest request) =>
        _routes.TryGetValue(api, out var routes) ? routes.Find(request) : null;
}
