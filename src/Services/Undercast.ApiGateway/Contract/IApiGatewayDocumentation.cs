using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

public partial interface IApiGateway
{
    /// <summary>Makes a part of the documentation.</summary>
    [Http("POST", "/restapis/{restapi_id}/documentation/parts", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/parts")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DocumentationPart> CreateDocumentationPart(CreateDocumentationPartInput input, CallContext call);

    /// <summary>Reads a part of the documentation.</summary>
    [Http("GET", "/restapis/{restapi_id}/documentation/parts/{part_id}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/parts/{DocumentationPartId}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DocumentationPart> GetDocumentationPart(GetDocumentationPartInput input, CallContext call);

    /// <summary>Lists the parts of the documentation.</summary>
    [Http("GET", "/restapis/{restapi_id}/documentation/parts")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/parts")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetDocumentationPartsOutput> GetDocumentationParts(GetDocumentationPartsInput input, CallContext call);

    /// <summary>Changes a part of the documentation.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/documentation/parts/{part_id}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/parts/{DocumentationPartId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DocumentationPart> UpdateDocumentationPart(UpdateDocumentationPartInput input, CallContext call);

    /// <summary>Removes a part of the documentation.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/documentation/parts/{part_id}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/parts/{DocumentationPartId}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteDocumentationPart(DeleteDocumentationPartInput input, CallContext call);

    /// <summary>Reads parts of the documentation from an OpenAPI document.</summary>
    [Http("PUT", "/restapis/{restapi_id}/documentation/parts")]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/parts")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<ImportDocumentationPartsOutput> ImportDocumentationParts(ImportDocumentationPartsInput input, CallContext call);

    /// <summary>Makes a version of the documentation.</summary>
    [Http("POST", "/restapis/{restapi_id}/documentation/versions", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/versions")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DocumentationVersion> CreateDocumentationVersion(CreateDocumentationVersionInput input, CallContext call);

    /// <summary>Reads a version of the documentation.</summary>
    [Http("GET", "/restapis/{restapi_id}/documentation/versions/{doc_version}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/versions/{DocumentationVersion}")]
    [Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<DocumentationVersion> GetDocumentationVersion(GetDocumentationVersionInput input, CallContext call);

    /// <summary>Lists the versions of the documentation.</summary>
    [Http("GET", "/restapis/{restapi_id}/documentation/versions")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/versions")]
    [Throws<BadRequestException>, Throws<UnauthorizedException>, Throws<NotFoundException>, Throws<TooManyRequestsException>]
    ValueTask<GetDocumentationVersionsOutput> GetDocumentationVersions(GetDocumentationVersionsInput input, CallContext call);

    /// <summary>Changes a version of the documentation.</summary>
    [Http("PATCH", "/restapis/{restapi_id}/documentation/versions/{doc_version}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/versions/{DocumentationVersion}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DocumentationVersion> UpdateDocumentationVersion(UpdateDocumentationVersionInput input, CallContext call);

    /// <summary>Removes a version of the documentation.</summary>
    [Http("DELETE", "/restapis/{restapi_id}/documentation/versions/{doc_version}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/restapis/{RestApiId}/documentation/versions/{DocumentationVersion}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteDocumentationVersion(DeleteDocumentationVersionInput input, CallContext call);
}
