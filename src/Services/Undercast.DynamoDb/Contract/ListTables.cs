using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb;

public sealed record ListTablesInput
{
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? ExclusiveStartTableName { get; init; }
    [Range(min: 1, max: 100)] public int? Limit { get; init; }
}

public sealed record ListTablesOutput
{
    [Elements(MinLength = 3, MaxLength = 255, Pattern = @"[a-zA-Z0-9_.-]+")] public IReadOnlyList<string>? TableNames { get; init; }
    [Length(min: 3, max: 255), Pattern(@"[a-zA-Z0-9_.-]+")] public string? LastEvaluatedTableName { get; init; }
}
