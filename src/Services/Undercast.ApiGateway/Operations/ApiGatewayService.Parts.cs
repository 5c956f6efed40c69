using System.Text.Json;
using Undercast.Kernel;

namespace Undercast.ApiGateway;

// Authorizers, models, request validators and gateway responses: small parts of an API.
internal sealed partial class ApiGatewayService
{
    public async ValueTask<Authorizer> CreateAuthorizer(CreateAuthorizerInput input, CallContext call)
    {
        var authorizer = AuthorizerRules.Complete(new Authorizer
        {
            Id = call.NewIds.Base36(6),
            Name = input.Name,
            Type = input.Type,
            ProviderARNs = input.ProviderARNs,
            AuthType = input.AuthType,
            AuthorizerUri = input.AuthorizerUri,
            AuthorizerCredentials = input.AuthorizerCredentials,
            IdentitySource = input.IdentitySource,
            IdentityValidationExpression = input.IdentityValidationExpression,
            AuthorizerResultTtlInSeconds = input.AuthorizerResultTtlInSeconds,
        });
        AuthorizerRules.Check(authorizer);
        return await EditAsync(
            input.RestApiId,
            call,
            api =>
            {
                if (api.Authorizers.Values.Any(a => a.Id != authorizer.Id && a.Name == authorizer.Name)) throw Faults.Bad("Authorizer name must be unique. Authorizer with this name already exists in this RestApi.");
                return api.Authorizers[authorizer.Id!] = authorizer;
            });
    }

    public async ValueTask<Authorizer> GetAuthorizer(GetAuthorizerInput input, CallContext call) => await ReadAsync(input.RestApiId, call, api => AuthorizerOf(api, input.AuthorizerId));

