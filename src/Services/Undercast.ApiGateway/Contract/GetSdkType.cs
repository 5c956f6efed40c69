using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetSdkTypeInput
{
    [WireName("id"), HttpLabel("sdktype_id")] public required string Id { get; init; }
}
