using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ItemCollectionMetrics
{
    public AttributeMap? ItemCollectionKey { get; init; }
    public IReadOnlyList<double>? SizeEstimateRangeGB { get; init; }
}
