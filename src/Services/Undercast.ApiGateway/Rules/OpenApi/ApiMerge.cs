namespace Undercast.ApiGateway;

/// <summary>Puts an imported API over one that exists.</summary>
internal static class ApiMerge
{
    /// <param name="api">The API that exists; it keeps its ids.</param>
    /// <param name="imported">What was imported.</param>
    /// <param name="overwrite">Whether what the import does not have goes.</param>
    public static void Into(RestApiRecord api, RestApiRecord imported, bool overwrite)
    {
        var (old, next) = (api.Api, imported.Api);
        api.Api = old with
        {
            Name = overwrite ? next.Name : old.Name,
            Description = next.Description ?? (overwrite ? null : old.Description),
            Version = next.Version ?? old.Version,
            BinaryMediaTypes = next.BinaryMediaTypes ?? (overwrite ? null : old.BinaryMediaTypes),
            MinimumCompressionSize = next.MinimumCompressionSize ?? (overwrite ? null : old.MinimumCompressionSize),
            ApiKeySource = next.ApiKeySource,
            // AWS: a policy and an endpoint's settings stay when the document says nothing of them.
            Policy = next.Policy ?? old.Policy,
            DisableExecuteApiEndpoint = next.DisableExecuteApiEndpoint == true ? true : old.DisableExecuteApiEndpoint,
            Warnings = next.Warnings,
        };
        var authorizers = Ids(api.Authorizers, imported.Authorizers, static a => a.Name!);
        var validators = Ids(api.Validators, imported.Validators, static v => v.Name ?? "");
        if (overwrite)
        {
            api.Models = new(imported.Models.Where(static m => m.Key is not ("Empty" or "Error")).Concat(api.Models.Where(static m => m.Key is "Empty" or "Error")));
            api.GatewayResponses = new(imported.GatewayResponses);
        }
        else
        {
            foreach (var (name, model) in imported.Models) api.Models[name] = model;
            foreach (var (type, response) in imported.GatewayResponses) api.GatewayResponses[type] = response;
        }
        api.Authorizers = Merged(api.Authorizers, imported.Authorizers, authorizers, overwrite, static (a, id) => a with { Id = id });
        api.Validators = Merged(api.Validators, imported.Validators, validators, overwrite, static (v, id) => v with { Id = id });
        Resources(api, imported, overwrite, authorizers, validators);
    }

    /// <summary>Which id each imported part gets: that of the part with its name, if there is one.</summary>
    private static Dictionary<string, string> Ids<T>(Dictionary<string, T> existing, Dictionary<string, T> imported, Func<T, string> name)
    {
        var byName = existing.GroupBy(e => name(e.Value)).ToDictionary(static g => g.Key, static g => g.First().Key);
        return imported.ToDictionary(static i => i.Key, i => byName.GetValueOrDefault(name(i.Value), i.Key));
    }

    private static Dictionary<string, T> Merged<T>(Dictionary<string, T> existing, Dictionary<string, T> imported, Dictionary<string, string> ids, bool overwrite, Func<T, string, T> with)
    {
        var result = overwrite ? [] : new Dictionary<string, T>(existing);
        foreach (var (id, part) in imported) result[ids[id]] = with(part, ids[id]);
        return result;
    }

    private static void Resources(RestApiRecord api, RestApiRecord imported, bool overwrite, Dictionary<string, string> authorizers, Dictionary<string, string> validators)
    {
        var byPath = api.Resources.Values.ToDictionary(static r => r.Path!, static r => r);
        var result = overwrite ? [] : new Dictionary<string, Resource>(api.Resources);
        var ids = new Dictionary<string, string>();
        foreach (var resource in imported.Resources.Values.OrderBy(static r => r.Path!.Count(static c => c == '/')).ThenBy(static r => r.Path!.Length))
        {
            var known = byPath.GetValueOrDefault(resource.Path!);
            var id = ids[resource.Id!] = known?.Id ?? resource.Id!;
            var methods = overwrite || known?.ResourceMethods is null ? new Dictionary<string, Method>() : new Dictionary<string, Method>(known.ResourceMethods);
            foreach (var (name, method) in resource.ResourceMethods ?? new Dictionary<string, Method>())
            {
                methods[name] = method with
                {
                    AuthorizerId = method.AuthorizerId is { } a ? authorizers[a] : null, RequestValidatorId = method.RequestValidatorId is { } v ? validators[v] : null,
                };
            }
            result[id] = resource with { Id = id, ParentId = resource.ParentId is { } parent ? ids[parent] : null, ResourceMethods = methods.Count > 0 ? methods : null };
        }
        api.Resources = result;
    }
}
