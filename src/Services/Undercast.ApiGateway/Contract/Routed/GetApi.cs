using Undercast.Protocol;

namespace Undercast.ApiGateway.Routed;

public sealed record GetApiInput
{
    [HttpLabel("apiId")] public required string ApiId { get; init; }
}
