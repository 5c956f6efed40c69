using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record SourceTableFeatureDetails
{
    public IReadOnlyList<BackedUpLocalIndex>? LocalSecondaryIndexes { get; init; }
    public IReadOnlyList<BackedUpGlobalIndex>? GlobalSecondaryIndexes { get; init; }
    public StreamSpecification? StreamDescription { get; init; }
    public TimeToLiveDescription? TimeToLiveDescription { get; init; }
    public SSEDescription? SSEDescription { get; init; }
}
