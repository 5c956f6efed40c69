using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record MethodResponse
{
    [WireName("statusCode"), Pattern(@"[1-5]\d\d")] public string? StatusCode { get; init; }
    [WireName("responseParameters")] public IReadOnlyDictionary<string, bool>? ResponseParameters { get; init; }
    [WireName("responseModels")] public IReadOnlyDictionary<string, string>? ResponseModels { get; init; }
}
