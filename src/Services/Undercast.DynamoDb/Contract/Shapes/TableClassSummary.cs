using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TableClassSummary
{
    [OneOf("STANDARD", "STANDARD_INFREQUENT_ACCESS")] public string? TableClass { get; init; }
    public DateTimeOffset? LastUpdateDateTime { get; init; }
}
