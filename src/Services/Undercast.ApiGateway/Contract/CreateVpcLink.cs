using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record CreateVpcLinkInput
{
    [WireName("name")] public required string Name { get; init; }
    [WireName("description")] public string? Description { get; init; }
    [WireName("targetArns")] public required IReadOnlyList<string> TargetArns { get; init; }
    [WireName("tags")] public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
