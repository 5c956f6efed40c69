using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record BillingModeSummary
{
    [OneOf("PROVISIONED", "PAY_PER_REQUEST")] public string? BillingMode { get; init; }
    public DateTimeOffset? LastUpdateToPayPerRequestDateTime { get; init; }
}
