using Undercast.Kernel;

namespace Undercast.ApiGateway.Routed;

internal sealed partial class RoutedService
{
    public ValueTask<Integration> CreateIntegration(CreateIntegrationInput input, CallContext call)
    {
        var id = call.NewIds.Base36(7);
        return EditAsync(input.ApiId, call, api => api.Integrations[id] = RoutedRules.Complete(api, Merging.Merge(new Integration { IntegrationId = id }, input)));
    }

    public ValueTask<Integration> GetIntegration(GetIntegrationInput input, CallContext call) => ReadAsync(input.ApiId, call, api => api.Integrations.Of("Integration", input.IntegrationId));

    public ValueTask<GetIntegrationsOutput> GetIntegrations(GetIntegrationsInput input, CallContext call) => ReadAsync(
        input.ApiId,
        call,
        api =>
        {
            var (items, next) = Page(api.Integrations.Values, static e => e.IntegrationId!, input.MaxResults, input.NextToken);
            return new GetIntegrationsOutput { Items = items, NextToken = next };
        });

    public ValueTask<Integration> UpdateIntegration(UpdateIntegrationInput input, CallContext call) => EditAsync(
        input.ApiId, call, api => api.Integrations[input.IntegrationId] = RoutedRules.Complete(api, Merging.Merge(api.Integrations.Of("Integration", input.IntegrationId), input)));

    public ValueTask DeleteIntegration(DeleteIntegrationInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            api.Integrations.Of("Integration", input.IntegrationId);
            if (api.Routes.Values.FirstOrDefault(r => r.Target == $"integrations/{input.IntegrationId}") is { } user) throw new ConflictException($"Cannot delete Integration '{input.IntegrationId}'. It is referenced by Route '{user.RouteId}'.");
            api.IntegrationResponses.Remove(input.IntegrationId);
            api.Integrations.Remove(input.IntegrationId);
        });

    public ValueTask<IntegrationResponse> CreateIntegrationResponse(CreateIntegrationResponseInput input, CallContext call)
    {
        var id = call.NewIds.Base36(7);
        return EditAsync(
            input.ApiId,
            call,
            api =>
            {
                api.Integrations.Of("Integration", input.IntegrationId);
                var all = Of(api.IntegrationResponses, input.IntegrationId);
                if (all.Values.Any(r => r.IntegrationResponseId != id && r.IntegrationResponseKey == input.IntegrationResponseKey)) throw new ConflictException($"IntegrationResponse with key {input.IntegrationResponseKey} already exists");
                return all[id] = Merging.Merge(new IntegrationResponse { IntegrationResponseId = id }, input);
            });
    }

    public ValueTask<IntegrationResponse> GetIntegrationResponse(GetIntegrationResponseInput input, CallContext call) => ReadAsync(input.ApiId, call, api => Of(api.IntegrationResponses, input.IntegrationId).Of("IntegrationResponse", input.IntegrationResponseId));

    public ValueTask<GetIntegrationResponsesOutput> GetIntegrationResponses(GetIntegrationResponsesInput input, CallContext call) => ReadAsync(
        input.ApiId,
        call,
        api =>
        {
            api.Integrations.Of("Integration", input.IntegrationId);
            var (items, next) = Page(Of(api.IntegrationResponses, input.IntegrationId).Values, static e => e.IntegrationResponseId!, input.MaxResults, input.NextToken);
            return new GetIntegrationResponsesOutput { Items = items, NextToken = next };
        });

    public ValueTask<IntegrationResponse> UpdateIntegrationResponse(UpdateIntegrationResponseInput input, CallContext call) => EditAsync(
        input.ApiId,
        call,
        api =>
        {
            var all = Of(api.IntegrationResponses, input.IntegrationId);
            return all[input.IntegrationResponseId] = Merging.Merge(all.Of("IntegrationResponse", input.IntegrationResponseId), input);
        });

    public ValueTask DeleteIntegrationResponse(DeleteIntegrationResponseInput input, CallContext call) => ChangeAsync(
        input.ApiId,
        call,
        api =>
        {
            Of(api.IntegrationResponses, input.IntegrationId).Of("IntegrationResponse", input.IntegrationResponseId);
            api.IntegrationResponses[input.IntegrationId].Remove(input.IntegrationResponseId);
        });
}
