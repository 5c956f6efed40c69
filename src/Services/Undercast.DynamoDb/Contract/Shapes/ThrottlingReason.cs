using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ThrottlingReason
{
    [WireName("reason")] public string? Reason { get; init; }
    [WireName("resource")] public string? Resource { get; init; }
}
