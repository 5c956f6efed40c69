using Undercast.Kernel;

namespace Undercast.ApiGateway;

internal sealed partial class ApiGatewayService
{
    public async ValueTask<Resource> CreateResource(CreateResourceInput input, CallContext call)
    {
        ApiRules.CheckPathPart(input.PathPart);
        var id = call.NewIds.Base36(6);
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                var resource = ResourceRules.Place(api, new Resource { Id = id, ParentId = input.ParentId, PathPart = input.PathPart });
                api.Resources[id] = resource;
                return resource;
            });
    }

    public async ValueTask<Resource> GetResource(GetResourceInput input, CallContext call) =>
        await ReadAsync(input.RestApiId, call, api => Shown(ResourceOf(api, input.ResourceId), input.Embed));

    public async ValueTask<GetResourcesOutput> GetResources(GetResourcesInput input, CallContext call) => await ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var (items, position) = Page(api.Resources.Values, static r => r.Id!, input.Position, input.Limit);
            return new GetResourcesOutput { Items = [.. items.Select(r => Shown(r, input.Embed))], Position = position };
        });

    public async ValueTask<Resource> UpdateResource(UpdateResourceInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var old = ResourceOf(api, input.ResourceId);
            var changed = PatchRules.Apply(old, input.PatchOperations, PatchRules.Resource, ApiGatewayJson.Default.Resource);
            if (old.ParentId is null) throw Faults.Bad("Cannot update the root resource");
            ApiRules.CheckPathPart(changed.PathPart ?? "");
            api.Resources.Remove(old.Id!);
            api.Resources[old.Id!] = ResourceRules.Place(api, changed);
            ResourceRules.Repath(api, old.Id!);
            return Shown(api.Resources[old.Id!], null);
        });

    public async ValueTask DeleteResource(DeleteResourceInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            var resource = ResourceOf(api, input.ResourceId);
            if (resource.ParentId is null) throw Faults.Bad("Root resource cannot be deleted");
            // AWS: what stands below goes with it.
            foreach (var id in ResourceRules.Below(api, resource.Id!).ToList()) api.Resources.Remove(id);
            api.Resources.Remove(resource.Id!);
        });

    /// <summary>A resource as it is listed: its methods are only named, unless they are asked for.</summary>
    private static Resource Shown(Resource resource, IReadOnlyList<string>? embed) => embed?.Contains("methods") == true || resource.ResourceMethods is null
        ? resource
        : resource with { ResourceMethods = resource.ResourceMethods.ToDictionary(static m => m.Key, static _ => new Method()) };
}
