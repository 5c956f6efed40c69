using Undercast.Kernel;

namespace Undercast.ApiGateway;

internal sealed partial class ApiGatewayService
{
    public async ValueTask<Integration> PutIntegration(PutIntegrationInput input, CallContext call)
    {
        if (input.ConnectionType == "VPC_LINK") throw CommonException.NotSupported("The connection type VPC_LINK");
        var integration = new Integration
        {
            Type = input.Type,
            HttpMethod = input.IntegrationHttpMethod,
            Uri = input.Uri,
            ConnectionType = input.ConnectionType,
            Credentials = input.Credentials,
            RequestParameters = input.RequestParameters,
            RequestTemplates = input.RequestTemplates,
            PassthroughBehavior = input.PassthroughBehavior ?? "WHEN_NO_MATCH",
            ContentHandling = input.ContentHandling,
            TimeoutInMillis = input.TimeoutInMillis ?? IntegrationRules.MostTimeout,
            CacheNamespace = input.CacheNamespace ?? input.ResourceId,
            CacheKeyParameters = input.CacheKeyParameters ?? [],
        };
        IntegrationRules.Check(integration);
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                var method = MethodOf(api, input.ResourceId, input.HttpMethod);
                Put(api, input.ResourceId, input.HttpMethod, method with { MethodIntegration = integration });
                return integration;
            });
    }

    public async ValueTask<Integration> GetIntegration(GetIntegrationInput input, CallContext call) =>
        await ReadAsync(input.RestApiId, call, api => IntegrationOf(MethodOf(api, input.ResourceId, input.HttpMethod)));

    public async ValueTask<Integration> UpdateIntegration(UpdateIntegrationInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = MethodOf(api, input.ResourceId, input.HttpMethod);
            var integration = PatchRules.Apply(IntegrationOf(method), input.PatchOperations, PatchRules.Integration, ApiGatewayJson.Default.Integration);
            IntegrationRules.Check(integration);
            Put(api, input.ResourceId, input.HttpMethod, method with { MethodIntegration = integration });
            return integration;
        });

    public async ValueTask DeleteIntegration(DeleteIntegrationInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = MethodOf(api, input.ResourceId, input.HttpMethod);
            IntegrationOf(method);
            Put(api, input.ResourceId, input.HttpMethod, method with { MethodIntegration = null });
        });

    public async ValueTask<IntegrationResponse> PutIntegrationResponse(PutIntegrationResponseInput input, CallContext call)
    {
        ApiRules.CheckStatusCode(input.StatusCode);
        var response = new IntegrationResponse
        {
            StatusCode = input.StatusCode,
            SelectionPattern = input.SelectionPattern,
            ResponseParameters = input.ResponseParameters,
            ResponseTemplates = input.ResponseTemplates,
            ContentHandling = input.ContentHandling,
        };
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                var method = MethodOf(api, input.ResourceId, input.HttpMethod);
                var integration = IntegrationOf(method);
                IntegrationRules.Check(method, response);
                Put(api, input.ResourceId, input.HttpMethod, method with { MethodIntegration = integration with { IntegrationResponses = With(integration.IntegrationResponses, input.StatusCode, response) } });
                return response;
            });
    }

    public async ValueTask<IntegrationResponse> GetIntegrationResponse(GetIntegrationResponseInput input, CallContext call) =>
        await ReadAsync(input.RestApiId, call, api => ResponseOf(IntegrationOf(MethodOf(api, input.ResourceId, input.HttpMethod)), input.StatusCode));

    public async ValueTask<IntegrationResponse> UpdateIntegrationResponse(UpdateIntegrationResponseInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = MethodOf(api, input.ResourceId, input.HttpMethod);
            var integration = IntegrationOf(method);
            var response = PatchRules.Apply(ResponseOf(integration, input.StatusCode), input.PatchOperations, PatchRules.IntegrationResponse, ApiGatewayJson.Default.IntegrationResponse);
            IntegrationRules.Check(method, response);
            Put(api, input.ResourceId, input.HttpMethod, method with { MethodIntegration = integration with { IntegrationResponses = With(integration.IntegrationResponses, input.StatusCode, response) } });
            return response;
        });

    public async ValueTask DeleteIntegrationResponse(DeleteIntegrationResponseInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = MethodOf(api, input.ResourceId, input.HttpMethod);
            var integration = IntegrationOf(method);
            ResponseOf(integration, input.StatusCode);
            Put(api, input.ResourceId, input.HttpMethod, method with { MethodIntegration = integration with { IntegrationResponses = With(integration.IntegrationResponses, input.StatusCode, null) } });
        });

    private static Integration IntegrationOf(Method method) => method.MethodIntegration ?? throw Faults.NoIntegration();

    private static IntegrationResponse ResponseOf(Integration integration, string status) => integration.IntegrationResponses?.GetValueOrDefault(status) ?? throw Faults.NoResponse();
}
