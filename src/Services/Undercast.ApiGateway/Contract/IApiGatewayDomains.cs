using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway;

public partial interface IApiGateway
{
    /// <summary>Makes a mapping of a domain name.</summary>
    [Http("POST", "/domainnames/{domain_name}/basepathmappings", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/basepathmappings")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<BasePathMapping> CreateBasePathMapping(CreateBasePathMappingInput input, CallContext call);

    /// <summary>Makes a domain name.</summary>
    [Http("POST", "/domainnames", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/domainnames")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DomainName> CreateDomainName(CreateDomainNameInput input, CallContext call);

    /// <summary>Removes a mapping of a domain name.</summary>
    [Http("DELETE", "/domainnames/{domain_name}/basepathmappings/{base_path}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/basepathmappings/{BasePath}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteBasePathMapping(DeleteBasePathMappingInput input, CallContext call);

    /// <summary>Removes a domain name.</summary>
    [Http("DELETE", "/domainnames/{domain_name}", Status = 202)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask DeleteDomainName(DeleteDomainNameInput input, CallContext call);

    /// <summary>Reads a mapping of a domain name.</summary>
    [Http("GET", "/domainnames/{domain_name}/basepathmappings/{base_path}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/basepathmappings/{BasePath}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<BasePathMapping> GetBasePathMapping(GetBasePathMappingInput input, CallContext call);

    /// <summary>Lists the mappings of a domain name.</summary>
    [Http("GET", "/domainnames/{domain_name}/basepathmappings")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/basepathmappings")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetBasePathMappingsOutput> GetBasePathMappings(GetBasePathMappingsInput input, CallContext call);

    /// <summary>Reads a domain name.</summary>
    [Http("GET", "/domainnames/{domain_name}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DomainName> GetDomainName(GetDomainNameInput input, CallContext call);

    /// <summary>Lists the account's domain names.</summary>
    [Http("GET", "/domainnames")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames")]
    [Throws<BadRequestException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<GetDomainNamesOutput> GetDomainNames(GetDomainNamesInput input, CallContext call);

    /// <summary>Changes a mapping of a domain name.</summary>
    [Http("PATCH", "/domainnames/{domain_name}/basepathmappings/{base_path}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/basepathmappings/{BasePath}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<BasePathMapping> UpdateBasePathMapping(UpdateBasePathMappingInput input, CallContext call);

    /// <summary>Changes a domain name.</summary>
    [Http("PATCH", "/domainnames/{domain_name}")]
    [Operation, Authorize("apigateway:PATCH", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}")]
    [Throws<BadRequestException>, Throws<ConflictException>, Throws<LimitExceededException>, Throws<NotFoundException>, Throws<UnauthorizedException>, Throws<TooManyRequestsException>]
    ValueTask<DomainName> UpdateDomainName(UpdateDomainNameInput input, CallContext call);
}
