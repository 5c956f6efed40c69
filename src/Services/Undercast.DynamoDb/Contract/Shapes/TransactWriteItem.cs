using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record TransactWriteItem
{
    public ConditionCheck? ConditionCheck { get; init; }
    public Put? Put { get; init; }
    public Delete? Delete { get; init; }
    public Update? Update { get; init; }
}
