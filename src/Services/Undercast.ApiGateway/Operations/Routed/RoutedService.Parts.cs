using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

// Authorizers and models.
internal sealed partial class RoutedService
{
    public ValueTask<Authorizer> CreateAuthorizer(CreateAuthorizerInput input, CallContext call)
    {
        var id = call.NewIds.Base36(7);
        return EditAsync(input.ApiId, call, api => api.Authorizers[id] = RoutedRules.Complete(api, Merging.Merge(new Authorizer { AuthorizerId = id }, input)));
    }

    public ValueTask<Authorizer> GetAuthorizer(GetAuthorizerInput input, CallContext call) => ReadAsync(input.ApiId, call, api => api.Authorizers.Of("Authorizer", input.AuthorizerId));

    public ValueTask<GetAuthorizersOutput> GetAuthorizers(GetAuthorizersInput input, CallContext call) => ReadAsync(
        input.ApiId,
        call,
        api =>
        {
            var (items, next) = Page(api.Authorizers.Values, static e => e.AuthorizerId!, input.MaxResults, input.NextToken);
            return new GetAuthorizersOutput { Items = items, NextToken = next };
        });

    public ValueTask<Authorizer> UpdateAuthorizer(UpdateAuthorizerInput input, CallContext call) => EditAsync(
        input.ApiId, call, api => api.Authorizers[input.AuthorizerId] = RoutedRules.Complete(api, Merging.Merge(api.Authorizers.Of("Authorizer", input.AuthorizerId), input)));

    public ValueTask DeleteAuthorizer(DeleteAuthorizerInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            api.Authorizers.Of("Authorizer", input.AuthorizerId);
            if (api.Routes.Values.FirstOrDefault(r => r.AuthorizerId == input.AuthorizerId) is { } user) throw new ConflictException($"Cannot delete Authorizer '{input.AuthorizerId}'. It is referenced by Route '{user.RouteId}'.");
            api.Authorizers.Remove(input.AuthorizerId);
        });

    public ValueTask<Model> CreateModel(CreateModelInput input, CallContext call)
    {
        var id = call.NewIds.Base36(7);
        return EditAsync(input.ApiId, call, api => api.Models[id] = RoutedRules.Complete(api, Merging.Merge(new Model { ModelId = id }, input)));
    }

    public ValueTask<Model> GetModel(GetModelInput input, CallContext call) => ReadAsync(input.ApiId, call, api => api.Models.Of("Model", input.ModelId));

    public ValueTask<GetModelsOutput> GetModels(GetModelsInput input, CallContext call) => ReadAsync(
        input.ApiId,
        call,
        api =>
        {
            var (items, next) = Page(api.Models.Values, static e => e.ModelId!, input.MaxResults, input.NextToken);
            return new GetModelsOutput { Items = items, NextToken = next };
        });

    public ValueTask<Model> UpdateModel(UpdateModelInput input, CallContext call) => EditAsync(
        input.ApiId, call, api => api.Models[input.ModelId] = RoutedRules.Complete(api, Merging.Merge(api.Models.Of("Model", input.ModelId), input)));

    public ValueTask DeleteModel(DeleteModelInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            api.Models.Of("Model", input.ModelId);
            api.Models.Remove(input.ModelId);
        });

    public ValueTask<GetModelTemplateOutput> GetModelTemplate(GetModelTemplateInput input, CallContext call) =>
        ReadAsync(input.ApiId, call, api => new GetModelTemplateOutput { Value = ModelSample.Of(api.Models.Of("Model", input.ModelId).Schema) });
}
