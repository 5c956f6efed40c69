using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

public sealed record Record
{
    [WireName("eventID")] public string? EventID { get; init; }
    [WireName("eventName"), OneOf("INSERT", "MODIFY", "REMOVE")] public string? EventName { get; init; }
    [WireName("eventVersion")] public string? EventVersion { get; init; }
    [WireName("eventSource")] public string? EventSource { get; init; }
    [WireName("awsRegion")] public string? AwsRegion { get; init; }
    [WireName("dynamodb")] public StreamRecord? Dynamodb { get; init; }
    [WireName("userIdentity")] public Identity? UserIdentity { get; init; }
}
