using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public partial interface IApiGatewayV2
{
    /// <summary>Adds a rule by which requests to a domain name find their API.</summary>
    [Http("POST", "/v2/domainnames/{domainName}/routingrules", Status = 201)]
    [Operation, Authorize("apigateway:POST", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/routingrules")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<RoutingRule> CreateRoutingRule(CreateRoutingRuleInput input, CallContext call);

    /// <summary>Reads a rule of a domain name.</summary>
    [Http("GET", "/v2/domainnames/{domainName}/routingrules/{routingRuleId}")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/routingrules/{RoutingRuleId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<RoutingRule> GetRoutingRule(GetRoutingRuleInput input, CallContext call);

    /// <summary>Lists a domain name's rules in the order in which they are tried.</summary>
    [Http("GET", "/v2/domainnames/{domainName}/routingrules")]
    [Operation, Authorize("apigateway:GET", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/routingrules")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask<ListRoutingRulesOutput> ListRoutingRules(ListRoutingRulesInput input, CallContext call);

    /// <summary>Replaces a rule of a domain name.</summary>
    [Http("PUT", "/v2/domainnames/{domainName}/routingrules/{routingRuleId}")]
    [Operation, Authorize("apigateway:PUT", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/routingrules/{RoutingRuleId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>, Throws<ConflictException>]
    ValueTask<RoutingRule> PutRoutingRule(PutRoutingRuleInput input, CallContext call);

    /// <summary>Removes a rule from a domain name.</summary>
    [Http("DELETE", "/v2/domainnames/{domainName}/routingrules/{routingRuleId}", Status = 204)]
    [Operation, Authorize("apigateway:DELETE", "arn:{partition}:apigateway:{region}::/domainnames/{DomainName}/routingrules/{RoutingRuleId}")]
    [Throws<NotFoundException>, Throws<TooManyRequestsException>, Throws<BadRequestException>]
    ValueTask DeleteRoutingRule(DeleteRoutingRuleInput input, CallContext call);
}
