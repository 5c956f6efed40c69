using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

public partial interface IApiGateway
{
    /// <summary>Writes a deployed API as an OpenAPI document.</summary>
    [Http("GET", "/restapis/{restapi_id}/stages/{stage_name}/exports/{export_type}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}/exports/{ExportType}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetExportOutput> GetExport(GetExportInput input, CallContext call);

    /// <summary>Tells what the keys of a usage plan have used.</summary>
    [Http("GET", "/usageplans/{usageplanId}/usage")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}/usage")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<GetUsageOutput> GetUsage(GetUsageInput input, CallContext call);

    /// <summary>Makes API keys from a table.</summary>
    [Http("POST", "/apikeys?mode=import", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/apikeys")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ImportApiKeysOutput> ImportApiKeys(ImportApiKeysInput input, CallContext call);

    /// <summary>Calls a method as it stands, without a deployment.</summary>
    [Http("POST", "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}")]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<TestInvokeMethodOutput> TestInvokeMethod(TestInvokeMethodInput input, CallContext call);

    /// <summary>Asks an authorizer about a made-up request.</summary>
    [Http("POST", "/restapis/{restapi_id}/authorizers/{authorizer_id}")]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/authorizers/{AuthorizerId}")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<TestInvokeAuthorizerOutput> TestInvokeAuthorizer(TestInvokeAuthorizerInput input, CallContext call);

    /// <summary>Gives a sample of a model's form.</summary>
    [Http("GET", "/restapis/{restapi_id}/models/{model_name}/default_template")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/models/{ModelName}/default_template")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<BadRequestException>, Throws<TooManyRequestsException>]
    ValueTask<GetModelTemplateOutput> GetModelTemplate(GetModelTemplateInput input, CallContext call);
}
