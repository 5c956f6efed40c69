using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record RequestValidator
{
    [WireName("id")] public string? Id { get; init; }
    [WireName("name")] public string? Name { get; init; }
    [WireName("validateRequestBody")] public bool? ValidateRequestBody { get; init; }
    [WireName("validateRequestParameters")] public bool? ValidateRequestParameters { get; init; }
}
