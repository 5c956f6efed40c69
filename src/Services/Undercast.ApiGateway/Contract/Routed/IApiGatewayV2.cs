using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

/// <summary>Amazon API Gateway: HTTP and WebSocket APIs.</summary>
[AwsApi("apigatewayv2", "2018-11-29", ServiceId = "ApiGatewayV2", SigningName = "apigateway", PathPrefix = "/v2/", Wires = [Wire.RestJson1], Resources = typeof(ApiGatewayResources), MaxBody = 12 * 1024 * 1024)]
public partial interface IApiGatewayV2
{
    /// <summary>Makes an API.</summary>
    [Http("POST", "/v2/apis", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Api> CreateApi(CreateApiInput input, CallContext call);

    /// <summary>Lists the account's APIs.</summary>
    [Http("GET", "/v2/apis")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetApisOutput> GetApis(GetApisInput input, CallContext call);

    /// <summary>Makes an API from an OpenAPI document.</summary>
    [Http("PUT", "/v2/apis", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/apis")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Api> ImportApi(ImportApiInput input, CallContext call);

    /// <summary>Removes an API.</summary>
    [Http("DELETE", "/v2/apis/{apiId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteApi(DeleteApiInput input, CallContext call);

    /// <summary>Reads an API.</summary>
    [Http("GET", "/v2/apis/{apiId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Api> GetApi(GetApiInput input, CallContext call);

    /// <summary>Replaces an API by an OpenAPI document.</summary>
    [Http("PUT", "/v2/apis/{apiId}", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/apis/{ApiId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Api> ReimportApi(ReimportApiInput input, CallContext call);

    /// <summary>Changes an API.</summary>
    [Http("PATCH", "/v2/apis/{apiId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Api> UpdateApi(UpdateApiInput input, CallContext call);

    /// <summary>Makes an authorizer.</summary>
    [Http("POST", "/v2/apis/{apiId}/authorizers", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/authorizers")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Authorizer> CreateAuthorizer(CreateAuthorizerInput input, CallContext call);

    /// <summary>Lists an API's authorizers.</summary>
    [Http("GET", "/v2/apis/{apiId}/authorizers")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/authorizers")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetAuthorizersOutput> GetAuthorizers(GetAuthorizersInput input, CallContext call);

    /// <summary>Removes an authorizer.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/authorizers/{authorizerId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/authorizers/{AuthorizerId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteAuthorizer(DeleteAuthorizerInput input, CallContext call);

    /// <summary>Reads an authorizer.</summary>
    [Http("GET", "/v2/apis/{apiId}/authorizers/{authorizerId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/authorizers/{AuthorizerId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Authorizer> GetAuthorizer(GetAuthorizerInput input, CallContext call);

    /// <summary>Changes an authorizer.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/authorizers/{authorizerId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/authorizers/{AuthorizerId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Authorizer> UpdateAuthorizer(UpdateAuthorizerInput input, CallContext call);

    /// <summary>Removes an API's rules for pages of other origins.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/cors", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/cors")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteCorsConfiguration(DeleteCorsConfigurationInput input, CallContext call);

    /// <summary>Makes a deployment.</summary>
    [Http("POST", "/v2/apis/{apiId}/deployments", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/deployments")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Deployment> CreateDeployment(CreateDeploymentInput input, CallContext call);

    /// <summary>Lists an API's deployments.</summary>
    [Http("GET", "/v2/apis/{apiId}/deployments")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/deployments")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetDeploymentsOutput> GetDeployments(GetDeploymentsInput input, CallContext call);

    /// <summary>Removes a deployment.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/deployments/{deploymentId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/deployments/{DeploymentId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteDeployment(DeleteDeploymentInput input, CallContext call);

    /// <summary>Reads a deployment.</summary>
    [Http("GET", "/v2/apis/{apiId}/deployments/{deploymentId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/deployments/{DeploymentId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Deployment> GetDeployment(GetDeploymentInput input, CallContext call);

    /// <summary>Changes a deployment.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/deployments/{deploymentId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/deployments/{DeploymentId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Deployment> UpdateDeployment(UpdateDeploymentInput input, CallContext call);

    /// <summary>Writes an API as an OpenAPI document.</summary>
    [Http("GET", "/v2/apis/{apiId}/exports/{specification}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/exports/{Specification}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<ExportApiOutput> ExportApi(ExportApiInput input, CallContext call);

    /// <summary>Makes an integration.</summary>
    [Http("POST", "/v2/apis/{apiId}/integrations", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Integration> CreateIntegration(CreateIntegrationInput input, CallContext call);

    /// <summary>Lists an API's integrations.</summary>
    [Http("GET", "/v2/apis/{apiId}/integrations")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetIntegrationsOutput> GetIntegrations(GetIntegrationsInput input, CallContext call);

    /// <summary>Removes an integration.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/integrations/{integrationId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteIntegration(DeleteIntegrationInput input, CallContext call);

    /// <summary>Reads an integration.</summary>
    [Http("GET", "/v2/apis/{apiId}/integrations/{integrationId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Integration> GetIntegration(GetIntegrationInput input, CallContext call);

    /// <summary>Changes an integration.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/integrations/{integrationId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Integration> UpdateIntegration(UpdateIntegrationInput input, CallContext call);

    /// <summary>Makes an integration response.</summary>
    [Http("POST", "/v2/apis/{apiId}/integrations/{integrationId}/integrationresponses", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<IntegrationResponse> CreateIntegrationResponse(CreateIntegrationResponseInput input, CallContext call);

    /// <summary>Lists an integration's responses.</summary>
    [Http("GET", "/v2/apis/{apiId}/integrations/{integrationId}/integrationresponses")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetIntegrationResponsesOutput> GetIntegrationResponses(GetIntegrationResponsesInput input, CallContext call);

    /// <summary>Removes an integration response.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/integrations/{integrationId}/integrationresponses/{integrationResponseId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses/{IntegrationResponseId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteIntegrationResponse(DeleteIntegrationResponseInput input, CallContext call);

    /// <summary>Reads an integration response.</summary>
    [Http("GET", "/v2/apis/{apiId}/integrations/{integrationId}/integrationresponses/{integrationResponseId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses/{IntegrationResponseId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<IntegrationResponse> GetIntegrationResponse(GetIntegrationResponseInput input, CallContext call);

    /// <summary>Changes an integration response.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/integrations/{integrationId}/integrationresponses/{integrationResponseId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses/{IntegrationResponseId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<IntegrationResponse> UpdateIntegrationResponse(UpdateIntegrationResponseInput input, CallContext call);

    /// <summary>Makes a model.</summary>
    [Http("POST", "/v2/apis/{apiId}/models", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/models")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Model> CreateModel(CreateModelInput input, CallContext call);

    /// <summary>Lists an API's models.</summary>
    [Http("GET", "/v2/apis/{apiId}/models")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/models")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetModelsOutput> GetModels(GetModelsInput input, CallContext call);

    /// <summary>Removes a model.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/models/{modelId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/models/{ModelId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteModel(DeleteModelInput input, CallContext call);

    /// <summary>Reads a model.</summary>
    [Http("GET", "/v2/apis/{apiId}/models/{modelId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/models/{ModelId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Model> GetModel(GetModelInput input, CallContext call);

    /// <summary>Changes a model.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/models/{modelId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/models/{ModelId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Model> UpdateModel(UpdateModelInput input, CallContext call);

    /// <summary>Gives a sample of a model's form.</summary>
    [Http("GET", "/v2/apis/{apiId}/models/{modelId}/template")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/models/{ModelId}/template")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<GetModelTemplateOutput> GetModelTemplate(GetModelTemplateInput input, CallContext call);

    /// <summary>Makes a route.</summary>
    [Http("POST", "/v2/apis/{apiId}/routes", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Route> CreateRoute(CreateRouteInput input, CallContext call);

    /// <summary>Lists an API's routes.</summary>
    [Http("GET", "/v2/apis/{apiId}/routes")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetRoutesOutput> GetRoutes(GetRoutesInput input, CallContext call);

    /// <summary>Removes a route.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/routes/{routeId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteRoute(DeleteRouteInput input, CallContext call);

    /// <summary>Reads a route.</summary>
    [Http("GET", "/v2/apis/{apiId}/routes/{routeId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Route> GetRoute(GetRouteInput input, CallContext call);

    /// <summary>Changes a route.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/routes/{routeId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Route> UpdateRoute(UpdateRouteInput input, CallContext call);

    /// <summary>Removes a request parameter of a route.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/routes/{routeId}/requestparameters/{requestParameterKey}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}/requestparameters/{RequestParameterKey}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteRouteRequestParameter(DeleteRouteRequestParameterInput input, CallContext call);

    /// <summary>Makes a route response.</summary>
    [Http("POST", "/v2/apis/{apiId}/routes/{routeId}/routeresponses", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}/routeresponses")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<RouteResponse> CreateRouteResponse(CreateRouteResponseInput input, CallContext call);

    /// <summary>Lists a route's responses.</summary>
    [Http("GET", "/v2/apis/{apiId}/routes/{routeId}/routeresponses")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}/routeresponses")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetRouteResponsesOutput> GetRouteResponses(GetRouteResponsesInput input, CallContext call);

    /// <summary>Removes a route response.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/routes/{routeId}/routeresponses/{routeResponseId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}/routeresponses/{RouteResponseId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteRouteResponse(DeleteRouteResponseInput input, CallContext call);

    /// <summary>Reads a route response.</summary>
    [Http("GET", "/v2/apis/{apiId}/routes/{routeId}/routeresponses/{routeResponseId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}/routeresponses/{RouteResponseId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<RouteResponse> GetRouteResponse(GetRouteResponseInput input, CallContext call);

    /// <summary>Changes a route response.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/routes/{routeId}/routeresponses/{routeResponseId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/routes/{RouteId}/routeresponses/{RouteResponseId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<RouteResponse> UpdateRouteResponse(UpdateRouteResponseInput input, CallContext call);

    /// <summary>Makes a stage.</summary>
    [Http("POST", "/v2/apis/{apiId}/stages", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Stage> CreateStage(CreateStageInput input, CallContext call);

    /// <summary>Lists an API's stages.</summary>
    [Http("GET", "/v2/apis/{apiId}/stages")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetStagesOutput> GetStages(GetStagesInput input, CallContext call);

    /// <summary>Removes a stage.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/stages/{stageName}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages/{StageName}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteStage(DeleteStageInput input, CallContext call);

    /// <summary>Reads a stage.</summary>
    [Http("GET", "/v2/apis/{apiId}/stages/{stageName}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages/{StageName}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Stage> GetStage(GetStageInput input, CallContext call);

    /// <summary>Changes a stage.</summary>
    [Http("PATCH", "/v2/apis/{apiId}/stages/{stageName}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages/{StageName}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<Stage> UpdateStage(UpdateStageInput input, CallContext call);

    /// <summary>Ends the access log of a stage.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/stages/{stageName}/accesslogsettings", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages/{StageName}/accesslogsettings")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteAccessLogSettings(DeleteAccessLogSettingsInput input, CallContext call);

    /// <summary>Forgets what authorizers have answered for a stage.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/stages/{stageName}/cache/authorizers", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages/{StageName}/cache/authorizers")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask ResetAuthorizersCache(ResetAuthorizersCacheInput input, CallContext call);

    /// <summary>Removes a stage's settings for one route.</summary>
    [Http("DELETE", "/v2/apis/{apiId}/stages/{stageName}/routesettings/{routeKey}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apis/{ApiId}/stages/{StageName}/routesettings/{RouteKey}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteRouteSettings(DeleteRouteSettingsInput input, CallContext call);

    /// <summary>Makes a domain name.</summary>
    [Http("POST", "/v2/domainnames", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/domainnames")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<DomainName> CreateDomainName(CreateDomainNameInput input, CallContext call);

    /// <summary>Lists the account's domain names.</summary>
    [Http("GET", "/v2/domainnames")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetDomainNamesOutput> GetDomainNames(GetDomainNamesInput input, CallContext call);

    /// <summary>Removes a domain name.</summary>
    [Http("DELETE", "/v2/domainnames/{domainName}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteDomainName(DeleteDomainNameInput input, CallContext call);

    /// <summary>Reads a domain name.</summary>
    [Http("GET", "/v2/domainnames/{domainName}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<DomainName> GetDomainName(GetDomainNameInput input, CallContext call);

    /// <summary>Changes a domain name.</summary>
    [Http("PATCH", "/v2/domainnames/{domainName}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<DomainName> UpdateDomainName(UpdateDomainNameInput input, CallContext call);

    /// <summary>Makes a mapping of a domain name to a stage.</summary>
    [Http("POST", "/v2/domainnames/{domainName}/apimappings", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/apimappings")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<ApiMapping> CreateApiMapping(CreateApiMappingInput input, CallContext call);

    /// <summary>Lists the mappings of a domain name.</summary>
    [Http("GET", "/v2/domainnames/{domainName}/apimappings")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/apimappings")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<GetApiMappingsOutput> GetApiMappings(GetApiMappingsInput input, CallContext call);

    /// <summary>Removes a mapping of a domain name to a stage.</summary>
    [Http("DELETE", "/v2/domainnames/{domainName}/apimappings/{apiMappingId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/apimappings/{ApiMappingId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask DeleteApiMapping(DeleteApiMappingInput input, CallContext call);

    /// <summary>Reads a mapping of a domain name to a stage.</summary>
    [Http("GET", "/v2/domainnames/{domainName}/apimappings/{apiMappingId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/apimappings/{ApiMappingId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<ApiMapping> GetApiMapping(GetApiMappingInput input, CallContext call);

    /// <summary>Changes a mapping of a domain name to a stage.</summary>
    [Http("PATCH", "/v2/domainnames/{domainName}/apimappings/{apiMappingId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/apimappings/{ApiMappingId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<ApiMapping> UpdateApiMapping(UpdateApiMappingInput input, CallContext call);

    /// <summary>Lists the tags of an entity.</summary>
    [Http("GET", "/v2/tags/{resource-arn}")]
    [Operation, Authorize("apigateway:GET", "{Tags(ResourceArn)}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<GetTagsOutput> GetTags(GetTagsInput input, CallContext call);

    /// <summary>Adds or overwrites tags of an entity.</summary>
    [Http("POST", "/v2/tags/{resource-arn}", Status = 201)]
    [Operation, Authorize("apigateway:POST", "{Tags(ResourceArn)}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags of an entity.</summary>
    [Http("DELETE", "/v2/tags/{resource-arn}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "{Tags(ResourceArn)}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Makes a VPC link.</summary>
    [Http("POST", "/v2/vpclinks", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/vpclinks")]
    [Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<VpcLink> CreateVpcLink(CreateVpcLinkInput input, CallContext call);

    /// <summary>Lists the account's VPC links.</summary>
    [Http("GET", "/v2/vpclinks")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/vpclinks")]
    [Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<GetVpcLinksOutput> GetVpcLinks(GetVpcLinksInput input, CallContext call);

    /// <summary>Removes a VPC link.</summary>
    [Http("DELETE", "/v2/vpclinks/{vpcLinkId}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/vpclinks/{VpcLinkId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask DeleteVpcLink(DeleteVpcLinkInput input, CallContext call);

    /// <summary>Reads a VPC link.</summary>
    [Http("GET", "/v2/vpclinks/{vpcLinkId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/vpclinks/{VpcLinkId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<VpcLink> GetVpcLink(GetVpcLinkInput input, CallContext call);

    /// <summary>Changes a VPC link.</summary>
    [Http("PATCH", "/v2/vpclinks/{vpcLinkId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/vpclinks/{VpcLinkId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<VpcLink> UpdateVpcLink(UpdateVpcLinkInput input, CallContext call);
}
