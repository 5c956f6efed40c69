using Undercast.Kernel;

namespace Undercast.ApiGateway;

internal sealed partial class ApiGatewayService
{
    public async ValueTask<Method> PutMethod(PutMethodInput input, CallContext call)
    {
        ApiRules.CheckMethod(input.HttpMethod);
        var method = new Method
        {
            HttpMethod = input.HttpMethod,
            AuthorizationType = input.AuthorizationType,
            AuthorizerId = input.AuthorizerId,
            ApiKeyRequired = input.ApiKeyRequired ?? false,
            RequestValidatorId = input.RequestValidatorId,
            OperationName = input.OperationName,
            RequestParameters = input.RequestParameters,
            RequestModels = input.RequestModels,
            AuthorizationScopes = input.AuthorizationScopes,
        };
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                if (ResourceOf(api, input.ResourceId).ResourceMethods?.ContainsKey(input.HttpMethod) == true) throw new ConflictException("Method already exists for this resource");
                MethodRules.Check(api, method);
                Put(api, input.ResourceId, input.HttpMethod, method);
                return method;
            });
    }

    public async ValueTask<Method> GetMethod(GetMethodInput input, CallContext call) => await ReadAsync(input.RestApiId, call, api => MethodOf(api, input.ResourceId, input.HttpMethod));

    public async ValueTask<Method> UpdateMethod(UpdateMethodInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = PatchRules.Apply(MethodOf(api, input.ResourceId, input.HttpMethod), input.PatchOperations, PatchRules.Method, ApiGatewayJson.Default.Method);
            MethodRules.Check(api, method);
            Put(api, input.ResourceId, input.HttpMethod, method);
            return method;
        });

    public async ValueTask DeleteMethod(DeleteMethodInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            MethodOf(api, input.ResourceId, input.HttpMethod);
            Put(api, input.ResourceId, input.HttpMethod, null);
        });

    public async ValueTask<MethodResponse> PutMethodResponse(PutMethodResponseInput input, CallContext call)
    {
        ApiRules.CheckStatusCode(input.StatusCode);
        var response = new MethodResponse { StatusCode = input.StatusCode, ResponseParameters = input.ResponseParameters, ResponseModels = input.ResponseModels };
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                var method = MethodOf(api, input.ResourceId, input.HttpMethod);
                if (method.MethodResponses?.ContainsKey(input.StatusCode) == true) throw new ConflictException("Response already exists for this resource");
                MethodRules.CheckModels(api, input.ResponseModels);
                Put(api, input.ResourceId, input.HttpMethod, method with { MethodResponses = With(method.MethodResponses, input.StatusCode, response) });
                return response;
            });
    }

    public async ValueTask<MethodResponse> GetMethodResponse(GetMethodResponseInput input, CallContext call) =>
        await ReadAsync(input.RestApiId, call, api => ResponseOf(MethodOf(api, input.ResourceId, input.HttpMethod), input.StatusCode));

    public async ValueTask<MethodResponse> UpdateMethodResponse(UpdateMethodResponseInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = MethodOf(api, input.ResourceId, input.HttpMethod);
            var response = PatchRules.Apply(ResponseOf(method, input.StatusCode), input.PatchOperations, PatchRules.MethodResponse, ApiGatewayJson.Default.MethodResponse);
            MethodRules.CheckModels(api, response.ResponseModels);
            Put(api, input.ResourceId, input.HttpMethod, method with { MethodResponses = With(method.MethodResponses, input.StatusCode, response) });
            return response;
        });

    public async ValueTask DeleteMethodResponse(DeleteMethodResponseInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            var method = MethodOf(api, input.ResourceId, input.HttpMethod);
            ResponseOf(method, input.StatusCode);
            Put(api, input.ResourceId, input.HttpMethod, method with { MethodResponses = With(method.MethodResponses, input.StatusCode, null) });
        });

    private static MethodResponse ResponseOf(Method method, string status) => method.MethodResponses?.GetValueOrDefault(status) ?? throw Faults.NoResponse();
}
