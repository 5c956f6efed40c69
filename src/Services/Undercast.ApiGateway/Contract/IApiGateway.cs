using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

/// <summary>Amazon API Gateway: REST APIs.</summary>
[AwsApi("apigateway", "2015-07-09", ServiceId = "API Gateway", Wires = [Wire.RestJson1], Resources = typeof(ApiGatewayResources), MaxBody = 12 * 1024 * 1024)]
public partial interface IApiGateway
{
    /// <summary>Makes an API.</summary>
    [Http("POST", "/restapis", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RestApi> CreateRestApi(CreateRestApiInput input, CallContext call);

    /// <summary>Reads an API.</summary>
    [Http("GET", "/restapis/{restapi_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RestApi> GetRestApi(GetRestApiInput input, CallContext call);

    /// <summary>Lists the account's APIs.</summary>
    [Http("GET", "/restapis")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetRestApisOutput> GetRestApis(GetRestApisInput input, CallContext call);

    /// <summary>Changes an API.</summary>
    [Http("PATCH", "/restapis/{restapi_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RestApi> UpdateRestApi(UpdateRestApiInput input, CallContext call);

    /// <summary>Removes an API.</summary>
    [Http("DELETE", "/restapis/{restapi_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteRestApi(DeleteRestApiInput input, CallContext call);

    /// <summary>Makes an API from an OpenAPI document.</summary>
    [Http("POST", "/restapis?mode=import", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RestApi> ImportRestApi(ImportRestApiInput input, CallContext call);

    /// <summary>Merges an OpenAPI document into an API, or replaces the API by it.</summary>
    [Http("PUT", "/restapis/{restapi_id}")]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RestApi> PutRestApi(PutRestApiInput input, CallContext call);

    /// <summary>Makes a resource.</summary>
    [Http("POST", "/restapis/{restapi_id}/resources/{parent_id}", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ParentId}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<Resource> CreateResource(CreateResourceInput input, CallContext call);

    /// <summary>Reads a resource.</summary>
    [Http("GET", "/restapis/{restapi_id}/resources/{resource_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Resource> GetResource(GetResourceInput input, CallContext call);

    /// <summary>Lists an API's resources.</summary>
    [Http("GET", "/restapis/{restapi_id}/resources")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<GetResourcesOutput> GetResources(GetResourcesInput input, CallContext call);

    /// <summary>Changes a resource.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/resources/{resource_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<ConflictException>, Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<Resource> UpdateResource(UpdateResourceInput input, CallContext call);

    /// <summary>Removes a resource.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/resources/{resource_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<BadRequestException>, Throws<ConflictException>, Throws<TooManyRequestsException>]
    ValueTask DeleteResource(DeleteResourceInput input, CallContext call);

    /// <summary>Sets a method.</summary>
    [Http("PUT", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<TooManyRequestsException>]
    ValueTask<Method> PutMethod(PutMethodInput input, CallContext call);

    /// <summary>Reads a method.</summary>
    [Http("GET", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<Method> GetMethod(GetMethodInput input, CallContext call);

    /// <summary>Changes a method.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<BadRequestException>, Throws<ConflictException>, Throws<TooManyRequestsException>]
    ValueTask<Method> UpdateMethod(UpdateMethodInput input, CallContext call);

    /// <summary>Removes a method.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<ConflictException>]
    ValueTask DeleteMethod(DeleteMethodInput input, CallContext call);

    /// <summary>Sets a method's response.</summary>
    [Http("PUT", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/responses/{StatusCode}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<MethodResponse> PutMethodResponse(PutMethodResponseInput input, CallContext call);

    /// <summary>Reads a method's response.</summary>
    [Http("GET", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/responses/{StatusCode}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<MethodResponse> GetMethodResponse(GetMethodResponseInput input, CallContext call);

    /// <summary>Changes a method's response.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}", Status = 201)]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/responses/{StatusCode}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<MethodResponse> UpdateMethodResponse(UpdateMethodResponseInput input, CallContext call);

    /// <summary>Removes a method's response.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/responses/{StatusCode}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask DeleteMethodResponse(DeleteMethodResponseInput input, CallContext call);

    /// <summary>Sets a method's integration.</summary>
    [Http("PUT", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Integration> PutIntegration(PutIntegrationInput input, CallContext call);

    /// <summary>Reads a method's integration.</summary>
    [Http("GET", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Integration> GetIntegration(GetIntegrationInput input, CallContext call);

    /// <summary>Changes a method's integration.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Integration> UpdateIntegration(UpdateIntegrationInput input, CallContext call);

    /// <summary>Removes a method's integration.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteIntegration(DeleteIntegrationInput input, CallContext call);

    /// <summary>Sets an integration's response.</summary>
    [Http("PUT", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration/responses/{StatusCode}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<IntegrationResponse> PutIntegrationResponse(PutIntegrationResponseInput input, CallContext call);

    /// <summary>Reads an integration's response.</summary>
    [Http("GET", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration/responses/{StatusCode}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<IntegrationResponse> GetIntegrationResponse(GetIntegrationResponseInput input, CallContext call);

    /// <summary>Changes an integration's response.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration/responses/{StatusCode}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<IntegrationResponse> UpdateIntegrationResponse(UpdateIntegrationResponseInput input, CallContext call);

    /// <summary>Removes an integration's response.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}/integration/responses/{StatusCode}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteIntegrationResponse(DeleteIntegrationResponseInput input, CallContext call);

    /// <summary>Makes an authorizer.</summary>
    [Http("POST", "/restapis/{restapi_id}/authorizers", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/authorizers")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Authorizer> CreateAuthorizer(CreateAuthorizerInput input, CallContext call);

    /// <summary>Reads an authorizer.</summary>
    [Http("GET", "/restapis/{restapi_id}/authorizers/{authorizer_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/authorizers/{AuthorizerId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Authorizer> GetAuthorizer(GetAuthorizerInput input, CallContext call);

    /// <summary>Lists an API's authorizers.</summary>
    [Http("GET", "/restapis/{restapi_id}/authorizers")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/authorizers")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetAuthorizersOutput> GetAuthorizers(GetAuthorizersInput input, CallContext call);

    /// <summary>Changes an authorizer.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/authorizers/{authorizer_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/authorizers/{AuthorizerId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Authorizer> UpdateAuthorizer(UpdateAuthorizerInput input, CallContext call);

    /// <summary>Removes an authorizer.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/authorizers/{authorizer_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/authorizers/{AuthorizerId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteAuthorizer(DeleteAuthorizerInput input, CallContext call);

    /// <summary>Takes a snapshot of an API, and optionally gives it to a stage.</summary>
    [Http("POST", "/restapis/{restapi_id}/deployments", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/deployments")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>, Throws<ServiceUnavailableException>]
    ValueTask<Deployment> CreateDeployment(CreateDeploymentInput input, CallContext call);

    /// <summary>Reads a deployment.</summary>
    [Http("GET", "/restapis/{restapi_id}/deployments/{deployment_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/deployments/{DeploymentId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>, Throws<ServiceUnavailableException>]
    ValueTask<Deployment> GetDeployment(GetDeploymentInput input, CallContext call);

    /// <summary>Lists an API's deployments.</summary>
    [Http("GET", "/restapis/{restapi_id}/deployments")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/deployments")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>, Throws<ServiceUnavailableException>]
    ValueTask<GetDeploymentsOutput> GetDeployments(GetDeploymentsInput input, CallContext call);

    /// <summary>Changes a deployment.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/deployments/{deployment_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/deployments/{DeploymentId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>, Throws<ServiceUnavailableException>]
    ValueTask<Deployment> UpdateDeployment(UpdateDeploymentInput input, CallContext call);

    /// <summary>Removes a deployment.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/deployments/{deployment_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/deployments/{DeploymentId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteDeployment(DeleteDeploymentInput input, CallContext call);

    /// <summary>Makes a stage.</summary>
    [Http("POST", "/restapis/{restapi_id}/stages", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages")]
    [Throws<UnauthorizedException>, Throws<BadRequestException>, Throws<NotFoundException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<TooManyRequestsException>]
    ValueTask<Stage> CreateStage(CreateStageInput input, CallContext call);

    /// <summary>Reads a stage.</summary>
    [Http("GET", "/restapis/{restapi_id}/stages/{stage_name}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Stage> GetStage(GetStageInput input, CallContext call);

    /// <summary>Lists an API's stages.</summary>
    [Http("GET", "/restapis/{restapi_id}/stages")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetStagesOutput> GetStages(GetStagesInput input, CallContext call);

    /// <summary>Changes a stage.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/stages/{stage_name}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Stage> UpdateStage(UpdateStageInput input, CallContext call);

    /// <summary>Removes a stage.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/stages/{stage_name}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteStage(DeleteStageInput input, CallContext call);

    /// <summary>Makes a model.</summary>
    [Http("POST", "/restapis/{restapi_id}/models", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/models")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Model> CreateModel(CreateModelInput input, CallContext call);

    /// <summary>Reads a model.</summary>
    [Http("GET", "/restapis/{restapi_id}/models/{model_name}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/models/{ModelName}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Model> GetModel(GetModelInput input, CallContext call);

    /// <summary>Lists an API's models.</summary>
    [Http("GET", "/restapis/{restapi_id}/models")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/models")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<GetModelsOutput> GetModels(GetModelsInput input, CallContext call);

    /// <summary>Changes a model.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/models/{model_name}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/models/{ModelName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Model> UpdateModel(UpdateModelInput input, CallContext call);

    /// <summary>Removes a model.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/models/{model_name}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/models/{ModelName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteModel(DeleteModelInput input, CallContext call);

    /// <summary>Makes a request validator.</summary>
    [Http("POST", "/restapis/{restapi_id}/requestvalidators", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/requestvalidators")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RequestValidator> CreateRequestValidator(CreateRequestValidatorInput input, CallContext call);

    /// <summary>Reads a request validator.</summary>
    [Http("GET", "/restapis/{restapi_id}/requestvalidators/{requestvalidator_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/requestvalidators/{RequestValidatorId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RequestValidator> GetRequestValidator(GetRequestValidatorInput input, CallContext call);

    /// <summary>Lists an API's request validators.</summary>
    [Http("GET", "/restapis/{restapi_id}/requestvalidators")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/requestvalidators")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetRequestValidatorsOutput> GetRequestValidators(GetRequestValidatorsInput input, CallContext call);

    /// <summary>Changes a request validator.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/requestvalidators/{requestvalidator_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/requestvalidators/{RequestValidatorId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<RequestValidator> UpdateRequestValidator(UpdateRequestValidatorInput input, CallContext call);

    /// <summary>Removes a request validator.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/requestvalidators/{requestvalidator_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/requestvalidators/{RequestValidatorId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteRequestValidator(DeleteRequestValidatorInput input, CallContext call);

    /// <summary>Sets a gateway response.</summary>
    [Http("PUT", "/restapis/{restapi_id}/gatewayresponses/{response_type}", Status = 201)]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/gatewayresponses/{ResponseType}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GatewayResponse> PutGatewayResponse(PutGatewayResponseInput input, CallContext call);

    /// <summary>Reads a gateway response.</summary>
    [Http("GET", "/restapis/{restapi_id}/gatewayresponses/{response_type}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/gatewayresponses/{ResponseType}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GatewayResponse> GetGatewayResponse(GetGatewayResponseInput input, CallContext call);

    /// <summary>Lists every gateway response of an API, defaults included.</summary>
    [Http("GET", "/restapis/{restapi_id}/gatewayresponses")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/gatewayresponses")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetGatewayResponsesOutput> GetGatewayResponses(GetGatewayResponsesInput input, CallContext call);

    /// <summary>Changes a gateway response.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/gatewayresponses/{response_type}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/gatewayresponses/{ResponseType}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GatewayResponse> UpdateGatewayResponse(UpdateGatewayResponseInput input, CallContext call);

    /// <summary>Removes a gateway response.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/gatewayresponses/{response_type}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/gatewayresponses/{ResponseType}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteGatewayResponse(DeleteGatewayResponseInput input, CallContext call);

    /// <summary>Makes an API key.</summary>
    [Http("POST", "/apikeys", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apikeys")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ApiKey> CreateApiKey(CreateApiKeyInput input, CallContext call);

    /// <summary>Reads an API key.</summary>
    [Http("GET", "/apikeys/{api_Key}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apikeys/{ApiKey}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ApiKey> GetApiKey(GetApiKeyInput input, CallContext call);

    /// <summary>Lists the account's API keys.</summary>
    [Http("GET", "/apikeys")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/apikeys")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetApiKeysOutput> GetApiKeys(GetApiKeysInput input, CallContext call);

    /// <summary>Changes an API key.</summary>
    [Http("PATCH", "/apikeys/{api_Key}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/apikeys/{ApiKey}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ApiKey> UpdateApiKey(UpdateApiKeyInput input, CallContext call);

    /// <summary>Removes an API key.</summary>
    [Http("DELETE", "/apikeys/{api_Key}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/apikeys/{ApiKey}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteApiKey(DeleteApiKeyInput input, CallContext call);

    /// <summary>Makes a usage plan.</summary>
    [Http("POST", "/usageplans", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/usageplans")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<UsagePlan> CreateUsagePlan(CreateUsagePlanInput input, CallContext call);

    /// <summary>Reads a usage plan.</summary>
    [Http("GET", "/usageplans/{usageplanId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<UsagePlan> GetUsagePlan(GetUsagePlanInput input, CallContext call);

    /// <summary>Lists the account's usage plans.</summary>
    [Http("GET", "/usageplans")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/usageplans")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetUsagePlansOutput> GetUsagePlans(GetUsagePlansInput input, CallContext call);

    /// <summary>Changes a usage plan.</summary>
    [Http("PATCH", "/usageplans/{usageplanId}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<UsagePlan> UpdateUsagePlan(UpdateUsagePlanInput input, CallContext call);

    /// <summary>Removes a usage plan.</summary>
    [Http("DELETE", "/usageplans/{usageplanId}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteUsagePlan(DeleteUsagePlanInput input, CallContext call);

    /// <summary>Puts an API key into a usage plan.</summary>
    [Http("POST", "/usageplans/{usageplanId}/keys", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}/keys")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<UsagePlanKey> CreateUsagePlanKey(CreateUsagePlanKeyInput input, CallContext call);

    /// <summary>Reads a usage plan's key.</summary>
    [Http("GET", "/usageplans/{usageplanId}/keys/{keyId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}/keys/{KeyId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<UsagePlanKey> GetUsagePlanKey(GetUsagePlanKeyInput input, CallContext call);

    /// <summary>Lists a usage plan's keys.</summary>
    [Http("GET", "/usageplans/{usageplanId}/keys")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}/keys")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetUsagePlanKeysOutput> GetUsagePlanKeys(GetUsagePlanKeysInput input, CallContext call);

    /// <summary>Takes an API key out of a usage plan.</summary>
    [Http("DELETE", "/usageplans/{usageplanId}/keys/{keyId}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}/keys/{KeyId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteUsagePlanKey(DeleteUsagePlanKeyInput input, CallContext call);

    /// <summary>Reads the account's settings.</summary>
    [Http("GET", "/account")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/account")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Account> GetAccount(GetAccountInput input, CallContext call);

    /// <summary>Changes the account's settings.</summary>
    [Http("PATCH", "/account")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/account")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<Account> UpdateAccount(UpdateAccountInput input, CallContext call);

    /// <summary>Adds or overwrites tags of an API, stage, key or plan.</summary>
    [Http("PUT", "/tags/{resource_arn}", Status = 204)]
    [Operation, Authorize("apigateway:PUT", "{Tags(ResourceArn)}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags.</summary>
    [Http("DELETE", "/tags/{resource_arn}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "{Tags(ResourceArn)}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Lists tags.</summary>
    [Http("GET", "/tags/{resource_arn}")]
    [Operation, Authorize("apigateway:GET", "{Tags(ResourceArn)}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetTagsOutput> GetTags(GetTagsInput input, CallContext call);

    /// <summary>Forgets a stage's cached responses.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/stages/{stage_name}/cache/data", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}/cache/data")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask FlushStageCache(FlushStageCacheInput input, CallContext call);

    /// <summary>Forgets a stage's cached authorizer results.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/stages/{stage_name}/cache/authorizers", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}/cache/authorizers")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask FlushStageAuthorizersCache(FlushStageAuthorizersCacheInput input, CallContext call);
}
