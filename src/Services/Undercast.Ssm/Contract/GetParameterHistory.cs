using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

public sealed record GetParameterHistoryInput
{
    [Length(min: 1, max: 2048)] public required string Name { get; init; }
    public bool? WithDecryption { get; init; }
    [Range(min: 1, max: 50)] public int? MaxResults { get; init; }
    public string? NextToken { get; init; }
}

public sealed record GetParameterHistoryOutput
{
    public IReadOnlyList<ParameterHistory>? Parameters { get; init; }
    public string? NextToken { get; init; }
}
