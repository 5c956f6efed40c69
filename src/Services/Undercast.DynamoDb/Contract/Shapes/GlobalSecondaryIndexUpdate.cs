using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record GlobalSecondaryIndexUpdate
{
    public UpdateGlobalSecondaryIndexAction? Update { get; init; }
    public CreateGlobalSecondaryIndexAction? Create { get; init; }
    public DeleteGlobalSecondaryIndexAction? Delete { get; init; }
}