    public async ValueTask<GetAuthorizersOutput> GetAuthorizers(GetAuthorizersInput input, CallContext call) => await ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var (items, position) = Page(api.Authorizers.Values, static a => a.Id!, input.Position, input.Limit);
            return new GetAuthorizersOutput { Items = items, Position = position };
        });

    public async ValueTask<Authorizer> UpdateAuthorizer(UpdateAuthorizerInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var authorizer = PatchRules.Apply(AuthorizerOf(api, input.AuthorizerId), input.PatchOperations, PatchRules.Authorizer, ApiGatewayJson.Default.Authorizer);
            AuthorizerRules.Check(authorizer);
            return api.Authorizers[input.AuthorizerId] = authorizer;
        });

    public async ValueTask DeleteAuthorizer(DeleteAuthorizerInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            AuthorizerOf(api, input.AuthorizerId);
            foreach (var (resource, method) in api.Methods())
            {
                if (method.AuthorizerId == input.AuthorizerId)
                    throw new ConflictException($"Cannot delete authorizer '{input.AuthorizerId}', is referenced in method {method.HttpMethod} of resource {resource.Path}");
            }
            api.Authorizers.Remove(input.AuthorizerId);
        });

    public async ValueTask<Model> CreateModel(CreateModelInput input, CallContext call)
    {
        ApiRules.CheckName("Model", input.Name);
        var model = new Model { Id = call.NewIds.Base36(6), Name = input.Name, Description = input.Description, ContentType = input.ContentType, Schema = input.Schema };
        CheckSchema(model.Schema);
        return await EditAsync(
            input.RestApiId,
            call,
            api => api.Models.TryAdd(model.Name!, model) ? model : throw new ConflictException("Model name already exists for this REST API"));
    }

    public async ValueTask<Model> GetModel(GetModelInput input, CallContext call) => await ReadAsync(
        input.RestApiId,
        call,
        api => input.Flatten == true ? throw CommonException.NotSupported("The parameter flatten of GetModel") : ModelOf(api, input.ModelName));

    public async ValueTask<GetModelsOutput> GetModels(GetModelsInput input, CallContext call) => await ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var (items, position) = Page(api.Models.Values, static m => m.Id!, input.Position, input.Limit);
            return new GetModelsOutput { Items = items, Position = position };
        });

    public async ValueTask<Model> UpdateModel(UpdateModelInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var model = PatchRules.Apply(ModelOf(api, input.ModelName), input.PatchOperations, PatchRules.Model, ApiGatewayJson.Default.Model);
            CheckSchema(model.Schema);
            return api.Models[input.ModelName] = model;
        });

    public async ValueTask DeleteModel(DeleteModelInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            ModelOf(api, input.ModelName);
            if (api.Methods().Any(m => Uses(m.Method.RequestModels, input.ModelName) || m.Method.MethodResponses?.Values.Any(r => Uses(r.ResponseModels, input.ModelName)) == true))
                throw new ConflictException($"Cannot delete model '{input.ModelName}', is referenced in method request");
            api.Models.Remove(input.ModelName);
        });

    public async ValueTask<RequestValidator> CreateRequestValidator(CreateRequestValidatorInput input, CallContext call)
    {
        var validator = new RequestValidator
        {
            Id = call.NewIds.Base36(6), Name = input.Name, ValidateRequestBody = input.ValidateRequestBody ?? false, ValidateRequestParameters = input.ValidateRequestParameters ?? false,
        };
        return await EditAsync(input.RestApiId, call, api => api.Validators[validator.Id] = validator);
    }

    public async ValueTask<RequestValidator> GetRequestValidator(GetRequestValidatorInput input, CallContext call) =>
        await ReadAsync(input.RestApiId, call, api => ValidatorOf(api, input.RequestValidatorId));

    public async ValueTask<GetRequestValidatorsOutput> GetRequestValidators(GetRequestValidatorsInput input, CallContext call) => await ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var (items, position) = Page(api.Validators.Values, static v => v.Id!, input.Position, input.Limit);
            return new GetRequestValidatorsOutput { Items = items, Position = position };
        });

    public async ValueTask<RequestValidator> UpdateRequestValidator(UpdateRequestValidatorInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api => api.Validators[input.RequestValidatorId] =
            PatchRules.Apply(ValidatorOf(api, input.RequestValidatorId), input.PatchOperations, PatchRules.Validator, ApiGatewayJson.Default.RequestValidator));

    public async ValueTask DeleteRequestValidator(DeleteRequestValidatorInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            ValidatorOf(api, input.RequestValidatorId);
            if (api.Methods().Any(m => m.Method.RequestValidatorId == input.RequestValidatorId))
                throw new ConflictException($"Cannot delete request validator '{input.RequestValidatorId}', is referenced in method request");
            api.Validators.Remove(input.RequestValidatorId);
        });

    public async ValueTask<GatewayResponse> PutGatewayResponse(PutGatewayResponseInput input, CallContext call)
    {
        if (!GatewayResponses.Types.ContainsKey(input.ResponseType)) throw Faults.Bad($"Invalid Gateway Response type specified: {input.ResponseType}");
        var response = new GatewayResponse
        {
            ResponseType = input.ResponseType,
            StatusCode = input.StatusCode ?? GatewayResponses.StatusOf(input.ResponseType),
            ResponseParameters = input.ResponseParameters,
            ResponseTemplates = input.ResponseTemplates ?? GatewayResponses.DefaultTemplates,
            DefaultResponse = false,
        };
        return await EditAsync(input.RestApiId, call, api => api.GatewayResponses[input.ResponseType] = response);
    }

    public async ValueTask<GatewayResponse> GetGatewayResponse(GetGatewayResponseInput input, CallContext call) =>
        await ReadAsync(input.RestApiId, call, api => GatewayResponses.Of(api, input.ResponseType) ?? throw new NotFoundException($"Invalid Gateway Response type specified: {input.ResponseType}"));

    public async ValueTask<GetGatewayResponsesOutput> GetGatewayResponses(GetGatewayResponsesInput input, CallContext call) => await ReadAsync(
        input.RestApiId,
        call,
        api =>
        {
            var (items, position) = Page(GatewayResponses.Types.Keys.Select(t => GatewayResponses.Of(api, t)!), static r => r.ResponseType!, input.Position, input.Limit);
            return new GetGatewayResponsesOutput { Items = items, Position = position };
        });

    public async ValueTask<GatewayResponse> UpdateGatewayResponse(UpdateGatewayResponseInput input, CallContext call) => await EditAsync(
        input.RestApiId,
        call,
        api =>
        {
            var old = GatewayResponses.Of(api, input.ResponseType) ?? throw new NotFoundException($"Invalid Gateway Response type specified: {input.ResponseType}");
            return api.GatewayResponses[input.ResponseType] =
                PatchRules.Apply(old, input.PatchOperations, PatchRules.GatewayResponse, ApiGatewayJson.Default.GatewayResponse) with { DefaultResponse = false };
        });

    public async ValueTask DeleteGatewayResponse(DeleteGatewayResponseInput input, CallContext call) => await RemoveAsync(
        input.RestApiId,
        call,
        api =>
        {
            if (!api.GatewayResponses.Remove(input.ResponseType)) throw new NotFoundException("Gateway response type not defined on api");
        });

    private static Authorizer AuthorizerOf(RestApiRecord api, string id) => api.Authorizers.GetValueOrDefault(id) ?? throw Faults.No("Authorizer");

    private static Model ModelOf(RestApiRecord api, string name) => api.Models.GetValueOrDefault(name) ?? throw Faults.NoModel(name);

    private static RequestValidator ValidatorOf(RestApiRecord api, string id) => api.Validators.GetValueOrDefault(id) ?? throw Faults.No("Request Validator");

    private static bool Uses(IReadOnlyDictionary<string, string>? models, string name) => models?.Values.Contains(name) == true;

    private static void CheckSchema(string? schema)
    {
        if (string.IsNullOrEmpty(schema)) return;
        try
        {
            using var document = JsonDocument.Parse(schema);
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw Faults.Bad("Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]");
        }
        catch (JsonException)
        {
            throw Faults.Bad("Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]");
        }
    }
}
