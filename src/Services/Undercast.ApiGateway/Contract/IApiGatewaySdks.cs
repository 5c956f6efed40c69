using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

public partial interface IApiGateway
{
    /// <summary>Makes a client for a stage.</summary>
    [Http("GET", "/restapis/{restapi_id}/stages/{stage_name}/sdks/{sdk_type}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/stages/{StageName}/sdks/{SdkType}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetSdkOutput> GetSdk(GetSdkInput input, CallContext call);

    /// <summary>Tells of one language that clients are made in.</summary>
    [Http("GET", "/sdktypes/{sdktype_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/sdktypes/{Id}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<SdkType> GetSdkType(GetSdkTypeInput input, CallContext call);

    /// <summary>Lists the languages that clients are made in.</summary>
    [Http("GET", "/sdktypes")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/sdktypes")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetSdkTypesOutput> GetSdkTypes(GetSdkTypesInput input, CallContext call);

    /// <summary>Grants a key more, or less, of what is left of its quota for now.</summary>
    [Http("PATCH", "/usageplans/{usageplanId}/keys/{keyId}/usage")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/usageplans/{UsagePlanId}/keys/{KeyId}/usage")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetUsageOutput> UpdateUsage(UpdateUsageInput input, CallContext call);
}
