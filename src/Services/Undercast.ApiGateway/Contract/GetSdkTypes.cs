using Undercast.Protocol;

namespace Undercast.ApiGateway;

public sealed record GetSdkTypesInput
{
    [WireName("position"), HttpQuery("position")] public string? Position { get; init; }
    [WireName("limit"), HttpQuery("limit")] public int? Limit { get; init; }
}

public sealed record GetSdkTypesOutput
{
    [WireName("position")] public string? Position { get; init; }
    [WireName("item")] public IReadOnlyList<SdkType>? Items { get; init; }
}
